import { alternativesOf, identityOf } from './alternatives.js';
import type { SequenceValue, SymbolValue, UnknownReason, Value } from './value.js';

/** A known scalar, or a symbol. */
export type Scalar = string | bigint | boolean | null | SymbolValue;

/** The possibilities of a scalar. It is certain when there is one possibility and no reason for another. */
export interface ScalarReading {
	readonly possibilities: readonly Scalar[];
	/** Why it may be something else; empty when the possibilities are all there are. */
	readonly otherwise: readonly UnknownReason[];
}

/** The elements of a list, set or tuple, or the values of a map or object. */
export interface ElementsReading {
	/** Certainly among the elements. */
	readonly must: readonly Value[];
	/** Perhaps among the elements; each may describe several possibilities. */
	readonly may: readonly Value[];
	/** Why there may be other elements; empty when `must` and `may` are all there are. */
	readonly otherwise: readonly UnknownReason[];
	/** Whether the whole may be null, or certainly is. */
	readonly isNull: 'no' | 'perhaps' | 'yes';
}

/** Reads a value as a scalar. */
export function scalarOf(value: Value): ScalarReading {
	const possibilities = new Map<string, Scalar>();
	const otherwise: UnknownReason[] = [];
	for (const one of alternativesOf(value)) {
		switch (one.kind) {
			case 'null':
				possibilities.set('null', null);
				break;
			case 'bool':
			case 'string':
				possibilities.set(JSON.stringify(one.value), one.value);
				break;
			case 'number':
				if (one.scale === 0) possibilities.set(`number ${one.digits}`, one.digits);
				else otherwise.push({ kind: 'failure', problem: 'a number that is not whole' });
				break;
			case 'symbol':
				possibilities.set(`symbol ${one.key}`, one);
				if (one.canBeNull) possibilities.set('null', null);
				break;
			case 'joined':
				otherwise.push(...symbolsIn(one.parts).map(({ key }): UnknownReason => ({ kind: 'reference', key })));
				break;
			case 'unknown':
				otherwise.push(...one.reasons);
				break;
			case 'failure':
				break;
			default:
				otherwise.push({ kind: 'failure', problem: 'a collection instead of a single value' });
		}
	}
	return { possibilities: [...possibilities.values()], otherwise };
}

/** Reads the elements of a value; an expression that may fail is read as if it succeeds, because a failing apply calls nothing. */
export function elementsOf(value: Value): ElementsReading {
	const readings = alternativesOf(value)
		.filter(({ kind }) => kind !== 'failure')
		.map(elementsOfOne);
	const [first = { must: [], may: [], otherwise: [], isNull: 'no' as const }, ...others] = readings;
	if (others.length === 0) return first;
	const isIn = (value: Value, reading: ElementsReading): boolean =>
		reading.must.some((other) => identityOf(other) !== null && identityOf(other) === identityOf(value));
	const all = distinct(readings.flatMap(({ must }) => must));
	const must = all.filter((value) => readings.every((reading) => isIn(value, reading)));
	return {
		must,
		may: distinct([...all.filter((value) => !must.includes(value)), ...readings.flatMap(({ may }) => may)]),
		otherwise: readings.flatMap(({ otherwise }) => otherwise),
		isNull: combined(readings.map(({ isNull }) => isNull)),
	};
}

function combined(all: readonly ElementsReading['isNull'][]): ElementsReading['isNull'] {
	const [first = 'no'] = all;
	return all.every((one) => one === first) ? first : 'perhaps';
}

function elementsOfOne(value: Value): ElementsReading {
	const nothing: ElementsReading = { must: [], may: [], otherwise: [], isNull: 'no' };
	switch (value.kind) {
		case 'null':
			return { ...nothing, isNull: 'yes' };
		case 'unknown':
			return { ...nothing, otherwise: value.reasons, isNull: value.canBeNull ? 'perhaps' : 'no' };
		case 'sequence':
			return elementsOfParts(value.parts);
		case 'mapping':
			return elementsOfParts(value.entries);
		default:
			return { ...nothing, otherwise: [{ kind: 'failure', problem: 'a single value instead of a collection' }] };
	}
}

function elementsOfParts(parts: SequenceValue['parts']): ElementsReading {
	const must: Value[] = [];
	const may: Value[] = [];
	const otherwise: UnknownReason[] = [];
	for (const { value, count } of parts) {
		const known: Value[] = [];
		const alternatives = alternativesOf(value);
		for (const one of alternatives) {
			if (one.kind === 'unknown') otherwise.push(...one.reasons);
			else known.push(one);
		}
		(count === 'one' && alternatives.length === 1 ? must : may).push(...known);
	}
	return { must: distinct(must), may: distinct(may), otherwise, isNull: 'no' };
}

function distinct(values: readonly Value[]): readonly Value[] {
	const seen = new Set<string>();
	return values.filter((value) => {
		const identity = identityOf(value);
		if (identity === null) return true;
		if (seen.has(identity)) return false;
		seen.add(identity);
		return true;
	});
}

function symbolsIn(parts: readonly (string | SymbolValue)[]): readonly SymbolValue[] {
	return parts.filter((part): part is SymbolValue => typeof part !== 'string');
}
