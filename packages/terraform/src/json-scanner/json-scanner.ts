import { UserError } from '@sg-preflight/documents';
import { type Json, writeAgain } from '../plan/json-place.js';
import type { PlanSource } from './byte-source.js';
import { scannerModule } from './scanner.generated.js';

/** A value's place in the document, in bytes; `end` is behind its last byte. */
export interface Range {
	readonly start: number;
	readonly end: number;
	/** How many members the objects in it have. */
	readonly members: number;
}

/** What an object has of the keys that were asked for. */
export interface Members {
	/** Where the object stands. */
	readonly range: Range;
	/** By the order of the keys; undefined where it has none. An object in which keys were asked for is an empty one. */
	readonly values: readonly (Json | undefined)[];
	/** A key that is there twice. */
	readonly twice: string | null;
}

interface Exports {
	readonly memory: { readonly buffer: ArrayBuffer };
	reset(): void;
	refilled(offset: number): void;
	scan(end: number, watch: number, stops: number, lengths: number): number;
	forget(): void;
	ask(keys: number): void;
	begin(): number;
	walk(end: number, depth: number): number;
	take(key: number): void;
	inside(): number;
}

/** What of the WebAssembly API is used; the compiler's library for Node.js does not declare it. */
declare const WebAssembly: {
	Module: new (bytes: Uint8Array) => object;
	Instance: new (module: object) => { readonly exports: unknown };
};

// As in scanner.as.ts.
const atKey = 1;
const atStart = 2;
const atEnd = 4;
const atClose = 8;
const atBufferEnd = 0;
const atError = -1;
const anyLength = -1;
const tooDeep = 4;
const keysOffset = 320;
const keySize = 32;
const bufferOffset = 4096;
const bufferSize = 256 * 1024;

/** A value that is parsed has to fit into memory several times; no change that Terraform plans comes near it. */
const parseLimit = 64 * 1024 * 1024;

/** By the scanner's error; where it has none here, a byte was not what the state expects. */
const problems: { readonly [error: number]: string } = {
	2: 'a control character stands in a string',
	3: 'it is not UTF-8',
};

/** By the scanner's state. */
const expected: readonly string[] = [
	'a value was expected',
	'a value or ] was expected',
	'a key or } was expected',
	'a key was expected',
	'a colon was expected',
	'a comma or the end of the object or list was expected',
	'a string was expected',
	'no such escape',
	'four hexadecimal digits were expected',
	'it is not UTF-8',
	'a digit was expected',
	'true, false or null was expected',
	'the document had ended before it (text of a CI wrapper? setup-terraform needs "terraform_wrapper: false")',
];

/** One for all documents, since memory is costly to get: documents are read one after the other. */
let instance: { readonly exports: unknown } | undefined;

/** Short values by the number of their text: a large plan repeats a few types and action lists. */
let shortValues: (Json | undefined)[] = [];
/** Numbers from which on all are given anew. */
const manyNumbers = 1000;

/** The keys that the scanner looks for. */
let asked: readonly string[] | null = null;

/** The scanner whose document is in that memory. */
let owner: JsonScanner | undefined;

/**
 * Walks a document without holding it: the caller says which objects, lists and values it wants, and everything else
 * is passed (and checked against RFC 8259 and UTF-8) at the speed of the memory. Only the scanner that was made or
 * restarted last may walk on; the others may still parse what they passed.
 */
export class JsonScanner {
	readonly #exports: Exports;
	readonly #buffer: Buffer;
	readonly #numbers: Float64Array;
	readonly #integers: Int32Array;
	readonly #keys: Buffer;
	/** Offset in the document of the buffer's first byte. */
	#base = 0;
	#filled = 0;
	/** Bytes after which no more are read: standard input may have no end. */
	limit = Number.POSITIVE_INFINITY;

