import { alternativesOf, canFail, largest, oneOf, sizeOf, withoutFailure } from './alternatives.js';
import { canBeText, failure, string, unknown } from './scalars.js';
import type {
	Count,
	FailureValue,
	MappingEntry,
	MappingValue,
	SequencePart,
	SequenceValue,
	Type,
	UnknownValue,
	Value,
} from './value.js';

const tooLarge: UnknownValue = unknown('any', [{ kind: 'limit', limit: 'size' }], true);

/** Creates a tuple, list or set of the parts. */
export function sequence(
	type: SequenceValue['type'],
	parts: readonly SequencePart[],
	{ of = 'any', isOrdered = true }: { readonly of?: Type; readonly isOrdered?: boolean } = {},
): Value {
	const { parts: kept, fails } = withoutFailures(parts);
	if (fails === 'yes') return problemIn(parts);
	const size = kept.reduce((sum, { value }) => sum + sizeOf(value), 1);
	const whole: Value =
		size > largest
			? tooLarge
			: { kind: 'sequence', type, of, isOrdered: isOrdered && type !== 'set' && type !== 'any', parts: kept, size };
	return fails === 'no' ? whole : oneOf([whole, problemIn(parts)]);
}

export function tupleOf(values: readonly Value[]): Value {
	return sequence('tuple', values.map(one));
}

export function one(value: Value): SequencePart {
	return { value, count: 'one' };
}

/** Returns the weaker of two counts, because a part repeats or is left out as a whole. */
export function weaker(count: Count, other: Count): Count {
	if (count === 'many' || other === 'many') return 'many';
	return count === 'maybe' ? 'maybe' : other;
}

/** Creates an object or map. A later entry replaces an earlier one of the same key. */
export function mapping(type: MappingValue['type'], entries: readonly MappingEntry[], of: Type = 'any'): Value {
	const failing = entries.find(({ key, count }) => count === 'one' && withoutFailure(key) === null);
	if (failing) return problemIn([{ value: failing.key, count: 'one' }]);
	const { parts: kept, fails } = withoutFailures(entries);
	if (fails === 'yes') return problemIn(entries);
	const known = new Map<string, MappingEntry>();
	let others: MappingEntry[] = [];
	let keyFails = false;
	for (const entry of kept) {
		const key = withoutFailure(entry.key);
		if (key !== entry.key) keyFails = true;
		if (key === null) continue;
		if (key.kind === 'string') {
			const before = known.get(key.value);
			known.set(key.value, before && entry.count !== 'one' ? eitherEntry(before, entry) : { ...entry, key });
			continue;
		}
		// Each is compared with all others.
		if (others.length >= 500) return oneOf([tooLarge, failure('a key or an element may fail')]);
		// The key may be one of the earlier ones, and then replaces its value.
		let isNew = true;
		for (const [name, before] of known) {
			if (!canBeKey(key, name)) continue;
			isNew = false;
			known.set(name, { ...before, value: oneOf([before.value, entry.value]) });
		}
		others = others.map((other) =>
			canBeSameKey(other.key, key) ? { ...other, count: weaker(other.count, 'maybe') } : other,
		);
		others.push({ ...entry, key, count: isNew ? entry.count : weaker(entry.count, 'maybe') });
	}
	const all = [...known.values(), ...others.map((entry) => loosened(entry, known))];
	const size = all.reduce((sum, { key, value }) => sum + sizeOf(key) + sizeOf(value), 1);
	const whole: Value = size > largest ? tooLarge : { kind: 'mapping', type, of, entries: all, size };
	return fails === 'no' && !keyFails ? whole : oneOf([whole, failure('a key or an element fails')]);
}

/** Weakens entries that a later known key may replace. */
function loosened(entry: MappingEntry, known: ReadonlyMap<string, MappingEntry>): MappingEntry {
	if (entry.count !== 'one') return entry;
	return [...known.keys()].some((name) => canBeKey(entry.key, name)) ? { ...entry, count: 'maybe' } : entry;
}

function eitherEntry(before: MappingEntry, entry: MappingEntry): MappingEntry {
	return {
		...before,
		value: oneOf([before.value, entry.value]),
		count: before.count === 'one' ? 'one' : 'maybe',
	};
}

/** Whether a key may be this name. */
export function canBeKey(key: Value, name: string): boolean {
	return alternativesOf(key).some((one) => {
		if (one.kind === 'string') return one.value === name;
		return one.kind === 'symbol' ? canBeText(one, name) : one.kind === 'joined' || one.kind === 'unknown';
	});
}

/** Whether two unknown keys may be the same. */
function canBeSameKey(one: Value, other: Value): boolean {
	if (one.kind !== 'symbol' || other.kind !== 'symbol') return true;
	return one.key === other.key || !one.isFresh || !other.isFresh;
}

/** Creates an object with these attributes. */
export function objectOf(attributes: Iterable<readonly [string, Value]>): Value {
	return mapping(
		'object',
		[...attributes].map(([name, value]) => ({ key: string(name), value, count: 'one' })),
	);
}

/** Removes failures from the parts of a collection. The collection fails if a part fails. */
function withoutFailures<T extends SequencePart>(
	parts: readonly T[],
): { readonly parts: readonly T[]; readonly fails: 'no' | 'perhaps' | 'yes' } {
	if (!parts.some(({ value }) => canFail(value))) return { parts, fails: 'no' };
	const kept = parts.flatMap((part) => {
		const value = withoutFailure(part.value);
		return value === null ? [] : [{ ...part, value }];
	});
	const isCertain = parts.some(({ value, count }) => count === 'one' && withoutFailure(value) === null);
	return { parts: kept, fails: isCertain ? 'yes' : 'perhaps' };
}

function problemIn(parts: readonly SequencePart[]): FailureValue {
	for (const { value } of parts) {
		for (const one of alternativesOf(value)) if (one.kind === 'failure') return one;
	}
	return failure('an element fails');
}
