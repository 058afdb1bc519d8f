import { type Json, UserError } from '@sg-preflight/documents';
import type { ByteSource } from './byte-source.js';
import { writeAgain } from './json-place.js';
import { type ByteRange, type JsonScanner, type Members, membersOf } from './json-scanner.js';
import { layout } from './scanner.generated.js';
import { ScannerMemory } from './scanner-memory.js';

/** Stops a scan at a key of any length. */
const anyLength = -1;

/** A value that is parsed has to fit into memory several times; no change that Terraform plans comes near it. */
const parseLimit = 64 * 1024 * 1024;

/** Problems by the scanner's error. Any other error is a byte that the state does not expect. */
const problems: { readonly [error: number]: string } = {
	[layout.ERROR_CONTROL]: 'a string contains a control character',
	[layout.ERROR_ENCODING]: 'it is not UTF-8',
	[layout.ERROR_TOO_DEEP]: `objects and lists are nested more than ${layout.DEPTH_LIMIT} deep`,
};

/** The expected text by the scanner's state. */
const expected: { readonly [state: number]: string } = {
	[layout.VALUE]: 'a value was expected',
	[layout.VALUE_OR_END]: 'a value or ] was expected',
	[layout.KEY_OR_END]: 'a key or } was expected',
	[layout.KEY]: 'a key was expected',
	[layout.COLON]: 'a colon was expected',
	[layout.AFTER]: 'a comma or the end of the object or list was expected',
	[layout.STRING]: 'a string was expected',
	[layout.ESCAPE]: 'no such escape',
	[layout.HEX]: 'four hexadecimal digits were expected',
	[layout.CONTINUATION]: 'it is not UTF-8',
	[layout.NUMBER]: 'a digit was expected',
	[layout.LITERAL]: 'true, false or null was expected',
	[layout.DONE]:
		'the document had ended before it (several plans in one file? write one file each, with terragrunt by --json-out-dir, and pass the directory; text of a CI wrapper? setup-terraform needs "terraform_wrapper: false")',
};

/** Most numbers of short texts in use. Beyond it, all numbers are assigned anew. */
const manyNumbers = layout.TEXT_COUNT - 24;

/**
 * Walks a document without holding it, at the speed of the memory. Everything that it skips is checked against RFC 8259
 * and UTF-8.
 */
export class StreamingScanner implements JsonScanner {
	readonly #memory = new ScannerMemory();
	/** Short values by the number of their text: a large plan repeats a few types and action lists. */
	#shortValues: (Json | undefined)[] = [];
	/** The keys that the memory has. */
	#asked: readonly string[] | null = null;
	/** Offset in the document of the buffer's first byte. */
	#base = 0;
	#filled = 0;
	limit = Number.POSITIVE_INFINITY;

	constructor(readonly source: ByteSource) {
		this.restart(0);
	}

	restart(start: number): void {
		this.#memory.reset();
		this.#base = start;
		this.#filled = 0;
		this.#fill();
	}

	get head(): Buffer {
		return this.#memory.buffer.subarray(0, this.#filled);
	}

