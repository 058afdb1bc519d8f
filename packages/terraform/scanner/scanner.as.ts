// The JSON scanner, in AssemblyScript: a pushdown automaton over RFC 8259 and UTF-8. It can stop at any byte, checks every
// byte that it skips and returns only at the requested places. If no such place can be near, it moves by blocks of 64 bytes
// (`skip`). scripts/generated.mjs compiles it.

// The layout of the memory. scripts/generated.mjs reads the exported numbers from the compiled module and writes them to
// scanner.generated.ts, so that the caller has the same numbers.

/** Results of `scan` and `walk` for the caller. */
const RESULT: usize = 0;
/** Offset of the cursor in the document, f64. */
export const RESULT_POSITION: usize = 0;
/** Start of the last string or value in the document, f64. */
export const RESULT_START: usize = 8;
/** Open containers, i32. */
export const RESULT_DEPTH: usize = 16;
/** Members of objects so far, i32. */
export const RESULT_MEMBERS: usize = 20;
/** Whether the last string has escapes, i32. */
export const RESULT_ESCAPED: usize = 24;
/** Why the scan stopped with AT_ERROR, i32. */
export const RESULT_ERROR: usize = 28;
/** The state at the stop, i32. */
export const RESULT_STATE: usize = 32;
/** Start of the walked object, f64, and the number of members before it, i32. */
export const RESULT_WALK_START: usize = 40;
export const RESULT_WALK_MEMBERS: usize = 48;

/** Results of `walk`, one record for each key: f64, f64, i32, i32, i32. */
export const FOUND: usize = 64;
export const FOUND_SIZE: usize = 32;
export const FOUND_START: usize = 0;
export const FOUND_END: usize = 8;
/** Members in the value. */
export const FOUND_MEMBERS: usize = 16;
/** Number of the value's text; -1 if the value is an object that was walked. */
export const FOUND_TEXT: usize = 20;
/** How many times the key was met. */
export const FOUND_TIMES: usize = 24;

/** The keys that `walk` looks for, one record of bytes for each. */
export const KEYS: usize = 320;
export const KEY_SIZE: usize = 32;
export const KEY_COUNT: i32 = 8;
export const KEY_LENGTH: usize = 0;
/** 1 + the key whose object it is in; 0 for the walked object itself. */
export const KEY_OUTER: usize = 1;
/** 1 if keys inside its value are requested. */
export const KEY_HAS_INNER: usize = 2;
export const KEY_TEXT: usize = 3;

/** One byte for each open container: 1 for an object, 0 for a list. */
const STACK: usize = 1024;
export const DEPTH_LIMIT: i32 = 1000;
/** The bytes of the document. A load may reach one vector beyond them. */
export const BUFFER: usize = 4096;
export const BUFFER_SIZE: i32 = 256 * 1024;
/** Short texts of the document, by their number: the bytes, how many, and a hash table of numbers, of which 0 is none. */
const TEXT_SIZE: i32 = 64;
export const TEXT_COUNT: i32 = 1024;
const TEXTS: usize = BUFFER + BUFFER_SIZE + 64;
const TEXT_LENGTHS: usize = TEXTS + TEXT_SIZE * TEXT_COUNT;
const TEXT_SLOTS: usize = TEXT_LENGTHS + TEXT_COUNT;
const TEXT_SLOT_COUNT: i32 = 2 * TEXT_COUNT;

// States: the next valid bytes. `layout` has them, because a message names the expected text.
export const VALUE: i32 = 0;
export const VALUE_OR_END: i32 = 1;
export const KEY_OR_END: i32 = 2;
export const KEY: i32 = 3;
export const COLON: i32 = 4;
export const AFTER: i32 = 5;
export const STRING: i32 = 6;
export const ESCAPE: i32 = 7;
export const HEX: i32 = 8;
export const CONTINUATION: i32 = 9;
export const NUMBER: i32 = 10;
export const LITERAL: i32 = 11;
export const DONE: i32 = 12;

