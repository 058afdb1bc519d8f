import { compareTexts } from '@sg-preflight/documents/unicode';
import type { Work } from '../evaluation/work.js';
import { mapping, one, sequence, tupleOf } from '../values/collections.js';
import { sortedSet } from '../values/compare.js';
import { decimal } from '../values/decimal.js';
import { bool, nothing, string } from '../values/scalars.js';
import type { NumberValue, Value } from '../values/value.js';

/** A value without anything unknown in it. Sets are lists in the order of iteration; maps and objects are sorted by key. */
export type Known = null | boolean | string | NumberValue | readonly Known[] | ReadonlyMap<string, Known>;

/** Returns a value as plain data; undefined when a part of it, or an order, is unknown. */
export function plainDataOf(value: Value, work: Work): Known | undefined {
	work.spend(1);
	switch (value.kind) {
		case 'null':
			return null;
		case 'bool':
		case 'string':
			return value.value;
		case 'number':
			return value;
		case 'sequence': {
			if (value.parts.some(({ count }) => count !== 'one') || value.type === 'any') return undefined;
			const values = value.parts.map((part) => part.value);
			const isOrdered = value.isOrdered || values.length <= 1;
			let ordered: readonly Value[] | null = values;
			if (!isOrdered) ordered = value.type === 'set' ? sortedSet(values) : null;
			if (ordered === null) return undefined;
			const known = ordered.map((inner) => plainDataOf(inner, work));
			return known.every((inner): inner is Known => inner !== undefined) ? known : undefined;
		}
		case 'mapping': {
			const found: [string, Known][] = [];
			for (const { key, value: inner, count } of value.entries) {
				const known = plainDataOf(inner, work);
				if (key.kind !== 'string' || count !== 'one' || known === undefined || value.type === 'any') return undefined;
				found.push([key.value, known]);
			}
			return new Map(found.sort(([left], [right]) => compareTexts(left, right)));
		}
		default:
			return undefined;
	}
}

/** Converts plain data to a value, lists to tuples and maps to objects, as `jsondecode` does. */
export function valueFrom(known: Known): Value {
	if (known === null) return nothing;
	if (typeof known === 'boolean') return bool(known);
	if (typeof known === 'string') return string(known);
	if (known instanceof Map) {
		return mapping(
			'object',
			[...known].map(([name, inner]) => ({ key: string(name), value: valueFrom(inner), count: 'one' })),
		);
	}
	if (Array.isArray(known)) return tupleOf(known.map(valueFrom));
	return known as NumberValue;
}

export function listOfStrings(values: readonly string[]): Value {
	return sequence(
		'list',
		values.map((value) => one(string(value))),
		{ of: 'string' },
	);
}

export function whole(value: number): NumberValue {
	return decimal(BigInt(value));
}

/** Whether JavaScript and Terraform treat the text's characters the same way. */
export function isAscii(text: string): boolean {
	return !/[^\p{ASCII}]/u.test(text);
}