	constructor(readonly source: PlanSource) {
		instance ??= new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(scannerModule, 'base64')));
		this.#exports = instance.exports as Exports;
		const memory = this.#exports.memory.buffer;
		this.#buffer = Buffer.from(memory, bufferOffset, bufferSize);
		this.#numbers = new Float64Array(memory, 0, 40);
		this.#integers = new Int32Array(memory, 16, 76);
		this.#keys = Buffer.from(memory, keysOffset, 8 * keySize);
		this.restart(0);
	}

	/** Goes to the start of a value, as if the document were that value. */
	restart(position: number): void {
		owner = this;
		this.#exports.reset();
		this.#integers.fill(0);
		this.#base = position;
		this.#filled = 0;
		this.#fill();
	}

	/** What the first reading gave: up to 256 KiB of the document. */
	get head(): Buffer {
		return this.#buffer.subarray(0, this.#filled);
	}

	/**
	 * Enters the object that comes next and calls `member` for each key; it may ask for the key's value, which is passed
	 * otherwise. A value of another kind is passed.
	 * @returns where the object stands; null where it is none
	 */
	object(member: (key: string) => void): Range | null {
		return this.#container(0x7b, (inside) => {
			while (this.#scan(inside, atKey | atClose) === atKey) member(this.#key());
		});
	}

	/**
	 * Passes the object that comes next and gives the values of some keys, without leaving the scanner for the others.
	 * @param keys up to 8 keys of less than 30 letters; `outer.inner` is one of the object that `outer`, which comes
	 * before it, may have
	 * @returns null where it is no object
	 */
	members(keys: readonly string[]): Members | null {
		const wasm = this.#exports;
		if (asked !== keys) this.#ask(keys);
		if (wasm.begin() > manyNumbers) {
			wasm.forget();
			shortValues = [];
		}
		const inside = this.#depth + 1;
		for (let code = 0; code !== atClose; ) {
			code = wasm.walk(this.#filled, inside);
			if (code <= atBufferEnd) this.#goOn(code);
			else if (code === atStart) {
				this.pass();
				return null;
			} else if (code === atKey) {
				const outer = wasm.inside();
				const key = this.#key();
				wasm.take(keys.indexOf(outer === 0 ? key : `${keys[outer - 1]}.${key}`));
			}
		}
		const range = {
			start: this.#numbers[5] as number,
			end: this.#position,
			members: this.#members - (this.#integers[8] as number),
		};
		const times = (key: number): number => this.#integers[18 + 8 * key] as number;
		return {
			range,
			values: keys.map((_, key) => (times(key) === 0 ? undefined : this.#found(key))),
			twice: keys.find((_, key) => times(key) > 1)?.replace(/.*[.]/, '') ?? null,
		};
	}

	/** Enters the list that comes next and calls `element` before each element, as `object` does. */
	list(element: (index: number) => void): Range | null {
		return this.#container(0x5b, (inside) => {
			for (let index = 0; this.#scan(inside, atStart | atClose) === atStart; index++) {
				const start = this.#position;
				element(index);
				if (this.#position === start) this.pass();
			}
		});
	}

	/** Passes the value that comes next. */
	pass(): Range {
		const members = this.#members;
		this.#scan(this.#depth, atEnd);
		return { start: this.#numbers[1] as number, end: this.#position, members: this.#members - members };
	}

	/** Passes the value that comes next and gives it parsed. */
	value(): Json {
		return this.parse(this.pass());
	}

	/**
	 * Parses a value that was passed, however long ago.
	 * @throws UserError where it is too large, or an object in it has a key twice
	 */
	parse(range: Range): Json {
		const { start, end } = range;
		if (end - start > parseLimit) {
			this.refuse(
				`the value at byte ${start} has ${end - start} bytes, more than the ${parseLimit} that can be looked into`,
			);
		}
		return this.#parsed(this.#text(start, end), range);
	}

	/** Passes the rest of the document, which has to be white space. */
	finish(): void {
		while (this.#filled > 0) {
			const code = this.#exports.scan(this.#filled, -1, 0, anyLength);
			if (code === atError) this.#refuseByte();
			this.#fill();
		}
	}

	/** @param next what to do about it */
	refuse(problem: string, next = writeAgain): never {
		throw new UserError(`${this.source.name}: ${problem}. ${next}`);
	}

	get #position(): number {
		return this.#numbers[0] as number;
	}

	get #depth(): number {
		return this.#integers[0] as number;
	}

	get #members(): number {
		return this.#integers[1] as number;
	}

	#parsed(text: string, { start, members }: Range): Json {
		const value: Json = JSON.parse(text);
		if (membersOf(value) !== members) {
			this.refuse(`in the value at byte ${start} an object has a key twice, and which one counts is not defined`);
		}
		return value;
	}

	#container(opening: number, read: (inside: number) => void): Range | null {
		const depth = this.#depth;
		const members = this.#members;
		this.#scan(depth, atStart);
		const start = this.#position;
		if (this.#buffer[start - this.#base] !== opening) {
			this.pass();
			return null;
		}
		read(depth + 1);
		return { start, end: this.#position, members: this.#members - members };
	}

	#key(): string {
		const text = this.#text((this.#numbers[1] as number) + 1, this.#position - 1);
		return this.#integers[2] === 1 ? (JSON.parse(`"${text}"`) as string) : text;
	}

	#ask(keys: readonly string[]): void {
		for (const [index, key] of keys.entries()) {
			const [outer, inner = outer] = key.split('.') as [string, string?];
			const at = index * keySize;
			this.#keys[at] = inner.length;
			this.#keys[at + 1] = inner === outer ? 0 : 1 + keys.indexOf(outer);
			this.#keys[at + 2] = keys.some((other) => other.startsWith(`${key}.`)) ? 1 : 0;
			this.#keys.write(inner, at + 3);
		}
		this.#exports.ask(keys.length);
		asked = keys;
	}

	/** The value of a key that was asked for; short ones of the same text may be one value. */
	#found(key: number): Json {
		const number = this.#integers[17 + 8 * key] as number;
		if (number < 0) return {};
		const known = shortValues[number];
		if (known !== undefined) return known;
		const value = this.parse({
			start: this.#numbers[8 + 4 * key] as number,
			end: this.#numbers[9 + 4 * key] as number,
			members: this.#integers[16 + 8 * key] as number,
		});
		if (number > 0) shortValues[number] = value;
		return value;
	}

	#scan(depth: number, stops: number): number {
		for (;;) {
			const code = this.#exports.scan(this.#filled, depth, stops, anyLength);
			if (code > atBufferEnd) return code;
			this.#goOn(code);
		}
	}

	/** Where the scanner ended without what it was to find. */
	#goOn(code: number): void {
		if (code === atError) this.#refuseByte();
		if (this.#position > this.limit) {
			this.refuse(`the first ${this.#position} bytes have nothing that a Terraform plan has`);
		}
		if (this.#fill()) return;
		this.refuse(
			this.#depth === 0
				? 'there is nothing but white space in it'
				: `the document ends at byte ${this.#base}, inside an object or a list: it is truncated`,
		);
	}

	/** Reads on; false at the end. */
	#fill(): boolean {
		this.#base += this.#filled;
		this.#filled = this.source.read(this.#buffer, this.#base);
		this.#exports.refilled(this.#base);
		return this.#filled > 0;
	}

	#text(start: number, end: number): string {
		if (owner === this && start >= this.#base && end <= this.#base + this.#filled) {
			return this.#buffer.toString('utf8', start - this.#base, end - this.#base);
		}
		const bytes = Buffer.alloc(end - start);
		for (let filled = 0; filled < bytes.length; ) {
			const count = this.source.read(bytes.subarray(filled), start + filled);
			if (count === 0) this.refuse(`the document changed while it was read, at byte ${start + filled}`);
			filled += count;
		}
		return bytes.toString();
	}

	#refuseByte(): never {
		if (this.#integers[3] === tooDeep) {
			this.refuse(`objects and lists are nested more than 1000 deep at byte ${this.#position}`);
		}
		const problem = problems[this.#integers[3] as number] ?? expected[this.#integers[4] as number];
		this.refuse(`byte ${this.#position} is not part of a JSON document: ${problem}`);
	}
}

function membersOf(value: Json): number {
	if (typeof value !== 'object' || value === null) return 0;
	const inside: readonly Json[] = Array.isArray(value) ? value : Object.values(value);
	return inside.reduce((sum: number, item) => sum + membersOf(item), Array.isArray(value) ? 0 : inside.length);
}
