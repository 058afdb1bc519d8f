// The JSON scanner, in AssemblyScript: a pushdown automaton over RFC 8259 and UTF-8 that can stop at any byte, checks
// every byte it passes and gives control back only at the places that the caller asked for. scripts/generated.mjs compiles it.

/** Where the results stand for the caller: see the views of json-scanner.ts. */
const RESULT: usize = 0;
/** One byte for each open container: 1 for an object, 0 for a list. */
const STACK: usize = 1024;
const DEPTH_LIMIT: i32 = 1000;
/** The bytes of the document; 16 more than are read may be loaded. */
export const BUFFER: usize = 4096;

// What may come next.
const VALUE = 0;
const VALUE_OR_END = 1;
const KEY_OR_END = 2;
const KEY = 3;
const COLON = 4;
const AFTER = 5;
const STRING = 6;
const ESCAPE = 7;
const HEX = 8;
const CONTINUATION = 9;
const NUMBER = 10;
const LITERAL = 11;
const DONE = 12;

// Why a scan stops; the caller asks for a set of the first four.
const AT_KEY = 1;
const AT_START = 2;
const AT_END = 4;
const AT_CLOSE = 8;
const AT_BUFFER_END = 0;
const AT_ERROR = -1;

// Errors.
const UNEXPECTED = 1;
const CONTROL = 2;
const ENCODING = 3;
const TOO_DEEP = 4;

let cursor: i32 = 0;
let base: f64 = 0;
let depth: i32 = 0;
let state: i32 = VALUE;
/** The open string is a key. */
let isKey: bool = false;
/** Where the last string or value began, as an offset in the document. */
let start: f64 = 0;
let escaped: bool = false;
/** Members of objects passed so far. */
let members: i32 = 0;
/** HEX: digits to come. CONTINUATION: bytes to come. NUMBER: part. */
let part: i32 = 0;
/** Bounds of the next continuation byte. */
let low: i32 = 0;
let high: i32 = 0;
/** The letters of a literal that are still to come, first one lowest. */
let letters: i32 = 0;

/** A new document: the buffer is empty. */
export function reset(): void {
	cursor = 0;
	base = 0;
	depth = 0;
	state = VALUE;
	members = 0;
}

/** The buffer holds the bytes from this offset of the document on. */
export function refilled(offset: f64): void {
	base = offset;
	cursor = 0;
}

function stop(code: i32, p: i32, d: i32, s: i32, error: i32): i32 {
	cursor = p;
	depth = d;
	state = s;
	store<f64>(RESULT, base + <f64>p);
	store<f64>(RESULT, start, 8);
	store<i32>(RESULT, d, 16);
	store<i32>(RESULT, members, 20);
	store<i32>(RESULT, escaped ? 1 : 0, 24);
	store<i32>(RESULT, error, 28);
	store<i32>(RESULT, s, 32);
	return code;
}

/**
 * Scans on to `end` of the buffer, and stops earlier
 * AT_KEY after a key's closing quote, AT_START before the first byte of a value, AT_END after a value, each only
 * where `watch` containers are open; AT_CLOSE where one of those was closed. At a key only where the bit of its length is
 * in `lengths`, or where it is written with escapes, so that its length says nothing.
 */
