import type {
	BoolValue,
	Count,
	FailureValue,
	MappingEntry,
	MappingValue,
	NullValue,
	Reason,
	SequencePart,
	SequenceValue,
	SingleValue,
	StringValue,
	SymbolValue,
	Type,
	UnknownValue,
	Value,
} from './value.js';

/** Larger than the values of any configuration; beyond it a value is unknown. */
const largest = 200_000;
const mostAlternatives = 64;
const mostReasons = 16;

export const nothing: NullValue = { kind: 'null' };

export const bool = (value: boolean): BoolValue => ({ kind: 'bool', value });

/** Terraform keeps strings in Unicode's composed form. */
export const string = (value: string): StringValue => ({ kind: 'string', value: value.normalize('NFC') });

export const failure = (problem: string): FailureValue => ({ kind: 'failure', problem });

/** Any value of the type that is not null, unless `canBeNull` says so. */
export function unknown(type: Type, reasons: readonly Reason[], canBeNull = false): UnknownValue {
	return { kind: 'unknown', type, canBeNull, reasons: distinctReasons(reasons) };
}

/** Anything at all, or a failure. */
export const anything = (reasons: readonly Reason[]): Value =>
	oneOf([unknown('any', reasons, true), failure('an operand that is not known')]);

const tooLarge: UnknownValue = unknown('any', [{ kind: 'limit', limit: 'size' }], true);

/** Joins the alternatives of the values. */
export function oneOf(values: readonly Value[]): Value {
	const found = new Map<string, SingleValue>();
	const unknowns: UnknownValue[] = [];
	const others: SingleValue[] = [];
	let size = 0;
	for (const value of values) {
		for (const one of alternativesOf(value)) {
			if (one.kind === 'unknown') unknowns.push(one);
			else {
				const identity = one.kind === 'failure' ? 'failure' : identityOf(one);
				if (identity === null) others.push(one);
				else if (!found.has(identity)) found.set(identity, one);
				else continue;
				size += sizeOf(one);
			}
		}
	}
	const joined = joinedUnknown(unknowns);
	const all = [...found.values(), ...withoutCopies(others), ...(joined ? [joined] : [])];
	const [first] = all;
	if (first === undefined) return failure('no possibility is left');
	if (all.length === 1) return first;
	if (all.length > mostAlternatives || size > largest) return widened(all);
	return { kind: 'one-of', of: all, size: size + 1 };
}

/** Copies of one object only: comparing collections would cost more than they do. */
const withoutCopies = (values: readonly SingleValue[]): readonly SingleValue[] => [...new Set(values)];

function joinedUnknown(unknowns: readonly UnknownValue[]): UnknownValue | null {
	const [first] = unknowns;
	if (first === undefined) return null;
	const isSame = unknowns.every(({ type }) => type === first.type);
	return unknown(
		isSame ? first.type : 'any',
		unknowns.flatMap(({ reasons }) => reasons),
		unknowns.some(({ canBeNull }) => canBeNull),
	);
}

function widened(values: readonly SingleValue[]): Value {
	const reasons = values.flatMap((value): readonly Reason[] => (value.kind === 'unknown' ? value.reasons : []));
	const wide = unknown('any', [{ kind: 'limit', limit: 'size' }, ...reasons], true);
	const failed = values.find(({ kind }) => kind === 'failure');
	return failed ? { kind: 'one-of', of: [wide, failed], size: 3 } : wide;
}

/** Returns the alternatives of a value; a value without alternatives is its own. */
export const alternativesOf = (value: Value): readonly SingleValue[] => (value.kind === 'one-of' ? value.of : [value]);

/** Returns a text that two values share only if they are the same; null for collections and unknown values. */
export function identityOf(value: Value): string | null {
	switch (value.kind) {
		case 'null':
			return 'null';
		case 'bool':
		case 'string':
			return JSON.stringify(value.value);
		case 'number':
			return `number ${value.digits}e-${value.scale}`;
		case 'symbol':
			return `symbol ${value.canBeNull} ${value.key}`;
		case 'joined':
			return `joined ${JSON.stringify(value.parts.map((part) => (typeof part === 'string' ? part : { key: part.key })))}`;
		default:
			return null;
	}
}

export function sizeOf(value: Value): number {
	switch (value.kind) {
		case 'sequence':
		case 'mapping':
		case 'one-of':
			return value.size;
		case 'string':
			return 1 + value.value.length / 64;
		case 'joined':
			return 1 + value.parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length / 64 : 1), 0);
		case 'unknown':
			return value.reasons.length;
		default:
			return 1;
	}
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

export const canFail = (value: Value): boolean => alternativesOf(value).some(({ kind }) => kind === 'failure');