	object(member: (key: string) => void): ByteRange | null {
		return this.#container(0x7b, (inside) => {
			while (this.#scan(inside, layout.AT_KEY | layout.AT_CLOSE) === layout.AT_KEY) member(this.#key());
		});
	}

	members(keys: readonly string[]): Members | null {
		const memory = this.#memory;
		const wasm = memory.functions;
		if (this.#asked !== keys) {
			memory.ask(keys);
			this.#asked = keys;
		}
		if (wasm.begin() > manyNumbers) {
			wasm.forget();
			this.#shortValues = [];
		}
		const inside = memory.depth + 1;
		for (let code: number = layout.AT_KEY; code !== layout.AT_CLOSE; ) {
			code = wasm.walk(this.#filled, inside);
			if (code <= layout.AT_BUFFER_END) this.#goOn(code);
			else if (code === layout.AT_START) {
				this.skip();
				return null;
			} else if (code === layout.AT_KEY) {
				const outer = wasm.inside();
				const key = this.#key();
				wasm.take(keys.indexOf(outer === 0 ? key : `${keys[outer - 1]}.${key}`));
			}
		}
		const range = {
			start: memory.walkStart,
			end: memory.position,
			members: memory.members - memory.walkMembers,
		};
		return {
			range,
			values: keys.map((_, key) => (memory.timesOf(key) === 0 ? undefined : this.#found(key))),
			twice: keys.find((_, key) => memory.timesOf(key) > 1)?.replace(/.*[.]/, '') ?? null,
		};
	}

	list(element: (index: number) => void): ByteRange | null {
		return this.#container(0x5b, (inside) => {
			for (let index = 0; this.#scan(inside, layout.AT_START | layout.AT_CLOSE) === layout.AT_START; index++) {
				const start = this.#memory.position;
				element(index);
				if (this.#memory.position === start) this.skip();
			}
		});
	}

	skip(): ByteRange {
		const memory = this.#memory;
		const { members, depth } = memory;
		this.#scan(depth, layout.AT_END);
		return { start: memory.start, end: memory.position, members: memory.members - members };
	}

	value(): Json {
		return this.parse(this.skip());
	}

	parse({ start, end, members }: ByteRange): Json {
		if (end - start > parseLimit) {
			this.refuse(
				`the value at byte ${start} has ${end - start} bytes, more than the ${parseLimit} that can be looked into`,
			);
		}
		const value: Json = JSON.parse(this.#text(start, end));
		if (membersOf(value) !== members) {
			this.refuse(`in the value at byte ${start} an object has a key twice, and which one counts is not defined`);
		}
		return value;
	}

	finish(): void {
		while (this.#filled > 0) {
			const code = this.#memory.functions.scan(this.#filled, -1, 0, anyLength);
			if (code === layout.AT_ERROR) this.#refuseByte();
			this.#fill();
		}
	}

	refuse(problem: string, next = writeAgain): never {
		throw new UserError(`${this.source.name}: ${problem}. ${next}`);
	}

	#container(opening: number, read: (inside: number) => void): ByteRange | null {
		const memory = this.#memory;
		const { depth, members } = memory;
		this.#scan(depth, layout.AT_START);
		const start = memory.position;
		if (memory.buffer[start - this.#base] !== opening) {
			this.skip();
			return null;
		}
		read(depth + 1);
		return { start, end: memory.position, members: memory.members - members };
	}

	/** Returns the key before the cursor. */
	#key(): string {
		const text = this.#text(this.#memory.start + 1, this.#memory.position - 1);
		return this.#memory.escaped ? (JSON.parse(`"${text}"`) as string) : text;
	}

	/** Returns the value of a requested key. Short values of the same text may be one object. */
	#found(key: number): Json {
		const number = this.#memory.textOf(key);
		if (number < 0) return {};
		const known = this.#shortValues[number];
		if (known !== undefined) return known;
		const value = this.parse(this.#memory.rangeOf(key));
		if (number > 0) this.#shortValues[number] = value;
		return value;
	}

	#scan(depth: number, stops: number): number {
		for (;;) {
			const code = this.#memory.functions.scan(this.#filled, depth, stops, anyLength);
			if (code > layout.AT_BUFFER_END) return code;
			this.#goOn(code);
		}
	}

	/** Reads on after a scan that did not find its target. */
	#goOn(code: number): void {
		const { position, depth } = this.#memory;
		if (code === layout.AT_ERROR) this.#refuseByte();
		if (position > this.limit) {
			this.refuse(`the first ${position} bytes have nothing that a Terraform plan has`);
		}
		if (this.#fill()) return;
		this.refuse(
			depth === 0
				? 'there is nothing but white space in it'
				: `the document ends at byte ${this.#base}, inside an object or a list: it is truncated`,
		);
	}

	/** Reads on; false at the end. */
	#fill(): boolean {
		this.#base += this.#filled;
		this.#filled = this.source.read(this.#memory.buffer, this.#base);
		this.#memory.functions.refilled(this.#base);
		return this.#filled > 0;
	}

	#text(start: number, end: number): string {
		if (start >= this.#base && end <= this.#base + this.#filled) {
			return this.#memory.buffer.toString('utf8', start - this.#base, end - this.#base);
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
		const { position, error, state } = this.#memory;
		const problem = problems[error] ?? expected[state];
		if (error === layout.ERROR_TOO_DEEP) this.refuse(`${problem} at byte ${position}`);
		this.refuse(`byte ${position} is not part of a JSON document: ${problem}`);
	}
}
