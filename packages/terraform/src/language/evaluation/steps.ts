import { anything, oneOf } from '../values/alternatives.js';
import { canBeKey } from '../values/collections.js';
import { equality } from '../values/compare.js';
import { convert, listedSet } from '../values/convert.js';
import { asIndex } from '../values/decimal.js';
import { reasonsOf } from '../values/reasons.js';
import { failure, unknown } from '../values/scalars.js';
import type {
	MappingValue,
	SequencePart,
	SequenceValue,
	SingleValue,
	Type,
	UnknownReason,
	Value,
} from '../values/value.js';
import { lift } from './lift.js';
import type { Work } from './work.js';

/** Returns the elements in the order of iteration; `isOrdered` is false when the order is unknown. */
export function elementsIn(value: SequenceValue): {
	readonly parts: readonly SequencePart[];
	readonly isOrdered: boolean;
} {
	return value.type === 'set' || value.type === 'any' ? listedSet(value) : value;
}

/** Evaluates `of.name`. */
export function attributeOf(of: Value, name: string, work: Work): Value {
	return lift('.', [of], work, ([single]) => attributeOfSingle(single as SingleValue, name));
}

function attributeOfSingle(of: SingleValue, name: string): Value {
	if (of.kind === 'mapping') return entryOf(of, name);
	if (of.kind !== 'unknown') return failure(`there is no attribute ${name}`);
	const { type, reasons } = of;
	if (typeof type !== 'string' && type.kind === 'object') {
		const known = type.of.get(name);
		return known === undefined ? failure(`there is no attribute ${name}`) : unknown(known, reasons, true);
	}
	return unknownElement(type, 'map', reasons);
}

function unknownElement(type: Type, kind: 'map' | 'list', reasons: readonly UnknownReason[]): Value {
	if (type === 'any') return anything(reasons);
	if (typeof type === 'string' || type.kind === 'set') return failure('this value has no elements');
	if (type.kind === kind) return oneOf([unknown(type.of, reasons, true), failure('there may be no such element')]);
	return anything(reasons);
}

/** Returns the value of a known key; a failure if the mapping does not have it. */
function entryOf({ entries }: MappingValue, name: string): Value {
	const exact = entries.find(({ key, count }) => key.kind === 'string' && key.value === name && count === 'one');
	if (exact) return exact.value;
	const possible = entries.filter(({ key }) => canBeKey(key, name)).map(({ value }) => value);
	return oneOf([failure(`there is no element ${JSON.stringify(name)}`), ...possible]);
}

/** Evaluates `of[key]`. */
export function indexOf(of: Value, key: Value, work: Work): Value {
	return lift('[]', [of, key], work, ([collection, index]) =>
		indexOfSingle(collection as SingleValue, index as SingleValue, work),
	);
}

function indexOfSingle(of: SingleValue, key: SingleValue, work: Work): Value {
	if (key.kind === 'null') return failure('an index cannot be null');
	switch (of.kind) {
		case 'sequence':
			if (of.type === 'set') return failure('a set has no indexes');
			return lift('[]', [convert(key, 'number')], work, ([number]) => elementAt(of, number as SingleValue));
		case 'mapping':
			return lift('[]', [convert(key, 'string')], work, ([name]) => elementOfKey(of, name as SingleValue));
		case 'unknown':
			return anything([...of.reasons, ...reasonsOf([key])]);
		default:
			return failure('this value has no elements');
	}
}

function elementOfKey(of: MappingValue, key: SingleValue): Value {
	if (key.kind === 'string') return entryOf(of, key.value);
	const certain = of.entries.find((entry) => entry.count === 'one' && equality(entry.key, key) === 'yes');
	if (certain) return certain.value;
	const possible = of.entries.filter((entry) => equality(entry.key, key) !== 'no').map(({ value }) => value);
	return oneOf([failure('there may be no such element'), ...possible]);
}

function elementAt(of: SequenceValue, index: SingleValue): Value {
	const missing = failure('the index is beyond the end');
	const { parts, isOrdered } = elementsIn(of);
	const all = parts.map(({ value }) => value);
	if (index.kind !== 'number') return oneOf([missing, ...all]);
	const at = asIndex(index);
	if (at === null || at < 0) return missing;
	const certain = parts.filter(({ count }) => count === 'one').length;
	const isBounded = parts.every(({ count }) => count !== 'many');
	if (isBounded && at >= parts.length) return missing;
	const isThere = at < certain && of.type !== 'any';
	if (!isOrdered) return oneOf([...(isThere ? [] : [missing]), ...all]);
	return oneOf([...(isThere ? [] : [missing]), ...candidatesAt(parts, at)]);
}

/** Returns the values that may be at an index, because each part may be at several indexes. */
function candidatesAt(parts: readonly SequencePart[], at: number): readonly Value[] {
	const found: Value[] = [];
	let first = 0;
	let last = 0;
	for (const { value, count } of parts) {
		if (count === 'many') last = Number.POSITIVE_INFINITY;
		if (first <= at && at <= last) found.push(value);
		if (count === 'one') first++;
		if (count !== 'many') last++;
	}
	return found;
}
