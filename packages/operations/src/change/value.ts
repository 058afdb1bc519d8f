import { AttributePath, eachElement } from './attribute-path.js';
import { type Mask, Unknown, type Value } from './resource-change.js';

/** Three-valued: undefined is "known after apply". */
export type Truth = boolean | undefined;

export function not(truth: Truth): Truth {
	return truth === undefined ? undefined : !truth;
}

export function all(truths: readonly Truth[]): Truth {
	if (truths.includes(false)) return false;
	return truths.includes(undefined) ? undefined : true;
}

export function any(truths: readonly Truth[]): Truth {
	if (truths.includes(true)) return true;
	return truths.includes(undefined) ? undefined : false;
}

export function isObjectValue(value: Value | Mask | undefined): value is { readonly [name: string]: never } {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unknown);
}

export function isListValue(value: Value | undefined): value is readonly Value[] {
	return Array.isArray(value);
}

export interface ValueAtPath {
	readonly value: Value;
	/** Element indexes on the way, outermost first. */
	readonly indexes: readonly number[];
	readonly sensitive: boolean;
}

/**
 * Returns the values at a path; `[]` goes into each element. If any step is unknown, the unknown value itself is
 * returned.
 * `indexes` fixes the outermost elements, so that a condition applies to one element.
 */
export function valuesAt(root: Value, mask: Mask, path: string, indexes: readonly number[] = []): ValueAtPath[] {
	let places: ValueAtPath[] = [{ value: root, indexes: [], sensitive: mask === true }];
	let masks: (Mask | undefined)[] = [mask];
	for (const step of AttributePath.parse(path).steps) {
		[places, masks] = descend(places, masks, (value, place) => {
			if (step !== eachElement) return isObjectValue(value) ? [[value[step] ?? null, step]] : [[null, step]];
			if (value === null) return [];
			const elements = isListValue(value) ? value : [value];
			const fixed = indexes[place.indexes.length];
			if (fixed === undefined) return elements.map((element, index): [Value, number] => [element, index]);
			const element = elements[fixed];
			return element === undefined ? [] : [[element, fixed]];
		});
	}
	return places;
}

function descend(
	places: readonly ValueAtPath[],
	masks: readonly (Mask | undefined)[],
	step: (value: Value, place: ValueAtPath) => [Value, string | number][],
): [ValueAtPath[], (Mask | undefined)[]] {
	const nextPlaces: ValueAtPath[] = [];
	const nextMasks: (Mask | undefined)[] = [];
	for (const [index, place] of places.entries()) {
		const mask = masks[index];
		const next: [Value, string | number][] =
			place.value instanceof Unknown ? [[place.value, -1]] : step(place.value, place);
		for (const [value, key] of next) {
			const inner = maskAt(mask, key);
			nextPlaces.push({
				value,
				indexes: typeof key === 'number' && key >= 0 ? [...place.indexes, key] : place.indexes,
				sensitive: place.sensitive || inner === true,
			});
			nextMasks.push(inner);
		}
	}
	return [nextPlaces, nextMasks];
}

/** Returns the mask of a member or an element. */
export function maskAt(mask: Mask | undefined, key: string | number): Mask | undefined {
	if (mask === undefined || typeof mask === 'boolean') return mask;
	return (mask as { readonly [key: string | number]: Mask })[key];
}

/** Returns whether a value is one of the SDK's zero values, as an attribute has that was never set. */
export function isZero(value: Value): boolean {
	if (value instanceof Unknown) return false;
	if (value === null || value === '' || value === false || value === 0) return true;
	return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Facts of a document about the two values that are compared. */
export interface Comparison {
	/** Paths of the sets, whose order means nothing. */
	readonly sets?: readonly string[];
	/** Compares two values if one is unknown; by default the result is undefined. */
	readonly unknowns?: (a: Value, b: Value) => Truth;
}

/**
 * Returns whether two values are the same to the provider's SDK. A zero value equals an attribute that is not set.
 *
 * @param path of the values, needed to find the sets
 */
export function equal(a: Value, b: Value, comparison: Comparison = {}, path = ''): Truth {
	// The same unknown object before and after is an unchanged secret, which the document does not show.
	if (a === b) return true;
	if (a instanceof Unknown || b instanceof Unknown) return comparison.unknowns?.(a, b);
	if (isZero(a) && isZero(b)) return true;
	const { sets = [] } = comparison;
	if (isListValue(a) && isListValue(b)) {
		if (a.length !== b.length) return false;
		const inner = `${path}${eachElement}`;
		const same = (one: Value, other: Value): Truth => equal(one, other, comparison, inner);
		if (sets.includes(path)) return all(a.map((one) => any(b.map((other) => same(one, other)))));
		return all(a.map((one, index) => same(one, b[index] ?? null)));
	}
	if (isObjectValue(a) && isObjectValue(b)) {
		const names = new Set([...Object.keys(a), ...Object.keys(b)]);
		return all([...names].map((name) => equal(a[name] ?? null, b[name] ?? null, comparison, `${path}.${name}`)));
	}
	return false;
}

/**
 * Orders strings as a set of the provider's SDK (v1) does: by the decimal text of the CRC-32 of the serialised
 * element. Source: hashicorp/terraform-plugin-sdk v1.17.2 helper/schema/set.go, serialize.go.
 */
export function inSetOrder(ids: readonly string[]): string[] {
	if (ids.length < 2) return [...ids];
	const code = (id: string): string => String(crc32(`${id};`));
	return ids
		.map((id): [string, string] => [code(id), id])
		.sort(([a], [b]) => Number(a > b) - Number(a < b))
		.map(([, id]) => id);
}

/** CRC-32 of the UTF-8 text. The one of node:zlib loads all of node:stream first. */
function crc32(text: string): number {
	let rest = -1;
	for (const byte of Buffer.from(text)) {
		rest ^= byte;
		for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
	}
	return ~rest >>> 0;
}
