import { alternativesOf, oneOf } from './alternatives.js';
import { mapping, one, sequence, weaker } from './collections.js';
import { equality, sortedSet } from './compare.js';
import { formatDecimal, parseDecimal } from './decimal.js';
import { bool, failure, nothing, string, unknown } from './scalars.js';
import { isSame, isSettled, unify, valueTypeOf } from './types.js';
import type { MappingValue, SequencePart, SequenceValue, SingleValue, Type, Value } from './value.js';

/** Converts a value to a type, as Terraform does for a function's parameters and a variable's type. */
export function convert(value: Value, type: Type): Value {
	if (type === 'any' || type === 'null') return value;
	return oneOf(alternativesOf(value).map((single) => convertSingle(single, type)));
}

function convertSingle(value: SingleValue, type: Exclude<Type, 'any' | 'null'>): Value {
	if (value.kind === 'null' || value.kind === 'failure') return value;
	if (value.kind === 'symbol' && value.canBeNull) {
		return oneOf([nothing, convertSingle({ ...value, canBeNull: false }, type)]);
	}
	if (value.kind === 'unknown') return convertUnknown(value, type);
	if (type === 'string' || type === 'number' || type === 'bool') return convertScalar(value, type);
	if (type.kind === 'list' || type.kind === 'set') {
		return value.kind === 'sequence'
			? convertSequence(value, type.kind, type.of)
			: failure(`a ${type.kind} is required`);
	}
	if (type.kind === 'tuple')
		return value.kind === 'sequence' ? convertTuple(value, type.of) : failure('a tuple is required');
	if (value.kind !== 'mapping') return failure(`a ${type.kind} is required`);
	return type.kind === 'object' ? convertObject(value, type) : convertMap(value, type.of);
}

function convertUnknown(value: Extract<SingleValue, { readonly kind: 'unknown' }>, type: Type): Value {
	if (isSame(value.type, type)) return value;
	const converted = unknown(type, value.reasons, value.canBeNull);
	const isSafe = type === 'string' && (value.type === 'number' || value.type === 'bool');
	return isSafe ? converted : oneOf([converted, failure('a conversion that may not be possible')]);
}

function convertScalar(value: SingleValue, type: 'string' | 'number' | 'bool'): Value {
	if (value.kind === type) return value;
	if (type === 'string') {
		if (value.kind === 'symbol' || value.kind === 'joined') return value;
		if (value.kind === 'number') return string(formatDecimal(value));
		return value.kind === 'bool' ? string(String(value.value)) : failure('a string is required');
	}
	if (value.kind === 'symbol' || value.kind === 'joined') {
		const reasons = (value.kind === 'symbol' ? [value] : value.parts).flatMap((part) =>
			typeof part === 'string' ? [] : [{ kind: 'reference' as const, key: part.key }],
		);
		return oneOf([unknown(type, reasons), failure(`a ${type} is required`)]);
	}
	if (value.kind !== 'string') return failure(`a ${type} is required`);
	if (type === 'bool') {
		if (value.value === 'true' || value.value === '1') return bool(true);
		return value.value === 'false' || value.value === '0' ? bool(false) : failure('a bool is required');
	}
	const number = parseDecimal(value.value);
	if (number !== null) return number;
	const isOther = /^[^\d.+-]|^$|\s/.test(value.value) && !/^inf/i.test(value.value);
	return isOther
		? failure('a number is required')
		: oneOf([unknown('number', [{ kind: 'function', name: 'tonumber' }]), failure('a number is required')]);
}

/** Converts the parts to one type: the given one, or the one that they unify to. Null when there is none. */
export function unifyParts<T extends SequencePart>(
	parts: readonly T[],
	of: Type,
): { readonly parts: readonly T[]; readonly of: Type; readonly canFail: boolean } | null {
	const type = of === 'any' ? unify(parts.map(({ value }) => valueTypeOf(value))) : of;
	if (type === null) return null;
	const settled = isSettled(type) && (parts.length > 0 || of !== 'any') ? type : 'any';
	return {
		parts: parts.map((part) => ({
			...part,
			value: settled === 'any' ? loosely(part.value) : convert(part.value, settled),
		})),
		of: settled,
		canFail: settled === 'any' && parts.length > 1,
	};
}

/** Adds a failure if the elements may have no common type. */
export function perhaps(value: Value, canFail: boolean): Value {
	return canFail ? oneOf([value, failure('the elements may have no common type')]) : value;
}

function convertSequence(value: SequenceValue, kind: 'list' | 'set', of: Type): Value {
	const source = kind === 'list' && value.type === 'set' ? listedSet(value) : value;
	const isSameType = source.type === kind && (of === 'any' || isSame(source.of, of));
	const unified = isSameType ? { ...source, canFail: false } : unifyParts(source.parts, of);
	if (unified === null) return failure('the elements have no common type');
	const parts = kind === 'list' ? unified.parts : withoutCopies(unified.parts);
	return perhaps(sequence(kind, parts, { of: unified.of, isOrdered: source.isOrdered }), unified.canFail);
}