// Reasons why a scan stops. The caller requests a set of the first four.
export const AT_KEY: i32 = 1;
export const AT_START: i32 = 2;
export const AT_END: i32 = 4;
export const AT_CLOSE: i32 = 8;
export const AT_BUFFER_END: i32 = 0;
export const AT_ERROR: i32 = -1;

// Errors.
const UNEXPECTED = 1;
export const ERROR_CONTROL: i32 = 2;
export const ERROR_ENCODING: i32 = 3;
export const ERROR_TOO_DEEP: i32 = 4;

let cursor: i32 = 0;
let base: f64 = 0;
let depth: i32 = 0;
let state: i32 = VALUE;
/** The open string is a key. */
let isKey: bool = false;
/** Start of the last string or value, as an offset in the document. */
let start: f64 = 0;
let escaped: bool = false;
/** Members of objects so far. */
let members: i32 = 0;
/** HEX: digits to come. CONTINUATION: bytes to come. NUMBER: part. */
let part: i32 = 0;
/** Bounds of the next continuation byte. */
let low: i32 = 0;
let high: i32 = 0;
/** The letters of a literal that are still to come, first one lowest. */
let letters: i32 = 0;

/** Starts a new document with an empty buffer. */
export function reset(): void {
	cursor = 0;
	base = 0;
	depth = 0;
	state = VALUE;
	members = 0;
}

/** Continues with a buffer that has the bytes from this offset of the document on. */
export function refilled(offset: f64): void {
	base = offset;
	cursor = 0;
}

let texts: i32 = 0;

/**
 * Returns a number from 1 on for these bytes of the buffer. The same bytes have the same number, so that the caller need not
 * create a string for each. Returns 0 if there are too many bytes, or if all numbers are in use.
 */
function numberOf(from: i32, to: i32): i32 {
	const length = to - from;
	if (length > TEXT_SIZE) return 0;
	let hash = 0x811c9dc5;
	for (let i = from; i < to; i++) hash = (hash ^ <i32>load<u8>(BUFFER + i)) * 0x01000193;
	let slot = (hash ^ (hash >>> 16)) & (TEXT_SLOT_COUNT - 1);
	let number: i32 = load<u16>(TEXT_SLOTS + 2 * slot);
	while (number !== 0) {
		if (
			load<u8>(TEXT_LENGTHS + number - 1) === length &&
			memory.compare(TEXTS + (number - 1) * TEXT_SIZE, BUFFER + from, length) === 0
		) {
			return number;
		}
		slot = (slot + 1) & (TEXT_SLOT_COUNT - 1);
		number = load<u16>(TEXT_SLOTS + 2 * slot);
	}
	if (texts === TEXT_COUNT) return 0;
	memory.copy(TEXTS + texts * TEXT_SIZE, BUFFER + from, length);
	store<u8>(TEXT_LENGTHS + texts, length);
	store<u16>(TEXT_SLOTS + 2 * slot, ++texts);
	return texts;
}

/** Forgets all numbers. */
export function forget(): void {
	texts = 0;
	memory.fill(TEXT_SLOTS, 0, 2 * TEXT_SLOT_COUNT);
}

function stop(code: i32, p: i32, d: i32, s: i32, error: i32): i32 {
	cursor = p;
	depth = d;
	state = s;
	store<f64>(RESULT, base + <f64>p, RESULT_POSITION);
	store<f64>(RESULT, start, RESULT_START);
	store<i32>(RESULT, d, RESULT_DEPTH);
	store<i32>(RESULT, members, RESULT_MEMBERS);
	store<i32>(RESULT, escaped ? 1 : 0, RESULT_ESCAPED);
	store<i32>(RESULT, error, RESULT_ERROR);
	store<i32>(RESULT, s, RESULT_STATE);
	return code;
}

/** Returns `length` ones, at most 64, from the lowest bit on. */
function first(length: i32): u64 {
	return length === 64 ? ~(<u64>0) : ((<u64>1) << length) - 1;
}

