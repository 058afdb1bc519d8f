import { layout, scannerModule } from './scanner.generated.js';

/** The functions of scanner.as.ts. */
interface ScannerFunctions {
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

/** The part of the WebAssembly API that is used; the compiler's library for Node.js does not declare it. */
interface WebAssemblyApi {
	readonly Module: new (bytes: Uint8Array) => object;
	readonly Instance: new (module: object) => { readonly exports: unknown };
}

/** Undefined with `node --jitless`. */
const { WebAssembly } = globalThis as { readonly WebAssembly?: WebAssemblyApi };

const doubles = Float64Array.BYTES_PER_ELEMENT;
const integers = Int32Array.BYTES_PER_ELEMENT;

/** Compiled for the first document. */
let compiled: object | undefined;

/** Whether this machine can run the scanner's module. */
export function hasScannerModule(): boolean {
	try {
		compiled ??= WebAssembly && new WebAssembly.Module(Buffer.from(scannerModule, 'base64'));
	} catch {
		// An instruction is not known.
	}
	return compiled !== undefined;
}

/** An instance of scanner.as.ts with its memory, read by the names that the module exports. */
export class ScannerMemory {
	readonly functions: ScannerFunctions;
	/** The bytes of the document that are at hand. */
	readonly buffer: Buffer;
	readonly #doubles: Float64Array;
	readonly #integers: Int32Array;
	readonly #keys: Buffer;

	/** @throws {Error} when the machine cannot run the module */
	constructor() {
		if (!WebAssembly || !hasScannerModule() || !compiled) throw new Error('This machine cannot run the scanner.');
		const { exports } = new WebAssembly.Instance(compiled);
		const { memory, ...functions } = exports as ScannerFunctions & {
			readonly memory: { readonly buffer: ArrayBuffer };
		};
		this.functions = functions;
		this.buffer = Buffer.from(memory.buffer, layout.BUFFER, layout.BUFFER_SIZE);
		this.#doubles = new Float64Array(memory.buffer, 0, layout.KEYS / doubles);
		this.#integers = new Int32Array(memory.buffer, 0, layout.KEYS / integers);
		this.#keys = Buffer.from(memory.buffer, layout.KEYS, layout.KEY_COUNT * layout.KEY_SIZE);
	}

	/** Offset of the cursor in the document. */
	get position(): number {
		return this.#doubles[layout.RESULT_POSITION / doubles] as number;
	}

	/** Start of the last string or value in the document. */
	get start(): number {
		return this.#doubles[layout.RESULT_START / doubles] as number;
	}

	/** Number of open containers. */
	get depth(): number {
		return this.#integers[layout.RESULT_DEPTH / integers] as number;
	}

	/** Members of objects that were skipped. */
	get members(): number {
		return this.#integers[layout.RESULT_MEMBERS / integers] as number;
	}

	/** Whether the last string has escapes. */
	get escaped(): boolean {
		return this.#integers[layout.RESULT_ESCAPED / integers] === 1;
	}

	get error(): number {
		return this.#integers[layout.RESULT_ERROR / integers] as number;
	}

	/** The scanner's state, which determines the next valid bytes. */
	get state(): number {
		return this.#integers[layout.RESULT_STATE / integers] as number;
	}

	/** Start of the walked object in the document. */
	get walkStart(): number {
		return this.#doubles[layout.RESULT_WALK_START / doubles] as number;
	}

	/** Members that were skipped before the walked object. */
	get walkMembers(): number {
		return this.#integers[layout.RESULT_WALK_MEMBERS / integers] as number;
	}

	/** Returns how many times the walk met a key. */
	timesOf(key: number): number {
		return this.#integers[(layout.FOUND + key * layout.FOUND_SIZE + layout.FOUND_TIMES) / integers] as number;
	}

	/** Returns the number of the text of a key's value: 0 for none, -1 for an object that was walked. */
	textOf(key: number): number {
		return this.#integers[(layout.FOUND + key * layout.FOUND_SIZE + layout.FOUND_TEXT) / integers] as number;
	}

	/** Returns the place of a key's value. */
	rangeOf(key: number): { readonly start: number; readonly end: number; readonly members: number } {
		const record = layout.FOUND + key * layout.FOUND_SIZE;
		return {
			start: this.#doubles[(record + layout.FOUND_START) / doubles] as number,
			end: this.#doubles[(record + layout.FOUND_END) / doubles] as number,
			members: this.#integers[(record + layout.FOUND_MEMBERS) / integers] as number,
		};
	}

	/** Forgets the document. */
	reset(): void {
		this.functions.reset();
		this.#integers.fill(0, 0, layout.FOUND / integers);
	}

	/** Sets the keys that a walk looks for. */
	ask(keys: readonly string[]): void {
		for (const [index, key] of keys.entries()) {
			const [outer, inner = outer] = key.split('.') as [string, string?];
			const record = index * layout.KEY_SIZE;
			this.#keys[record + layout.KEY_LENGTH] = inner.length;
			this.#keys[record + layout.KEY_OUTER] = inner === outer ? 0 : 1 + keys.indexOf(outer);
			this.#keys[record + layout.KEY_HAS_INNER] = keys.some((other) => other.startsWith(`${key}.`)) ? 1 : 0;
			this.#keys.write(inner, record + layout.KEY_TEXT);
		}
		this.functions.ask(keys.length);
	}
}