/** Most elements that are compared with one another; copies among more are kept, or counted as possible. */
const mostCompared = 300;

/** Removes elements that are certainly copies of an element that is certainly there. */
export function withoutCopies(parts: readonly SequencePart[]): readonly SequencePart[] {
	const kept: SequencePart[] = [];
	const others: SequencePart[] = [];
	const seen = new Set<string>();
	for (const part of parts) {
		const { value, count } = part;
		if (value.kind === 'string') {
			if (seen.has(value.value)) continue;
			if (count === 'one') seen.add(value.value);
		} else if (others.length <= mostCompared) {
			if (others.some((other) => other.count === 'one' && isCopy(other.value, value))) continue;
			others.push(part);
		}
		kept.push(part);
	}
	return kept;
}

function isCopy(one: Value, other: Value): boolean {
	return one.kind === other.kind && (one.kind === 'symbol' || one.kind !== 'string') && equality(one, other) === 'yes';
}

/** Lists the elements of a value that may be a set: sorted if they are known; a possible copy may be missing. */
export function listedSet(value: SequenceValue): SequenceValue {
	const isKnown = value.type === 'set' && value.parts.every(({ count }) => count === 'one');
	const sorted = isKnown ? sortedSet(value.parts.map((part) => part.value)) : null;
	if (sorted !== null) return { ...value, type: 'list', isOrdered: true, parts: sorted.map(one) };
	return { ...value, type: 'list', isOrdered: value.parts.length <= 1, parts: separated(value.parts) };
}

/** Marks each part that may equal an earlier one as possibly missing. */
export function separated(parts: readonly SequencePart[]): readonly SequencePart[] {
	const texts = new Set(parts.flatMap(({ value }) => (value.kind === 'string' ? [value.value] : [])));
	if (texts.size === parts.length) return parts;
	return parts.map((part, index) => {
		const isSeparate =
			parts.length <= mostCompared &&
			parts.slice(0, index).every((other) => equality(other.value, part.value) === 'no');
		return isSeparate || index === 0 ? part : { ...part, count: weaker(part.count, 'maybe') };
	});
}

function convertTuple(value: SequenceValue, types: readonly Type[]): Value {
	const isExact = value.isOrdered && value.parts.every(({ count }) => count === 'one');
	if (!isExact) return oneOf([unknown({ kind: 'tuple', of: types }, [limitation]), failure('a tuple is required')]);
	if (value.parts.length !== types.length) return failure('a tuple of another length is required');
	return sequence(
		'tuple',
		value.parts.map((part, index) => one(convert(part.value, types[index] as Type))),
	);
}

const limitation = { kind: 'failure', problem: 'a conversion that is not evaluated' } as const;

function convertMap(value: MappingValue, of: Type): Value {
	if (value.type === 'map' && (of === 'any' || isSame(value.of, of))) return value;
	const unified = unifyParts(value.entries, of);
	if (unified === null) return failure('the elements have no common type');
	return perhaps(mapping('map', unified.parts, unified.of), unified.canFail);
}

function convertObject(value: MappingValue, type: Extract<Type, { readonly kind: 'object' }>): Value {
	const entries = [...type.of].map(([name, of]) => {
		const entry = value.entries.find(({ key }) => key.kind === 'string' && key.value === name);
		if (entry?.count === 'one') return { key: string(name), value: convert(entry.value, of), count: 'one' as const };
		const missing = type.optional?.has(name) ? nothing : failure(`the attribute ${name} is required`);
		const others = value.entries.filter(({ key }) => key.kind !== 'string' || key.value === name);
		const found = oneOf([missing, ...others.map((other) => convert(other.value, of))]);
		return { key: string(name), value: found, count: 'one' as const };
	});
	return mapping('object', entries);
}

/**
 * Returns the value, with its possible conversions when it is unified with values of unknown types: a number may become a
 * string, a tuple a list or a set, and an object a map.
 */
export function loosely(value: Value): Value {
	return oneOf(
		alternativesOf(value).map((single) => {
			switch (single.kind) {
				case 'number':
				case 'bool':
					return oneOf([single, convertScalar(single, 'string')]);
				case 'sequence':
					return sequence(
						'any',
						single.parts.map((part) => ({ ...part, value: loosely(part.value) })),
					);
				case 'mapping':
					return mapping(
						'any',
						single.entries.map((entry) => ({ ...entry, value: loosely(entry.value) })),
					);
				case 'unknown':
					return unknown('any', single.reasons, single.canBeNull);
				default:
					return single;
			}
		}),
	);
}