/** Returns a bit for each of 64 bytes, the first one lowest. */
function bits(a: v128, b: v128, c: v128, d: v128): u64 {
	return (
		<u64>(<u32>i8x16.bitmask(a)) |
		((<u64>(<u32>i8x16.bitmask(b))) << 16) |
		((<u64>(<u32>i8x16.bitmask(c))) << 32) |
		((<u64>(<u32>i8x16.bitmask(d))) << 48)
	);
}

/** Returns the length of the escape at a backslash; 0 if it is not a valid one. */
function escapeLength(at: usize): i32 {
	const c: i32 = load<u8>(at + 1);
	if (c === 0x75) {
		for (let i = 2; i < 6; i++) if (!isHex(load<u8>(at + i))) return 0;
		return 6;
	}
	return isEscape(c) ? 2 : 0;
}

function isHex(c: i32): bool {
	return (c >= 0x30 && c <= 0x39) || ((c | 0x20) >= 0x61 && (c | 0x20) <= 0x66);
}

function isEscape(c: i32): bool {
	return c === 0x22 || c === 0x5c || c === 0x2f || c === 0x62 || c === 0x66 || c === 0x6e || c === 0x72 || c === 0x74;
}

/** Whether a value is a literal or an integer. The automaton checks the other numbers. */
function isPlainScalar(at: usize, length: i32): bool {
	const word = load<u32>(at);
	if (length === 4 && (word === 0x65757274 || word === 0x6c6c756e)) return true;
	if (length === 5 && word === 0x736c6166 && load<u8>(at + 4) === 0x65) return true;
	let i = load<u8>(at) === 0x2d ? 1 : 0;
	if (i === length || (load<u8>(at + i) === 0x30 && length > i + 1)) return false;
	for (; i < length; i++) {
		const c: i32 = load<u8>(at + i);
		if (c < 0x30 || c > 0x39) return false;
	}
	return true;
}

/**
 * Skips whole blocks inside a container that is deeper than `watch`, with the same checks as `scan`. There is one bit for each
 * byte, and the grammar is a few relations between neighbouring bits. Stops before anything else: the end of that container,
 * white space between tokens, bytes that are not ASCII, other numbers than integers, an error.
 */