export function scan(end: i32, watch: i32, stops: i32, lengths: i32): i32 {
	let p = cursor;
	let d = depth;
	let s = state;
	const quote = i8x16.splat(0x22);
	const backslash = i8x16.splat(0x5c);
	const space = i8x16.splat(0x20);
	const lineFeed = i8x16.splat(0x0a);
	const carriageReturn = i8x16.splat(0x0d);
	const tab = i8x16.splat(0x09);
	while (p < end) {
		let c: i32 = load<u8>(BUFFER + p);
		if (s === STRING) {
			// Signed, so that one comparison finds control characters and what is not ASCII.
			const block = v128.load(BUFFER + p);
			const mask = i8x16.bitmask(
				v128.or(v128.or(i8x16.eq(block, quote), i8x16.eq(block, backslash)), i8x16.lt_s(block, space)),
			);
			if (mask === 0) {
				p += 16;
				if (p > end) p = end;
				continue;
			}
			p += ctz(mask);
			if (p >= end) {
				p = end;
				continue;
			}
			c = load<u8>(BUFFER + p);
			if (c === 0x22) {
				p++;
				if (isKey) {
					members++;
					s = COLON;
					if (d === watch && (stops & AT_KEY) !== 0) {
						const length = <i32>(base + <f64>p - start) - 2;
						if (escaped || lengths === -1 || (length < 31 && ((lengths >>> length) & 1) !== 0)) {
							return stop(AT_KEY, p, d, s, 0);
						}
					}
					if (p < end && load<u8>(BUFFER + p) === 0x3a) {
						p++;
						s = VALUE;
					}
				} else {
					s = AFTER;
					if (d === watch && (stops & AT_END) !== 0) return stop(AT_END, p, d, s, 0);
				}
			} else if (c === 0x5c) {
				escaped = true;
				s = ESCAPE;
				p++;
			} else if (c < 0x20) {
				return stop(AT_ERROR, p, d, s, CONTROL);
			} else {
				low = 0x80;
				high = 0xbf;
				if (c >= 0xc2 && c <= 0xdf) part = 1;
				else if (c >= 0xe0 && c <= 0xef) {
					part = 2;
					if (c === 0xe0) low = 0xa0;
					if (c === 0xed) high = 0x9f;
				} else if (c >= 0xf0 && c <= 0xf4) {
					part = 3;
					if (c === 0xf0) low = 0x90;
					if (c === 0xf4) high = 0x8f;
				} else return stop(AT_ERROR, p, d, s, ENCODING);
				s = CONTINUATION;
				p++;
			}
			if (s !== CONTINUATION) continue;
		}
		if (s === CONTINUATION) {
			for (; part > 0 && p < end; p++, part--) {
				c = load<u8>(BUFFER + p);
				if (c < low || c > high) return stop(AT_ERROR, p, d, s, ENCODING);
				low = 0x80;
				high = 0xbf;
			}
			if (part === 0) s = STRING;
			continue;
		}
		if (s <= AFTER || s === DONE) {
			if (c <= 0x20) {
				if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) return stop(AT_ERROR, p, d, s, UNEXPECTED);
				p++;
				while (p < end) {
					const block = v128.load(BUFFER + p);
					const white = i8x16.bitmask(
						v128.or(
							v128.or(i8x16.eq(block, space), i8x16.eq(block, lineFeed)),
							v128.or(i8x16.eq(block, carriageReturn), i8x16.eq(block, tab)),
						),
					);
					p += ctz((~white & 0xffff) | 0x10000);
					if (white !== 0xffff) break;
				}
				if (p > end) p = end;
				continue;
			}
		}
		switch (s) {
			case AFTER:
				if (c === 0x2c) {
					p++;
					s = load<u8>(STACK + d) === 1 ? KEY : VALUE;
					continue;
				} else if (c === 0x7d || c === 0x5d) {
					if (load<u8>(STACK + d) !== (c === 0x7d ? 1 : 0)) return stop(AT_ERROR, p, d, s, UNEXPECTED);
					p++;
					d--;
					s = d === 0 ? DONE : AFTER;
					if (d === watch && (stops & AT_END) !== 0) return stop(AT_END, p, d, s, 0);
					if (d < watch && (stops & AT_CLOSE) !== 0) return stop(AT_CLOSE, p, d, s, 0);
					continue;
				} else return stop(AT_ERROR, p, d, s, UNEXPECTED);
			case KEY:
			case KEY_OR_END:
				if (c === 0x22) {
					start = base + <f64>p;
					escaped = false;
					isKey = true;
					s = STRING;
					p++;
					continue;
				}
				if (c === 0x7d && s === KEY_OR_END) {
					p++;
					d--;
					s = d === 0 ? DONE : AFTER;
					if (d === watch && (stops & AT_END) !== 0) return stop(AT_END, p, d, s, 0);
					if (d < watch && (stops & AT_CLOSE) !== 0) return stop(AT_CLOSE, p, d, s, 0);
					continue;
				}
				return stop(AT_ERROR, p, d, s, UNEXPECTED);
			case COLON:
				if (c !== 0x3a) return stop(AT_ERROR, p, d, s, UNEXPECTED);
				p++;
				s = VALUE;
				continue;
			case VALUE_OR_END:
				if (c === 0x5d) {
					p++;
					d--;
					s = d === 0 ? DONE : AFTER;
					if (d === watch && (stops & AT_END) !== 0) return stop(AT_END, p, d, s, 0);
					if (d < watch && (stops & AT_CLOSE) !== 0) return stop(AT_CLOSE, p, d, s, 0);
					continue;
				}
				s = VALUE;
				continue;
			case VALUE:
				if (d === watch) {
					start = base + <f64>p;
					if ((stops & AT_START) !== 0) return stop(AT_START, p, d, s, 0);
				}
				if (c === 0x22) {
					escaped = false;
					isKey = false;
					s = STRING;
				} else if (c === 0x7b || c === 0x5b) {
					if (d === DEPTH_LIMIT) return stop(AT_ERROR, p, d, s, TOO_DEEP);
					d++;
					store<u8>(STACK + d, c === 0x7b ? 1 : 0);
					s = c === 0x7b ? KEY_OR_END : VALUE_OR_END;
				} else if (c === 0x74) {
					letters = 0x657572;
					s = LITERAL;
				} else if (c === 0x66) {
					letters = 0x65736c61;
					s = LITERAL;
				} else if (c === 0x6e) {
					letters = 0x6c6c75;
					s = LITERAL;
				} else if (c === 0x2d) {
					part = 0;
					s = NUMBER;
				} else if (c >= 0x30 && c <= 0x39) {
					part = c === 0x30 ? 1 : 2;
					s = NUMBER;
				} else return stop(AT_ERROR, p, d, s, UNEXPECTED);
				p++;
				continue;
			case LITERAL:
				while (letters !== 0 && p < end) {
					if (load<u8>(BUFFER + p) !== (letters & 0xff)) return stop(AT_ERROR, p, d, s, UNEXPECTED);
					letters = letters >>> 8;
					p++;
				}
				if (letters !== 0) continue;
				s = AFTER;
				if (d === watch && (stops & AT_END) !== 0) return stop(AT_END, p, d, s, 0);
				continue;
			case NUMBER:
				// Parts: 0 after the sign, 1 a leading zero, 2 digits, 3 after the point, 4 decimals, 5 after the e, 6 after its
				// sign, 7 its digits.
				if (c >= 0x30 && c <= 0x39) {
					if (part === 0) part = c === 0x30 ? 1 : 2;
					else if (part === 1) return stop(AT_ERROR, p, d, s, UNEXPECTED);
					else if (part === 3) part = 4;
					else if (part === 5 || part === 6) part = 7;
				} else if (c === 0x2e && (part === 1 || part === 2)) part = 3;
				else if ((c === 0x65 || c === 0x45) && (part === 1 || part === 2 || part === 4)) part = 5;
				else if ((c === 0x2b || c === 0x2d) && part === 5) part = 6;
				else if (part === 1 || part === 2 || part === 4 || part === 7) {
					s = AFTER;
					if (d === watch && (stops & AT_END) !== 0) return stop(AT_END, p, d, s, 0);
					continue;
				} else return stop(AT_ERROR, p, d, s, UNEXPECTED);
				p++;
				continue;
			case ESCAPE:
				if (c === 0x75) {
					part = 4;
					s = HEX;
				} else if (
					c === 0x22 ||
					c === 0x5c ||
					c === 0x2f ||
					c === 0x62 ||
					c === 0x66 ||
					c === 0x6e ||
					c === 0x72 ||
					c === 0x74
				) {
					s = STRING;
				} else return stop(AT_ERROR, p, d, s, UNEXPECTED);
				p++;
				continue;
			case HEX:
				if ((c >= 0x30 && c <= 0x39) || ((c | 0x20) >= 0x61 && (c | 0x20) <= 0x66)) {
					if (--part === 0) s = STRING;
				} else return stop(AT_ERROR, p, d, s, UNEXPECTED);
				p++;
				continue;
			default:
				return stop(AT_ERROR, p, d, s, UNEXPECTED);
		}
	}
	return stop(AT_BUFFER_END, p, d, s, 0);
}
