import type { ForExpression, SplatExpression } from '../syntax/expression.js';
import { oneOf, withoutFailure } from '../values/alternatives.js';
import { mapping, sequence, weaker } from '../values/collections.js';
import { sortedEntries } from '../values/compare.js';
import { convert } from '../values/convert.js';
import { decimal } from '../values/decimal.js';
import { reasonsOf } from '../values/reasons.js';
import { failure, string, unknown } from '../values/scalars.js';
import type { Count, MappingEntry, SequencePart, SingleValue, Type, UnknownReason, Value } from '../values/value.js';
import { evaluateIn, keyOf, type LocalScope } from './evaluate.js';
import { expanded, lift } from './lift.js';
import { elementsIn } from './steps.js';

/** A round of a loop: the element, its key, and how many times the round is run. */
export interface Round {
	readonly key: Value;
	readonly value: Value;
	readonly count: Count;
}

interface Rounds {
	readonly rounds: readonly Round[];
	readonly isOrdered: boolean;
}

export function evaluateFor(written: ForExpression, around: LocalScope): Value {
	const { work } = around.scope;
	return lift('for', [evaluateIn(written.collection, around)], work, ([single]) => {
		const found = roundsOf(single as SingleValue);
		if ('kind' in found) return found;
		const tried = found.rounds.some(({ count }) => count === 'one') ? 'succeeds' : triedCondition(written, around);
		const failed = failure('the condition of a loop fails');
		if (tried === 'fails') return failed;
		const results = found.rounds
			.flatMap((round) => (written.condition === null ? [{ ...round, isAlternative: false }] : distributed(round)))
			.map((round) => resultOf(written, round, around));
		const whole =
			written.key === null
				? sequence(
						'tuple',
						results.flatMap(({ part }) => part),
						{ isOrdered: found.isOrdered },
					)
				: objectOfResults(written, results);
		return tried === 'perhaps' ? oneOf([whole, failed]) : whole;
	});
}

/** Whether the condition fails for an unknown element: Terraform evaluates that first, even without elements. */
function triedCondition(
	{ keyName, valueName, condition }: ForExpression,
	around: LocalScope,
): 'succeeds' | 'fails' | 'perhaps' {
	if (condition === null) return 'succeeds';
	const any = unknown('any', indexReason, true);
	const names = new Map([...around.names, ...(keyName === null ? [] : [[keyName, any] as const]), [valueName, any]]);
	const results = expanded(convert(evaluateIn(condition, { ...around, names }), 'bool'));
	const failures = results.filter(({ kind }) => kind === 'failure' || kind === 'null');
	if (failures.length === 0) return 'succeeds';
	return failures.length === results.length ? 'fails' : 'perhaps';
}

/** Returns the rounds over a collection, or a failure. */
export function roundsOf(collection: SingleValue): Rounds | Value {
	switch (collection.kind) {
		case 'sequence': {
			const { parts, isOrdered } = elementsIn(collection);
			const isKnown = isOrdered && collection.type !== 'any';
			const isSet = collection.type === 'set';
			let index: number | null = isKnown ? 0 : null;
			const rounds = parts.map(({ value, count }): Round => {
				const at = index;
				index = index === null || count !== 'one' ? null : index + 1;
				const number = at === null || count === 'many' ? unknown('number', indexReason) : decimal(BigInt(at));
				if (isSet) return { key: value, value, count };
				return { key: collection.type === 'any' ? oneOf([number, value]) : number, value, count };
			});
			return { rounds, isOrdered };
		}
		case 'mapping': {
			const { entries, isOrdered } = sortedEntries(collection.entries);
			return { rounds: entries, isOrdered };
		}
		case 'unknown': {
			const { type, reasons } = collection;
			const element = elementType(type);
			if (element === null) return failure('only a collection can be iterated over');
			const value = unknown(element, reasons, true);
			const round: Round = { key: unknown('any', reasons), value, count: 'many' };
			return { rounds: [round], isOrdered: true };
		}
		case 'null':
			return failure('null cannot be iterated over');
		default:
			return failure('only a collection can be iterated over');
	}
}

const indexReason: readonly UnknownReason[] = [{ kind: 'failure', problem: 'an order that is not known' }];

function elementType(type: Type): Type | null {
	if (type === 'any') return 'any';
	if (typeof type === 'string') return null;
	return type.kind === 'tuple' || type.kind === 'object' ? 'any' : type.of;
}

const mostDistributed = 16;

/** Splits a round whose element has alternatives into one round each; only one of them runs. */
function distributed(round: Round): readonly (Round & { readonly isAlternative: boolean })[] {
	const alternatives = expanded(round.value);
	if (round.count === 'many' || alternatives.length === 1 || alternatives.length > mostDistributed) {
		return [{ ...round, isAlternative: false }];
	}
	return alternatives.map((value) => ({
		...round,
		// The key of a set's element is the element itself.
		key: round.key === round.value ? value : round.key,
		value,
		isAlternative: true,
	}));
}

