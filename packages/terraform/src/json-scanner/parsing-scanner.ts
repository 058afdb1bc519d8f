import { isList, isObject, type Json, type JsonObject, UserError } from '@sg-preflight/documents';
import { jsonMarks } from '@sg-preflight/documents/split-json';
import { decodeUtf8 } from '@sg-preflight/documents/unicode';
import type { ByteSource } from './byte-source.js';
import { writeAgain } from './json-place.js';
import { type ByteRange, type JsonScanner, type Members, membersOf } from './json-scanner.js';

/** Most bytes of a document: V8 has no longer strings. */
const mostBytes = 512 * 1024 * 1024 - 32;

const headSize = 256 * 1024;

/** Deepest nesting, as for a document that is streamed. */
const deepest = 1000;

/**
 * Walks a document that JSON.parse has read. Holds all of it, so that a range is the number of a value instead of bytes,
 * and refuses every document in which an object has a key twice. The reference in tests of {@link StreamingScanner}, and
 * its replacement on machines without WebAssembly SIMD.
 */
export class ParsingScanner implements JsonScanner {
	readonly head: Buffer;
	/** Ignored, because the whole document is read first. */
	limit = Number.POSITIVE_INFINITY;
	/** The values that were skipped, by the start of their ranges; the document itself comes first. */
	readonly #skipped: Json[] = [];
	#next: Json | undefined;

	constructor(readonly source: ByteSource) {
		const head = Buffer.alloc(headSize);
		let filled = 0;
		for (let count = -1; count !== 0 && filled < headSize; filled += count) {
			count = source.read(head.subarray(filled), filled);
		}
		this.head = head.subarray(0, filled);
	}

	restart(start: number): void {
		this.#next = this.#document() && (this.#skipped[start] as Json);
	}

	object(member: (key: string) => void): ByteRange | null {
		const value = this.#take();
		if (!isObject(value)) return null;
		for (const [key, inner] of Object.entries(value)) {
			this.#next = inner;
			member(key);
		}
		return this.#rangeOf(value);
	}

	members(keys: readonly string[]): Members | null {
		const value = this.#take();
		if (!isObject(value)) return null;
		const hasInner = (key: string): boolean => keys.some((other) => other.startsWith(`${key}.`));
		const values = keys.map((key) => {
			const [outer = '', inner] = key.split('.');
			const found = memberOf(value, outer);
			if (inner !== undefined) return isObject(found) ? memberOf(found, inner) : undefined;
			return hasInner(key) && isObject(found) ? {} : found;
		});
		return { range: this.#rangeOf(value), values, twice: null };
	}

	list(element: (index: number) => void): ByteRange | null {
		const value = this.#take();
		if (!isList(value)) return null;
		for (const [index, inner] of value.entries()) {
			this.#next = inner;
			element(index);
		}
		return this.#rangeOf(value);
	}

	skip(): ByteRange {
		return this.#rangeOf(this.#take());
	}

	value(): Json {
		return this.#take();
	}

	parse({ start }: ByteRange): Json {
		return this.#skipped[start] as Json;
	}

	finish(): void {
		// JSON.parse has refused everything behind the document.
	}

	refuse(problem: string, next = writeAgain): never {
		throw new UserError(`${this.source.name}: ${problem}. ${next}`);
	}

	#take(): Json {
		this.#document();
		const value = this.#next as Json;
		this.#next = null;
		return value;
	}

	#rangeOf(value: Json): ByteRange {
		const start = this.#skipped.push(value) - 1;
		return { start, end: start + 1, members: membersOf(value) };
	}

	/** Reads the document at the first step. */
	#document(): true {
		if (this.#skipped.length > 0) return true;
		const text = this.#text();
		if (text.trim() === '') this.refuse('there is nothing but white space in it');
		const colons = this.#colonsIn(text);
		let value: Json;
		try {
			value = JSON.parse(text);
		} catch {
			// The error of JSON.parse quotes the document, which may hold secrets.
			this.refuse('it is not a JSON document, or a truncated one');
		}
		if (membersOf(value) !== colons) this.refuse('an object has a key twice, and which one counts is not defined');
		this.#skipped.push(value);
		this.#next = value;
		return true;
	}

	#text(): string {
		const pieces = [this.head];
		let size = this.head.length;
		for (;;) {
			const piece = Buffer.alloc(4 * 1024 * 1024);
			const count = this.source.read(piece, size);
			if (count === 0) break;
			pieces.push(piece.subarray(0, count));
			size += count;
			if (size > mostBytes) {
				this.refuse(
					`it has more than ${mostBytes} bytes, and this Node.js has no WebAssembly SIMD to read it in parts`,
				);
			}
		}
		return decodeUtf8(Buffer.concat(pieces)) ?? this.refuse('it is not UTF-8');
	}

	/** Counts the colons outside strings: each belongs to a member. */
	#colonsIn(text: string): number {
		let colons = 0;
		let depth = 0;
		for (const index of jsonMarks(text)) {
			const mark = text[index];
			if (mark === ':') colons++;
			else if (mark === '}' || mark === ']') depth--;
			else if (mark !== ',' && ++depth > deepest) {
				this.refuse(`objects and lists are nested more than ${deepest} deep`);
			}
		}
		return colons;
	}
}

function memberOf(object: JsonObject, key: string): Json | undefined {
	return Object.hasOwn(object, key) ? object[key] : undefined;
}
