import { oneOf } from '../../values/alternatives.js';
import { sequence, tupleOf, weaker } from '../../values/collections.js';
import { equality } from '../../values/compare.js';
import { convert, perhaps, unifyParts, withoutCopies } from '../../values/convert.js';
import { failure } from '../../values/scalars.js';
import type { SequencePart, SingleValue, Type, Value } from '../../values/value.js';
import { type Functions, notKnown, type TerraformFunction } from '../definition.js';
import { partsOf } from './list-parts.js';

const anySet: Type = { kind: 'set', of: 'any' };

type Combine = (left: readonly SequencePart[], right: readonly SequencePart[]) => readonly SequencePart[];

/** Defines a function of sets, whose elements first get one type. */
function onSets(combine: Combine): TerraformFunction {
	return {
		parameters: [],
		rest: anySet,
		run: (operands, { name }) => {
			const sets = operands.map((operand) =>
				operand.kind === 'sequence' ? operand.parts : (partsOf(operand)?.parts ?? null),
			);
			if (sets.length === 0 || sets.includes(null)) return failure(`${name} needs sets`);
			const known = sets.filter((parts): parts is readonly SequencePart[] => parts !== null);
			const unified = unifyParts(known.flat(), 'any');
			if (unified === null) return notKnown('any', operands, name);
			const ends = known.map((_, index) => known.slice(0, index + 1).flat().length);
			const [first = [], ...others] = ends.map((end, index) => unified.parts.slice(ends[index - 1] ?? 0, end));
			return perhaps(
				sequence('set', withoutCopies(others.reduce(combine, first)), { of: unified.of }),
				unified.canFail,
			);
		},
	};
}

/** Largest product of the sizes of two sets that are compared. */
const mostCompared = 1_000_000;

/** Whether an element is in a set. */
function membership(value: Value, parts: readonly SequencePart[]): 'yes' | 'no' | 'maybe' {
	const verdicts = parts.map((part) => ({ verdict: equality(value, part.value), count: part.count }));
	if (verdicts.some(({ verdict, count }) => verdict === 'yes' && count === 'one')) return 'yes';
	return verdicts.every(({ verdict }) => verdict === 'no') ? 'no' : 'maybe';
}

function kept(
	parts: readonly SequencePart[],
	others: readonly SequencePart[],
	when: 'yes' | 'no',
): readonly SequencePart[] {
	return parts.flatMap((part): readonly SequencePart[] => {
		const found = parts.length * others.length > mostCompared ? 'maybe' : membership(part.value, others);
		if (found === 'maybe') return [{ ...part, count: weaker(part.count, 'maybe') }];
		return found === when ? [part] : [];
	});
}

function product(operands: readonly SingleValue[]): Value {
	const lists = operands.map((operand) => partsOf(operand));
	if (lists.length < 2 || lists.includes(null)) return failure('setproduct needs two or more collections');
	const total = lists.reduce((count, list) => count * (list?.parts.length ?? 0), 1);
	if (total > 10_000) return notKnown('any', operands, 'setproduct');
	let rows: readonly { readonly values: readonly Value[]; readonly count: SequencePart['count'] }[] = [
		{ values: [], count: 'one' },
	];
	for (const list of lists) {
		rows = rows.flatMap(({ values, count }) =>
			(list?.parts ?? []).map((part) => ({ values: [...values, part.value], count: weaker(count, part.count) })),
		);
	}
	const isOrdered = lists.every((list) => list?.isOrdered || (list?.parts.length ?? 0) <= 1);
	const areSets = operands.every((operand) => operand.kind === 'sequence' && operand.type === 'set');
	const isAny = operands.some((operand) => operand.kind !== 'sequence' || operand.type === 'any');
	const parts = rows.map(({ values, count }): SequencePart => ({ value: tupleOf(values), count }));
	if (isAny) return oneOf([sequence('any', parts), failure('an operand that may have another type')]);
	if (areSets) return sequence('set', parts);
	// Elements of a list have one type, so numbers beside strings become strings.
	const unified = unifyParts(parts, 'any');
	return unified === null
		? failure('the elements have no common type')
		: perhaps(sequence('list', unified.parts, { of: unified.of, isOrdered }), unified.canFail);
}

export const sets: Functions = {
	setintersection: onSets((left, right) => kept(left, right, 'yes')),
	setproduct: { parameters: [], rest: 'any', run: product },
	setsubtract: onSets((left, right) => kept(left, right, 'no')),
	setunion: onSets((left, right) => [...left, ...right]),
	toset: { parameters: ['any'], takesNull: true, run: ([value]) => convert(value as Value, anySet) },
	tolist: {
		parameters: ['any'],
		takesNull: true,
		run: ([value]) => convert(value as Value, { kind: 'list', of: 'any' }),
	},
	tomap: {
		parameters: ['any'],
		takesNull: true,
		run: ([value]) => convert(value as Value, { kind: 'map', of: 'any' }),
	},
};
