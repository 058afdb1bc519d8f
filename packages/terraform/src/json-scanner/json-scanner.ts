import type { Json } from '@sg-preflight/documents';
import type { ByteSource } from './byte-source.js';

/** The place of a skipped value in the document. */
export interface ByteRange {
	readonly start: number;
	/** Behind the last byte. */
	readonly end: number;
	/** Number of members of all objects in it. */
	readonly members: number;
}

/** The values of an object for the requested keys. */
export interface Members {
	/** Place of the object. */
	readonly range: ByteRange;
	/** In the order of the keys; undefined for a key that the object does not have. If nested keys are requested, their parent is `{}`. */
	readonly values: readonly (Json | undefined)[];
	/** A key that occurs twice; null if there is none. */
	readonly twice: string | null;
}

/**
 * Walks a JSON document. The caller requests the objects, lists and values that it needs. The scanner checks everything
 * else and skips it. All implementations give the same results for every document of RFC 8259.
 */
export interface JsonScanner {
	readonly source: ByteSource;
	/** The beginning of the document, up to 256 KiB. */
	readonly head: Buffer;
	/** Bytes after which no more are read, because standard input may have no end. */
	limit: number;

	/**
	 * Goes to the start of a value that was skipped, as if the document were that value.
	 *
	 * @param start of its range
	 */
	restart(start: number): void;

	/**
	 * Enters the next object and calls `member` for each key. It may request the key's value, which is skipped otherwise.
	 *
	 * @returns the range of the object; null for a value of another kind, which is skipped
	 */
	object(member: (key: string) => void): ByteRange | null;

	/**
	 * Skips the next object and returns the values of some keys.
	 *
	 * @param keys up to 8 keys of less than 30 letters; `outer.inner` is a key of the object that `outer`, which comes
	 * before it, may have
	 * @returns null for a value of another kind, which is skipped
	 */
	members(keys: readonly string[]): Members | null;

	/** Enters the next list and calls `element` before each element, as `object` does. */
	list(element: (index: number) => void): ByteRange | null;

	/** Skips the next value. */
	skip(): ByteRange;

	/** Skips the next value and returns it parsed. */
	value(): Json;

	/**
	 * Parses a value that was skipped, however long ago.
	 *
	 * @throws {UserError} when it is too large, or an object in it has a key twice
	 */
	parse(range: ByteRange): Json;

	/**
	 * Skips the rest of the document.
	 *
	 * @throws {UserError} when it is not white space
	 */
	finish(): void;

	/**
	 * Reports a problem of the document.
	 *
	 * @param next the user's next step
	 * @throws {UserError} when it is called; the message names the source
	 */
	refuse(problem: string, next?: string): never;
}

/** Counts the members of all objects in a value. */
export function membersOf(value: Json): number {
	if (typeof value !== 'object' || value === null) return 0;
	const inside: readonly Json[] = Array.isArray(value) ? value : Object.values(value);
	return inside.reduce((sum: number, item) => sum + membersOf(item), Array.isArray(value) ? 0 : inside.length);
}
