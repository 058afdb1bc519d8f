import { oneOf, withNoNull } from '../../values/alternatives.js';
import { canBeKey, mapping, sequence } from '../../values/collections.js';
import { equality, sortedEntries } from '../../values/compare.js';
import { convert } from '../../values/convert.js';
import { reasonsOf } from '../../values/reasons.js';
import { failure, nothing, unknown } from '../../values/scalars.js';
import { valueTypeOf } from '../../values/types.js';
import type { MappingEntry, MappingValue, SequencePart, SingleValue, Value } from '../../values/value.js';
import type { FunctionCall, Functions } from '../definition.js';
import { isExact, isMapType, keyed, listParts, mayFail, partsOf, stringList } from './list-parts.js';

/** Merges maps: the last value of each key wins, and null arguments are skipped. */
function merge(operands: readonly SingleValue[]): Value {
	const present = operands.filter(({ kind }) => kind !== 'null');
	let entries: readonly MappingEntry[] = [];
	for (const operand of present) {
		if (operand.kind === 'mapping') entries = [...entries, ...operand.entries];
		else if (operand.kind === 'unknown' && isMapType(operand.type)) entries = [...entries, unknownEntry(operand)];
		else return failure('merge needs maps');
	}
	if (present.length === 0)
		return operands.length > 0 ? oneOf([nothing, mapping('object', [])]) : mapping('object', []);
	const types = new Set(present.map((operand) => (operand.kind === 'mapping' ? operand.type : 'any')));
	const [type = 'object'] = types;
	if (types.size === 1 && type === 'map') {
		const first = present[0]?.kind === 'mapping' ? present[0].of : 'any';
		const isSame = present.every((operand) => operand.kind === 'mapping' && operand.of === first && first !== 'any');
		if (isSame) return mapping('map', entries, first);
	}
	return mayFail(mapping(types.size === 1 && type === 'object' ? 'object' : 'any', entries), operands);
}
function unknownEntry(value: Extract<SingleValue, { readonly kind: 'unknown' }>): MappingEntry {
	return {
		key: unknown('string', value.reasons),
		value: unknown('any', value.reasons, true),
		count: 'many',
	};
}

function lookup([collection, key, ...defaults]: readonly SingleValue[], call: FunctionCall): Value {
	const [fallback] = defaults;
	if (collection?.kind === 'unknown') {
		const found = unknown(
			typeof collection.type !== 'string' && collection.type.kind === 'map' ? collection.type.of : 'any',
			collection.reasons,
			true,
		);
		return oneOf([
			found,
			fallback ?? failure('there may be no such element'),
			failure('the operand may have another type'),
		]);
	}
	if (collection?.kind !== 'mapping') return failure('lookup needs a map');
	const found = valuesOf(collection, key as SingleValue);
	const values = found.values.map((value) =>
		fallback && collection.type !== 'object' ? unifiedWith(value, fallback) : value,
	);
	if (found.isCertain) return oneOf(values);
	let missing: Value = failure('there is no such element');
	if (fallback) {
		const known = collection.type === 'map' && collection.of !== 'any';
		missing = known ? convert(fallback, collection.of) : fallback;
		if (collection.type === 'any') missing = oneOf([fallback, convert(fallback, 'string')]);
	}
	call.scope.work.spend(values.length);
	return oneOf([...values, missing]);
}

/** Returns the value of an element, converted too if the default has another type. */
function unifiedWith(value: Value, fallback: Value): Value {
	const type = valueTypeOf(fallback);
	return type === 'string' || type === 'null' || valueTypeOf(value) === type
		? value
		: oneOf([value, convert(value, 'string')]);
}

function valuesOf(
	{ entries }: MappingValue,
	key: SingleValue,
): { readonly values: readonly Value[]; readonly isCertain: boolean } {
	const certain = entries.find((entry) => entry.count === 'one' && equality(entry.key, key) === 'yes');
	if (certain) return { values: [certain.value], isCertain: true };
	const possible = entries.filter((entry) =>
		key.kind === 'string' ? canBeKey(entry.key, key.value) : equality(entry.key, key) !== 'no',
	);
	return { values: possible.map(({ value }) => value), isCertain: false };
}

/** Returns the keys or the values of a map, in the order of the keys. */
function sideOf(value: SingleValue, side: 'key' | 'value'): Value {
	if (value.kind === 'unknown' && isMapType(value.type)) {
		const entry = unknownEntry(value);
		return mayFail(sequence('any', [{ value: entry[side], count: 'many' }]), [value]);
	}
	if (value.kind !== 'mapping') return failure('a map is required');
	const { entries, isOrdered } = sortedEntries(value.entries);
	const parts = entries.map((entry): SequencePart => ({ value: entry[side], count: entry.count }));
	if (value.type === 'map') return sequence('list', parts, { of: side === 'key' ? 'string' : value.of, isOrdered });
	return sequence(value.type === 'object' ? 'tuple' : 'any', parts, { isOrdered });
}

function zipMap([keys, values]: readonly SingleValue[], name: string): Value {
	const left = (keys && partsOf(keys)) ?? null;
	const right = listParts(values);
	if (left === null || right === null) return failure('zipmap needs two lists');
	if (!isExact(left) || !isExact(right)) {
		const reasons = [...reasonsOf([keys as Value]), { kind: 'function' as const, name }];
		const entries = right.parts.map(
			({ value }): MappingEntry => ({ key: unknown('string', reasons), value, count: 'many' }),
		);
		return oneOf([mapping('any', entries), failure('zipmap needs lists of one length')]);
	}
	if (left.parts.length !== right.parts.length) return failure('zipmap needs lists of one length');
	const type = values?.kind === 'sequence' && values.type === 'list' ? 'map' : 'object';
	const entries = left.parts.map(
		({ value }, index): MappingEntry => ({
			key: withNoNull(value, 'a key cannot be null'),
			value: (right.parts[index] as SequencePart).value,
			count: 'one',
		}),
	);
	const isAny = values?.kind === 'sequence' && values.type === 'any';
	return mapping(isAny ? 'any' : type, entries, values?.kind === 'sequence' ? values.of : 'any');
}

export const maps: Functions = {
	keys: keyed((value) => sideOf(value, 'key')),
	lookup: {
		parameters: ['any', 'string', 'any'],
		optional: 1,
		takesNull: true,
		run: (operands, call) =>
			operands[0]?.kind === 'null' || operands[1]?.kind === 'null'
				? failure('lookup needs a map and a key')
				: lookup(operands, call),
	},
	merge: { parameters: [], rest: 'any', takesNull: true, run: merge },
	values: keyed((value) => sideOf(value, 'value')),
	zipmap: { parameters: [stringList, 'any'], run: (operands, { name }) => zipMap(operands, name) },
};