function skip(end: i32, watch: i32): void {
	let p = cursor;
	let d = depth;
	let s = state;
	const quote = i8x16.splat(0x22);
	const backslash = i8x16.splat(0x5c);
	const space = i8x16.splat(0x20);
	const comma = i8x16.splat(0x2c);
	const colon = i8x16.splat(0x3a);
	const open = i8x16.splat(0x7b);
	const close = i8x16.splat(0x7d);
	while (p + 64 <= end) {
		const at = BUFFER + p;
		const v0 = v128.load(at);
		const v1 = v128.load(at, 16);
		const v2 = v128.load(at, 32);
		const v3 = v128.load(at, 48);
		/** Number of bytes of the block that are skipped. */
		let length = 64;
		// Signed, so that one comparison finds control characters and bytes that are not ASCII.
		const o0 = i8x16.lt_s(v0, space);
		const o1 = i8x16.lt_s(v1, space);
		const o2 = i8x16.lt_s(v2, space);
		const o3 = i8x16.lt_s(v3, space);
		if (v128.any_true(v128.or(v128.or(o0, o1), v128.or(o2, o3)))) length = <i32>ctz(bits(o0, o1, o2, o3));
		let quotes = bits(i8x16.eq(v0, quote), i8x16.eq(v1, quote), i8x16.eq(v2, quote), i8x16.eq(v3, quote));
		const b0 = i8x16.eq(v0, backslash);
		const b1 = i8x16.eq(v1, backslash);
		const b2 = i8x16.eq(v2, backslash);
		const b3 = i8x16.eq(v3, backslash);
		if (v128.any_true(v128.or(v128.or(b0, b1), v128.or(b2, b3)))) {
			let backslashes = bits(b0, b1, b2, b3) & first(length);
			while (backslashes !== 0) {
				const i = <i32>ctz(backslashes);
				const size = escapeLength(at + i);
				if (size === 0 || i + size > 64) {
					length = i;
					break;
				}
				quotes &= ~((<u64>2) << i);
				backslashes &= ~((<u64>3) << i);
			}
		}
		// From an opening quote on to before the closing one.
		let strings = quotes ^ (quotes << 1);
		strings ^= strings << 2;
		strings ^= strings << 4;
		strings ^= strings << 8;
		strings ^= strings << 16;
		strings ^= strings << 32;
		if (s === STRING) strings = ~strings;
		const opening = quotes & strings;
		const commas = bits(i8x16.eq(v0, comma), i8x16.eq(v1, comma), i8x16.eq(v2, comma), i8x16.eq(v3, comma)) & ~strings;
		const colons = bits(i8x16.eq(v0, colon), i8x16.eq(v1, colon), i8x16.eq(v2, colon), i8x16.eq(v3, colon)) & ~strings;
		// A bracket and a brace differ by the bit of 0x20, which no other byte lacks beside them.
		const w0 = v128.or(v0, space);
		const w1 = v128.or(v1, space);
		const w2 = v128.or(v2, space);
		const w3 = v128.or(v3, space);
		const opens = bits(i8x16.eq(w0, open), i8x16.eq(w1, open), i8x16.eq(w2, open), i8x16.eq(w3, open)) & ~strings;
		const closes = bits(i8x16.eq(w0, close), i8x16.eq(w1, close), i8x16.eq(w2, close), i8x16.eq(w3, close)) & ~strings;
		const scalars = ~(strings | quotes | commas | colons | opens | closes);
		const scalarStarts = scalars & ~(scalars << 1);
		for (let left = scalarStarts & first(length); left !== 0; left &= left - 1) {
			const i = <i32>ctz(left);
			const size = <i32>ctz(~(scalars >>> i));
			if (i + size >= length || !isPlainScalar(at + i, size)) {
				length = i;
				break;
			}
		}
		/** A bit for each byte that is directly inside an object. */
		let objects: u64 = 0 - <u64>load<u8>(STACK + d);
		for (let left = (opens | closes) & first(length); left !== 0; left &= left - 1) {
			const i = <i32>ctz(left);
			const c: i32 = load<u8>(at + i);
			const kind = (c >> 5) & 1;
			const outer = load<u8>(STACK + d);
			if ((c & 2) !== 0) {
				if (d === DEPTH_LIMIT) {
					length = i;
					break;
				}
				d++;
				store<u8>(STACK + d, kind);
			} else {
				if (outer !== kind || d - 1 <= watch || d === 1) {
					length = i;
					break;
				}
				d--;
			}
			if (load<u8>(STACK + d) !== outer) objects ^= (~(<u64>0) << i) << 1;
		}
		const passed = first(length);
		const follow = (commas | opens) << 1;
		const keyPlaces = (follow & objects) | <u64>(s === KEY || s === KEY_OR_END);
		const valuePlaces = (follow & ~objects) | (colons << 1) | <u64>(s <= VALUE_OR_END);
		// Adding one at the start of a string carries to its closing quote.
		const keyEnds = (strings + ((opening & keyPlaces) | <u64>(s === STRING && isKey))) & ~strings;
		const valueEnds = (quotes & ~strings & ~keyEnds) | closes | (scalars & ~(scalars >>> 1));
		const wrong =
			(colons ^ ((keyEnds << 1) | <u64>(s === COLON))) |
			(commas & ~((valueEnds << 1) | <u64>(s === AFTER))) |
			(closes & ~(((valueEnds | opens) << 1) | <u64>(s === AFTER || s === KEY_OR_END || s === VALUE_OR_END))) |
			(opening & ~(keyPlaces | valuePlaces)) |
			((opens | scalarStarts) & ~valuePlaces);
		if ((wrong & passed) !== 0) {
			for (let left = (opens | closes) & passed; left !== 0; ) {
				const i = 63 - <i32>clz(left);
				const c: i32 = load<u8>(at + i);
				if ((c & 2) !== 0) d--;
				else store<u8>(STACK + ++d, (c >> 5) & 1);
				left ^= (<u64>1) << i;
			}
			break;
		}
		if (length === 0) break;
		members += <i32>popcnt(keyEnds & passed);
		const last = (<u64>1) << (length - 1);
		if ((strings & last) !== 0) {
			const begun = opening & passed;
			if (begun !== 0) isKey = ((keyPlaces >>> (63 - clz(begun))) & 1) !== 0;
			s = STRING;
		} else if ((valueEnds & last) !== 0) s = AFTER;
		else if ((keyEnds & last) !== 0) s = COLON;
		else if ((colons & last) !== 0) s = VALUE;
		else if ((commas & last) !== 0) s = (objects & last) !== 0 ? KEY : VALUE;
		else s = load<u8>(STACK + d) === 1 ? KEY_OR_END : VALUE_OR_END;
		p += length;
	}
	cursor = p;
	depth = d;
	state = s;
}