interface Result {
	readonly part: readonly SequencePart[];
	readonly entry: readonly MappingEntry[];
}

function resultOf(
	{ keyName, valueName, key, value, condition }: ForExpression,
	round: Round & { readonly isAlternative: boolean },
	around: LocalScope,
): Result {
	const { work } = around.scope;
	work.spend(1);
	const names = new Map(around.names);
	if (keyName !== null) names.set(keyName, round.key);
	names.set(valueName, round.value);
	const within: LocalScope = { ...around, names };
	const none: Result = { part: [], entry: [] };
	let count: Count = round.isAlternative ? weaker(round.count, 'maybe') : round.count;
	let failed: Value | null = null;
	if (condition !== null) {
		const verdict = new Set<string>();
		for (const single of expanded(convert(evaluateIn(condition, within), 'bool'))) {
			if (single.kind === 'failure' || single.kind === 'null') failed = failure('the condition of a loop fails');
			else verdict.add(single.kind === 'bool' ? String(single.value) : 'unknown');
		}
		if (verdict.size === 0) return failing(failed ?? failure('the condition of a loop fails'), count);
		if (verdict.size === 1 && verdict.has('false')) return failed ? failing(failed, 'maybe') : none;
		if (verdict.size > 1 || verdict.has('unknown')) count = weaker(count, 'maybe');
	}
	const result = evaluateIn(value, within);
	const kept = failed === null ? result : oneOf([result, failed]);
	if (key === null) return { part: [{ value: kept, count }], entry: [] };
	return { part: [], entry: [{ key: keyOf(evaluateIn(key, within)), value: kept, count }] };
}

function failing(value: Value, count: Count): Result {
	return {
		part: [{ value, count }],
		entry: [{ key: string(''), value, count }],
	};
}

function objectOfResults({ groups }: ForExpression, results: readonly Result[]): Value {
	const entries = results.flatMap(({ entry }) => entry);
	if (!groups) {
		const names = new Set<string>();
		const repeats = entries.some(({ key, count }) => {
			if (key.kind !== 'string' || count !== 'one') return false;
			const isRepeated = names.has(key.value);
			names.add(key.value);
			return isRepeated;
		});
		if (repeats) return failure('two elements have one key');
		const isDistinct = entries.every(({ key }) => key.kind === 'string') && names.size === entries.length;
		const whole = mapping('object', entries);
		return isDistinct ? whole : oneOf([whole, failure('two elements may have one key')]);
	}
	const byKey = new Map<string, { parts: SequencePart[]; count: Count }>();
	const others: MappingEntry[] = [];
	let canKeyFail = false;
	for (const { key: evaluated, value, count } of entries) {
		const key = withoutFailure(evaluated);
		if (key === null && count === 'one') return failure('a key cannot be null');
		canKeyFail ||= key !== evaluated;
		if (key === null) continue;
		if (key.kind !== 'string' || count === 'many') {
			others.push({ key, value, count });
			continue;
		}
		const known = key.value;
		const group = byKey.get(known) ?? { parts: [], count: 'maybe' as Count };
		group.parts.push({ value, count });
		if (count === 'one') group.count = 'one';
		byKey.set(known, group);
	}
	if (others.length > 0) {
		const values = entries.map(({ value }): SequencePart => ({ value, count: 'many' }));
		const value = sequence('tuple', values, { isOrdered: false });
		const key = unknown('string', [...reasonsOf(others.map(({ key }) => key)), ...indexReason]);
		return perhapsFailing(mapping('object', [{ key, value, count: 'many' }]), canKeyFail);
	}
	const grouped = [...byKey].map(
		([name, { parts, count }]): MappingEntry => ({ key: string(name), value: sequence('tuple', parts), count }),
	);
	return perhapsFailing(mapping('object', grouped), canKeyFail);
}

function perhapsFailing(value: Value, canFail: boolean): Value {
	return canFail ? oneOf([value, failure('a key may be null')]) : value;
}

export function evaluateSplat({ of, each }: SplatExpression, around: LocalScope): Value {
	return lift('[*]', [evaluateIn(of, around)], around.scope.work, ([single]) => {
		const source = single as SingleValue;
		const run = (value: Value): Value => evaluateIn(each, { ...around, element: value });
		switch (source.kind) {
			case 'null':
				return sequence('tuple', []);
			case 'sequence': {
				const { parts, isOrdered } = elementsIn(source);
				const type = source.type === 'tuple' || source.type === 'any' ? source.type : 'list';
				return sequence(
					type,
					parts.map((part) => ({ ...part, value: run(part.value) })),
					{ isOrdered },
				);
			}
			case 'unknown': {
				const element = elementType(source.type);
				if (element === null) return sequence('tuple', [{ value: run(source), count: 'one' }]);
				const value = run(unknown(element, source.reasons, true));
				return sequence('any', [{ value, count: 'many' }]);
			}
			default:
				return sequence('tuple', [{ value: run(source), count: 'one' }]);
		}
	});
}
