import { compareTexts } from '@sg-preflight/documents/unicode';
import { alternativesOf } from './alternatives.js';
import { compareDecimals } from './decimal.js';
import { canBeText } from './scalars.js';
import type {
	MappingEntry,
	MappingValue,
	NumberValue,
	SequenceValue,
	SingleValue,
	SymbolValue,
	Type,
	Value,
} from './value.js';

export type Equality = 'yes' | 'no' | 'maybe';

/** Whether two values are equal by Terraform's `==`: values of different types never are. */
export function equality(one: Value, other: Value): Equality {
	let found: Equality | null = null;
	for (const left of alternativesOf(one)) {
		for (const right of alternativesOf(other)) {
			const next = equalSingle(left, right);
			if (next === 'maybe' || (found !== null && found !== next)) return 'maybe';
			found = next;
		}
	}
	return found ?? 'maybe';
}

function equalSingle(one: SingleValue, other: SingleValue): Equality {
	if (one.kind === 'failure' || other.kind === 'failure') return 'maybe';
	if (one.kind === 'null' || other.kind === 'null') {
		if (one.kind === other.kind) return 'yes';
		return canBeNull(one) || canBeNull(other) ? 'maybe' : 'no';
	}
	if (one.kind === 'unknown') return equalUnknown(one.type, one.canBeNull, other);
	if (other.kind === 'unknown') return equalUnknown(other.type, other.canBeNull, one);
	if (isText(one) || isText(other)) return isText(one) && isText(other) ? equalText(one, other) : 'no';
	if (one.kind === 'sequence' && other.kind === 'sequence') return equalSequences(one, other);
	if (one.kind === 'mapping' && other.kind === 'mapping') return equalMappings(one, other);
	if (one.kind === 'bool' && other.kind === 'bool') return one.value === other.value ? 'yes' : 'no';
	if (one.kind === 'number' && other.kind === 'number') return compareDecimals(one, other) === 0 ? 'yes' : 'no';
	return 'no';
}

function canBeNull(value: SingleValue): boolean {
	return (value.kind === 'unknown' || value.kind === 'symbol') && value.canBeNull;
}

type Text = Extract<SingleValue, { readonly kind: 'string' | 'symbol' | 'joined' }>;

function isText(value: SingleValue): value is Text {
	return value.kind === 'string' || value.kind === 'symbol' || value.kind === 'joined';
}

/** Compares with an unknown value, which may be any value of its type; another type is never equal. */
function equalUnknown(type: Type, isNullable: boolean, other: SingleValue): Equality {
	const scalar = scalarType(other);
	const isOther = typeof type === 'string' && type !== 'any' && scalar !== null && scalar !== type && !isNullable;
	return isOther ? 'no' : 'maybe';
}

function scalarType(value: SingleValue): Type | null {
	if (isText(value)) return 'string';
	if (value.kind === 'number' || value.kind === 'bool') return value.kind;
	return value.kind === 'sequence' || value.kind === 'mapping' ? 'any' : null;
}

function equalText(one: Text, other: Text): Equality {
	if (one.kind === 'string' && other.kind === 'string') return one.value === other.value ? 'yes' : 'no';
	if (one.kind === 'symbol') return equalSymbol(one, other);
	if (other.kind === 'symbol') return equalSymbol(other, one);
	if (one.kind === 'joined' && other.kind === 'joined') {
		const key = (parts: readonly (string | SymbolValue)[]) =>
			JSON.stringify(parts.map((part) => (typeof part === 'string' ? part : { key: part.key })));
		return key(one.parts) === key(other.parts) ? 'yes' : 'maybe';
	}
	return 'maybe';
}

function equalSymbol(symbol: SymbolValue, other: Text): Equality {
	if (other.kind === 'string') return canBeText(symbol, other.value) ? 'maybe' : 'no';
	if (other.kind !== 'symbol') return 'maybe';
	if (symbol.key === other.key) return 'yes';
	return symbol.isFresh && other.isFresh && !symbol.canBeNull && !other.canBeNull ? 'no' : 'maybe';
}

function isExact({ parts }: SequenceValue): boolean {
	return parts.every(({ count }) => count === 'one');
}

function equalSequences(one: SequenceValue, other: SequenceValue): Equality {
	if (one.type === 'any' || other.type === 'any') return 'maybe';
	if (isLooseList(one) || isLooseList(other)) return unlessDifferent(equalLoosely(one, other));
	if (one.type !== other.type) return 'no';
	if (one.type !== 'tuple' && typeof one.of === 'string' && typeof other.of === 'string' && one.of !== other.of) {
		return one.of === 'any' || other.of === 'any' ? 'maybe' : 'no';
	}
	if (!isExact(one) || !isExact(other)) return 'maybe';
	if (one.type === 'set') return equalSets(one, other);
	if (one.parts.length !== other.parts.length) return 'no';
	if (!one.isOrdered || !other.isOrdered) return one.parts.length <= 1 ? equalParts(one, other) : 'maybe';
	return one.parts.length === 0 && !(one.type === 'tuple' || isSameType(one.of, other.of))
		? 'maybe'
		: equalParts(one, other);
}