/**
 * Scans on to `end` of the buffer. If `watch` containers are open, it stops earlier: AT_KEY after the closing quote of a key,
 * AT_START before the first byte of a value, AT_END after a value. It stops AT_CLOSE when one of those containers was closed.
 * It stops at a key only if the bit of its length is in `lengths`, or if the key has escapes, which change its length.
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
	/** The place to try whole blocks again. */
	let blocks = p;
	while (p < end) {
		if (d > watch && d > 0 && p >= blocks && s <= STRING) {
			cursor = p;
			depth = d;
			state = s;
			skip(end, watch);
			p = cursor;
			d = depth;
			s = state;
			blocks = p + 32;
			if (p === end) break;
		}
		let c: i32 = load<u8>(BUFFER + p);
		if (s === STRING) {
			// Signed, so that one comparison finds control characters and bytes that are not ASCII.
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
				return stop(AT_ERROR, p, d, s, ERROR_CONTROL);
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
				} else return stop(AT_ERROR, p, d, s, ERROR_ENCODING);
				s = CONTINUATION;
				p++;
			}
			if (s !== CONTINUATION) continue;
		}
		if (s === CONTINUATION) {
			for (; part > 0 && p < end; p++, part--) {
				c = load<u8>(BUFFER + p);
				if (c < low || c > high) return stop(AT_ERROR, p, d, s, ERROR_ENCODING);
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
				if (d === 0) return stop(AT_ERROR, p, d, DONE, UNEXPECTED);
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
					if (d === watch) start = base + <f64>p;
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
					if (d === DEPTH_LIMIT) return stop(AT_ERROR, p, d, s, ERROR_TOO_DEEP);
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
				} else if (isEscape(c)) s = STRING;
				else return stop(AT_ERROR, p, d, s, UNEXPECTED);
				p++;
				continue;
			case HEX:
				if (!isHex(c)) return stop(AT_ERROR, p, d, s, UNEXPECTED);
				if (--part === 0) s = STRING;
				p++;
				continue;
			default:
				return stop(AT_ERROR, p, d, s, UNEXPECTED);
		}
	}
	return stop(AT_BUFFER_END, p, d, s, 0);
}

// Places of `walk`: before the object, before a key, before the value of a requested key or of one with keys inside.
const BEFORE = 0;
const KEYS_NEXT = 1;
const VALUE_NEXT = 2;
const INNER_NEXT = 3;
const GO_ON = 16;

let asked: i32 = 0;
let place: i32 = BEFORE;
/** 1 + the key whose object the walk is in; 0 in the object itself. */
let outer: i32 = 0;
let found: i32 = 0;
let membersBefore: i32 = 0;

/** Sets the number of keys to look for, which the caller has written to KEYS. */
export function ask(keys: i32): void {
	asked = keys;
}