/** The value if evaluation succeeds; null when it certainly fails. */
export function withoutFailure(value: Value): Value | null {
	if (!canFail(value)) return value;
	const left = alternativesOf(value).filter(({ kind }) => kind !== 'failure');
	return left.length === 0 ? null : oneOf(left);
}

/** Replaces null among the alternatives by a failure. */
export function withNoNull(value: Value, problem: string): Value {
	if (value.kind === 'string') return value;
	return oneOf(
		(value.kind === 'one-of' ? value.of : [value]).map((single): Value => {
			if (single.kind === 'null') return failure(problem);
			if ((single.kind !== 'symbol' && single.kind !== 'unknown') || !single.canBeNull) return single;
			return oneOf([{ ...single, canBeNull: false }, failure(problem)]);
		}),
	);
}

const problemIn = (parts: readonly SequencePart[]): FailureValue => {
	for (const { value } of parts) {
		for (const one of alternativesOf(value)) if (one.kind === 'failure') return one;
	}
	return failure('an element fails');
};

/** A tuple, list or set of the parts. */
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

export const tupleOf = (values: readonly Value[]): Value => sequence('tuple', values.map(one));

export const one = (value: Value): SequencePart => ({ value, count: 'one' });

/** Returns the weaker of two counts, because a part repeats or is left out as a whole. */
export function weaker(count: Count, other: Count): Count {
	if (count === 'many' || other === 'many') return 'many';
	return count === 'maybe' ? 'maybe' : other;
}

/** An object or map of the entries; later ones replace earlier ones of the same key. */
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

const eitherEntry = (before: MappingEntry, entry: MappingEntry): MappingEntry => ({
	...before,
	value: oneOf([before.value, entry.value]),
	count: before.count === 'one' ? 'one' : 'maybe',
});

/** Whether a key may be this name. */
export const canBeKey = (key: Value, name: string): boolean =>
	alternativesOf(key).some((one) => {
		if (one.kind === 'string') return one.value === name;
		return one.kind === 'symbol' ? canBeText(one, name) : one.kind === 'joined' || one.kind === 'unknown';
	});

/** Whether two unknown keys may be the same. */
function canBeSameKey(one: Value, other: Value): boolean {
	if (one.kind !== 'symbol' || other.kind !== 'symbol') return true;
	return one.key === other.key || !one.isFresh || !other.isFresh;
}

/** Whether a symbol may be this text, which is known now. */
export function canBeText(symbol: SymbolValue, text: string): boolean {
	if (symbol.isFresh) return false;
	if (text === '') return symbol.canBeEmpty;
	return !symbol.isWord || isWord(text);
}

const isWord = (text: string): boolean => /^[\w-]*$/.test(text);

/** An object with these attributes. */
export const objectOf = (attributes: Iterable<readonly [string, Value]>): Value =>
	mapping(
		'object',
		[...attributes].map(([name, value]) => ({ key: string(name), value, count: 'one' })),
	);

/** A string of parts; symbols that can be null have to be settled before. */
export function joined(parts: readonly (string | SymbolValue)[]): Value {
	const merged: (string | SymbolValue)[] = [];
	for (const part of parts) {
		const last = merged.at(-1);
		if (part === '') continue;
		if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
		else merged.push(part);
	}
	const [first] = merged;
	if (first === undefined) return string('');
	if (merged.length === 1) return typeof first === 'string' ? string(first) : first;
	return { kind: 'joined', parts: merged };
}

/** Returns why a value is unknown: its symbols and unknown values, at most 16. */
export function reasonsOf(values: readonly Value[]): readonly Reason[] {
	const reasons: Reason[] = [];
	const visit = (value: Value): void => {
		if (reasons.length >= 64) return;
		switch (value.kind) {
			case 'unknown':
				reasons.push(...value.reasons);
				break;
			case 'symbol':
				reasons.push({ kind: 'reference', key: value.key });
				break;
			case 'joined':
				for (const part of value.parts) if (typeof part !== 'string') visit(part);
				break;
			case 'sequence':
				for (const part of value.parts) visit(part.value);
				break;
			case 'mapping':
				for (const entry of value.entries) {
					visit(entry.key);
					visit(entry.value);
				}
				break;
			case 'one-of':
				value.of.forEach(visit);
		}
	};
	values.forEach(visit);
	return distinctReasons(reasons);
}

function distinctReasons(reasons: readonly Reason[]): readonly Reason[] {
	const found = new Map<string, Reason>();
	for (const reason of reasons) {
		if (found.size >= mostReasons) break;
		found.set(JSON.stringify(reason), reason);
	}
	return [...found.values()];
}

/** The reasons of the values, or the function's name when they have none. */
export function reasonsOr(values: readonly Value[], name: string): readonly Reason[] {
	const reasons = reasonsOf(values);
	return reasons.length > 0 ? reasons : [{ kind: 'function', name }];
}