/** Whether the type of a container is not certain, because a plan shows it, or it was made of one. */
function isLooseList({ type, of, parts, isShown }: SequenceValue): boolean {
	return isShown === true || (type === 'list' && of === 'any' && parts.length > 0);
}
function isLooseMap({ type, of, entries, isShown }: MappingValue): boolean {
	return isShown === true || (type === 'map' && of === 'any' && entries.length > 0);
}

/** Values of other types are not equal, whatever is in them. */
function unlessDifferent(contents: Equality): Equality {
	return contents === 'no' ? 'no' : 'maybe';
}

function equalLoosely(one: SequenceValue, other: SequenceValue): Equality {
	if (!isExact(one) || !isExact(other)) return 'maybe';
	if (one.type === 'set' || other.type === 'set') return equalSets(one, other);
	if (one.parts.length !== other.parts.length) return 'no';
	return one.isOrdered && other.isOrdered ? equalParts(one, other) : 'maybe';
}

function isSameType(one: Type, other: Type): boolean {
	return typeof one === 'string' && one !== 'any' && one === other;
}

function equalParts(one: SequenceValue, other: SequenceValue): Equality {
	return together(one.parts.map(({ value }, index) => equality(value, other.parts[index]?.value as Value)));
}

function equalSets(one: SequenceValue, other: SequenceValue): Equality {
	const isIn = (value: Value, { parts }: SequenceValue): Equality => {
		const verdicts = parts.map((part) => equality(value, part.value));
		if (verdicts.includes('yes')) return 'yes';
		return verdicts.includes('maybe') ? 'maybe' : 'no';
	};
	if (one.parts.length * other.parts.length > 1_000_000) return 'maybe';
	if (one.parts.length === 0 && other.parts.length === 0) return isSameType(one.of, other.of) ? 'yes' : 'maybe';
	return together([
		...one.parts.map(({ value }) => isIn(value, other)),
		...other.parts.map(({ value }) => isIn(value, one)),
	]);
}

function equalMappings(one: MappingValue, other: MappingValue): Equality {
	if (one.type === 'any' || other.type === 'any') return 'maybe';
	if (isLooseMap(one) || isLooseMap(other)) return unlessDifferent(equalEntries(one, other));
	if (one.type !== other.type) return 'no';
	if (one.type === 'map' && !isSameType(one.of, other.of)) {
		const isOther =
			typeof one.of === 'string' && typeof other.of === 'string' && one.of !== 'any' && other.of !== 'any';
		return isOther ? 'no' : 'maybe';
	}
	return equalEntries(one, other);
}

function equalEntries(one: MappingValue, other: MappingValue): Equality {
	const isKnown = [...one.entries, ...other.entries].every(
		({ key, count }) => key.kind === 'string' && count === 'one',
	);
	if (!isKnown) return 'maybe';
	if (one.entries.length !== other.entries.length) return 'no';
	const values = new Map(other.entries.map(({ key, value }) => [nameOf(key), value]));
	return together(
		one.entries.map(({ key, value }) => {
			const same = values.get(nameOf(key));
			return same === undefined ? 'no' : equality(value, same);
		}),
	);
}

function nameOf(key: Value): string {
	return key.kind === 'string' ? key.value : '';
}

function together(verdicts: readonly Equality[]): Equality {
	if (verdicts.includes('no')) return 'no';
	return verdicts.includes('maybe') ? 'maybe' : 'yes';
}

/** Sorts the entries of a mapping in the order of iteration; `isOrdered` is false when a key is unknown. */
export function sortedEntries(entries: readonly MappingEntry[]): {
	readonly entries: readonly MappingEntry[];
	readonly isOrdered: boolean;
} {
	const isKnown = entries.every(({ key }) => key.kind === 'string');
	if (!isKnown) return { entries, isOrdered: entries.length <= 1 };
	const sorted = [...entries].sort((one, other) => compareTexts(nameOf(one.key), nameOf(other.key)));
	return { entries: sorted, isOrdered: true };
}

/** Sorts the elements of a set in the order of iteration; null unless all are known strings, or all known numbers. */
export function sortedSet(values: readonly Value[]): readonly Value[] | null {
	if (values.length <= 1) return values;
	const strings = values.filter((value) => value.kind === 'string');
	if (strings.length === values.length) return [...strings].sort((one, other) => compareTexts(one.value, other.value));
	const numbers = values.filter((value): value is NumberValue => value.kind === 'number');
	return numbers.length === values.length ? [...numbers].sort(compareDecimals) : null;
}