/** Starts to walk the next value. Returns how many texts have numbers. */
export function begin(): i32 {
	place = BEFORE;
	outer = 0;
	for (let i = 0; i < asked; i++) store<i32>(FOUND + i * FOUND_SIZE, 0, FOUND_TIMES);
	return texts;
}

/** Continues the walk behind the key with this number; -1 for another key. */
export function take(key: i32): void {
	if (key < 0) return;
	const record = FOUND + key * FOUND_SIZE;
	store<i32>(record, load<i32>(record, FOUND_TIMES) + 1, FOUND_TIMES);
	found = key;
	membersBefore = members;
	place = load<u8>(KEYS + key * KEY_SIZE, KEY_HAS_INNER) === 1 ? INNER_NEXT : VALUE_NEXT;
}

/** Returns 1 + the key whose object the walk is in. */
export function inside(): i32 {
	return outer;
}

/** Returns the requested key with this text; -1 for another text. */
function keyOf(from: i32, to: i32): i32 {
	for (let i = 0; i < asked; i++) {
		const key = KEYS + i * KEY_SIZE;
		if (load<u8>(key, KEY_LENGTH) !== to - from || load<u8>(key, KEY_OUTER) !== outer) continue;
		if (memory.compare(key + KEY_TEXT, BUFFER + from, to - from) === 0) return i;
	}
	return -1;
}

function lengths(): i32 {
	let bits = 0;
	for (let i = 0; i < asked; i++) {
		const key = KEYS + i * KEY_SIZE;
		if (load<u8>(key, KEY_OUTER) === outer) bits |= 1 << load<u8>(key, KEY_LENGTH);
	}
	return bits;
}

/** Makes one step of `walk`. Returns the reason to stop, or GO_ON. */
function step(end: i32, depth: i32): i32 {
	const watch = outer === 0 ? depth : depth + 1;
	if (place === KEYS_NEXT) {
		const code = scan(end, watch, AT_KEY | AT_CLOSE, lengths());
		if (code === AT_CLOSE && outer !== 0) {
			outer = 0;
			return GO_ON;
		}
		if (code !== AT_KEY || escaped || start < base) return code;
		take(keyOf(<i32>(start - base) + 1, cursor - 1));
		return GO_ON;
	}
	if (place === VALUE_NEXT) {
		const code = scan(end, watch, AT_END, 0);
		if (code !== AT_END) return code;
		const record = FOUND + found * FOUND_SIZE;
		store<f64>(record, start, FOUND_START);
		store<f64>(record, base + <f64>cursor, FOUND_END);
		store<i32>(record, members - membersBefore, FOUND_MEMBERS);
		store<i32>(record, start >= base ? numberOf(<i32>(start - base), cursor) : 0, FOUND_TEXT);
		place = KEYS_NEXT;
		return GO_ON;
	}
	const code = scan(end, place === BEFORE ? depth - 1 : watch, AT_START, 0);
	if (code !== AT_START) return code;
	const isObject = load<u8>(BUFFER + cursor) === 0x7b;
	if (place === BEFORE) {
		if (!isObject) return code;
		store<f64>(RESULT, start, RESULT_WALK_START);
		store<i32>(RESULT, members, RESULT_WALK_MEMBERS);
	} else if (isObject) {
		outer = found + 1;
		store<i32>(FOUND + found * FOUND_SIZE, -1, FOUND_TEXT);
	}
	place = isObject ? KEYS_NEXT : VALUE_NEXT;
	return GO_ON;
}

/**
 * Walks the next object, in which `depth` containers are open, and writes the values of the requested keys to FOUND. Stops
 * AT_CLOSE behind the object, AT_START before a value that is not an object, and AT_KEY if the caller has to read the key and
 * `take` it, because the key has escapes or began in an earlier buffer.
 */
export function walk(end: i32, depth: i32): i32 {
	let code = step(end, depth);
	while (code === GO_ON) code = step(end, depth);
	return code;
}
