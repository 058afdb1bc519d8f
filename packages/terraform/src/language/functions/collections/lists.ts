import { compareTexts } from '@sg-preflight/documents/unicode';
import { expanded } from '../../evaluation/lift.js';
import { elementsIn } from '../../evaluation/steps.js';
import { alternativesOf, identityOf, oneOf } from '../../values/alternatives.js';
import { one, sequence, weaker } from '../../values/collections.js';
import { equality } from '../../values/compare.js';
import { perhaps, unifyParts } from '../../values/convert.js';
import { asIndex } from '../../values/decimal.js';
import { failure, string, unknown } from '../../values/scalars.js';
import type { SequencePart, SequenceValue, SingleValue, Type, Value } from '../../values/value.js';
import { type FunctionCall, type Functions, notKnown } from '../definition.js';
import { whole } from '../known.js';
import { anyList, isExact, keyed, type ListParts, listParts, mayFail, partsOf, stringList } from './list-parts.js';

function concat(operands: readonly SingleValue[]): Value {
	let parts: readonly SequencePart[] = [];
	let isOrdered = true;
	if (operands.length === 0) return failure('concat needs a list');
	for (const operand of operands) {
		const found = listParts(operand);
		if (found === null) return failure('concat needs lists');
		parts = [...parts, ...found.parts];
		isOrdered &&= found.isOrdered || found.parts.length <= 1;
	}
	const types = operands.map((operand) => (operand.kind === 'sequence' ? operand.type : 'any'));
	if (types.every((type) => type === 'list')) {
		const unified = unifyParts(parts, sameElementType(operands));
		return unified === null
			? failure('the lists have different types')
			: perhaps(sequence('list', unified.parts, { of: unified.of, isOrdered }), unified.canFail);
	}
	const isTuple = types.every((type) => type === 'tuple' || type === 'list');
	return mayFail(sequence(isTuple ? 'tuple' : 'any', parts, { isOrdered }), operands);
}
function sameElementType(operands: readonly SingleValue[]): Type {
	const types = operands.map((operand) => (operand.kind === 'sequence' ? operand.of : 'any'));
	const [first = 'any'] = types;
	return types.every((type) => type === first) ? first : 'any';
}

function flatten(value: SingleValue, call: FunctionCall): Value {
	if (value.kind === 'unknown') {
		const found = partsOf(value);
		if (found === null) return failure('flatten needs a list');
		return mayFail(sequence('any', [{ value: unknown('any', value.reasons, true), count: 'many' }]), [value]);
	}
	if (value.kind !== 'sequence') return failure('flatten needs a list');
	const { parts, isOrdered } = flattened(value, call);
	return sequence('tuple', parts, { isOrdered });
}

function flattened(
	value: SequenceValue,
	call: FunctionCall,
): { readonly parts: readonly SequencePart[]; readonly isOrdered: boolean } {
	const { parts, isOrdered } = elementsIn(value);
	let isAllOrdered = isOrdered || parts.length <= 1;
	call.scope.work.spend(1 + parts.length);
	const all = parts.flatMap(({ value: element, count }): readonly SequencePart[] => {
		const alternatives = alternativesOf(element).map((single): ListParts => {
			if (single.kind === 'sequence') return flattened(single, call);
			const isList =
				single.kind === 'unknown' &&
				(single.type === 'any' ||
					(typeof single.type !== 'string' && single.type.kind !== 'map' && single.type.kind !== 'object'));
			if (isList) return { parts: [{ value: unknown('any', single.reasons, true), count: 'many' }], isOrdered: true };
			return { parts: [one(single)], isOrdered: true };
		});
		const [first] = alternatives;
		if (first === undefined) return [];
		if (alternatives.length === 1) {
			isAllOrdered &&= first.isOrdered || first.parts.length <= 1;
			return first.parts.map((part) => ({ ...part, count: weaker(part.count, count) }));
		}
		// If every alternative is one scalar, the list has one element.
		const areScalars = alternatives.every(
			({ parts: [part, ...others] }) => part?.count === 'one' && others.length === 0,
		);
		if (areScalars)
			return [{ value: oneOf(alternatives.flatMap(({ parts }) => parts.map((part) => part.value))), count }];
		isAllOrdered = false;
		return merged(alternatives.map((alternative) => alternative.parts)).map((part) => ({
			...part,
			count: weaker(part.count, count),
		}));
	});
	return { parts: all, isOrdered: isAllOrdered };
}

/** Joins several possible lists: an element that is in all of them is certain. */
function merged(lists: readonly (readonly SequencePart[])[]): readonly SequencePart[] {
	const certain = (list: readonly SequencePart[]): ReadonlySet<string> =>
		new Set(list.flatMap(({ value, count }) => (count === 'one' ? [identityOf(value) ?? ''] : [])));
	const all = lists.map(certain);
	const seen = new Set<string>();
	return lists.flatMap((list) =>
		list.map((part): SequencePart => {
			const identity = identityOf(part.value);
			const isFirst = identity !== null && !seen.has(identity);
			if (identity !== null) seen.add(identity);
			const isCertain = isFirst && all.every((identities) => identities.has(identity));
			return isCertain ? { ...part, count: 'one' } : { ...part, count: weaker(part.count, 'maybe') };
		}),
	);
}

/** Removes null and empty strings. */
function compact(value: SingleValue): Value {
	const found = partsOf(value);
	if (found === null) return failure('compact needs a list');
	const parts = found.parts.flatMap(({ value: element, count }): readonly SequencePart[] => {
		const all = expanded(element);
		const kept = all.filter((single) => single.kind !== 'null' && !(single.kind === 'string' && single.value === ''));
		if (kept.length === 0) return [];
		const isCertain =
			kept.length === all.length &&
			kept.every(
				(single) => single.kind === 'string' || (single.kind === 'symbol' && !single.canBeEmpty) || hasText(single),
			);
		return [
			{
				value: oneOf(kept.map((single) => (single.kind === 'symbol' ? { ...single, canBeEmpty: false } : single))),
				count: isCertain ? count : weaker(count, 'maybe'),
			},
		];
	});
	return mayFail(sequence('list', parts, { of: 'string', isOrdered: found.isOrdered }), [value]);
}

function hasText(single: SingleValue): boolean {
	return single.kind === 'joined' && single.parts.some((part) => typeof part === 'string' || !part.canBeEmpty);
}

/** Most elements that are compared. Each further one may be a copy. */
const mostDistinct = 2000;

function distinct(value: SingleValue): Value {
	const found = partsOf(value);
	if (found === null || value.kind === 'unknown') return found === null ? failure('distinct needs a list') : value;
	const kept: SequencePart[] = [];
	for (const part of found.parts) {
		if (kept.length >= mostDistinct) {
			kept.push({ ...part, count: weaker(part.count, 'maybe') });
			continue;
		}
		const verdicts = kept.map((other) => equality(other.value, part.value));
		if (verdicts.some((verdict, index) => verdict === 'yes' && kept[index]?.count === 'one')) continue;
		kept.push(verdicts.every((verdict) => verdict === 'no') ? part : { ...part, count: weaker(part.count, 'maybe') });
	}
	return sequence('list', kept, { of: value.kind === 'sequence' ? value.of : 'any', isOrdered: found.isOrdered });
}

/** Returns the elements from one index up to another, which is excluded. */
function slice([list, from, to]: readonly SingleValue[]): Value {
	const found = listParts(list);
	if (found === null) return failure('slice needs a list');
	const start = from?.kind === 'number' ? asIndex(from) : null;
	const end = to?.kind === 'number' ? asIndex(to) : null;
	const isKnown = start !== null && end !== null && list?.kind === 'sequence';
	const type = list?.kind === 'sequence' ? list.type : 'any';
	const of = list?.kind === 'sequence' ? list.of : 'any';
	if (isKnown && isExact(found)) {
		if (start < 0 || end > found.parts.length || start > end) return failure('slice beyond the ends');
		return sequence(type, found.parts.slice(start, end), { of });
	}
	const parts = found.parts.map((part): SequencePart => ({ ...part, count: weaker(part.count, 'maybe') }));
	return oneOf([sequence(type, parts, { of, isOrdered: found.isOrdered }), failure('slice may be beyond the ends')]);
}

function coalesceList(operands: readonly SingleValue[]): Value {
	const possible: Value[] = [];
	for (const operand of operands) if (listParts(operand) === null) return failure('coalescelist needs lists');
	for (const operand of operands) {
		const found = listParts(operand);
		if (found === null || found.parts.length === 0) continue;
		const isFilled = found.parts.some(({ count }) => count === 'one');
		possible.push(operand);
		if (isFilled) return mayFail(oneOf(possible), operands);
	}
	return oneOf([...possible, failure('all lists are empty')]);
}

function chunkList([list, size]: readonly SingleValue[], name: string): Value {
	const found = (list && partsOf(list)) ?? null;
	const length = size?.kind === 'number' ? asIndex(size) : null;
	if (found === null) return failure('chunklist needs a list');
	const of = list?.kind === 'sequence' ? list.of : 'any';
	if (!isExact(found) || length === null) {
		const inner = sequence(
			'list',
			found.parts.map((part) => ({ ...part, count: weaker(part.count, 'maybe') })),
			{ of, isOrdered: false },
		);
		return oneOf([sequence('list', [{ value: inner, count: 'many' }]), notKnown('any', [], name)]);
	}
	if (length < 0) return failure('chunklist needs a size');
	const chunks: SequencePart[] = [];
	for (let start = 0; start < found.parts.length; start += length || found.parts.length) {
		chunks.push(one(sequence('list', found.parts.slice(start, start + (length || found.parts.length)), { of })));
	}
	return sequence('list', chunks, { of: of === 'any' ? 'any' : { kind: 'list', of } });
}

function sort(value: SingleValue): Value {
	const found = partsOf(value);
	if (found === null) return failure('sort needs a list');
	const texts = found.parts.flatMap(({ value: element, count }) =>
		element.kind === 'string' && count === 'one' ? [element.value] : [],
	);
	if (texts.length === found.parts.length) {
		return sequence(
			'list',
			texts.sort(compareTexts).map((text) => one(string(text))),
			{ of: 'string' },
		);
	}
	return oneOf([
		sequence('list', found.parts, { of: 'string', isOrdered: found.parts.length <= 1 && found.isOrdered }),
		failure('sort does not take null'),
	]);
}

function reverse(value: SingleValue): Value {
	const found = partsOf(value);
	if (found === null) return failure('reverse needs a list');
	const own = value.kind === 'sequence' ? value.type : 'any';
	return mayFail(
		sequence(own === 'set' ? 'list' : own, [...found.parts].reverse(), {
			of: value.kind === 'sequence' ? value.of : 'any',
			isOrdered: found.isOrdered,
		}),
		[value],
	);
}

function range(operands: readonly SingleValue[], name: string): Value {
	const numbers = operands.map((operand) => (operand.kind === 'number' ? asIndex(operand) : null));
	if (numbers.some((number) => number === null)) return notKnown({ kind: 'list', of: 'number' }, operands, name);
	const [first = 0, second, step] = numbers as readonly number[];
	const start = second === undefined ? 0 : first;
	const limit = second === undefined ? first : second;
	const by = step ?? (limit < start ? -1 : 1);
	if (by === 0 || (by > 0 ? limit < start : limit > start) || Math.abs((limit - start) / by) > 1024)
		return by === 0 || step !== undefined || Math.abs(limit - start) > 1024
			? failure('range has no end')
			: failure('range');
	const made: SequencePart[] = [];
	for (let number = start; by > 0 ? number < limit : number > limit; number += by) made.push(one(whole(number)));
	return sequence('list', made, { of: 'number' });
}

export const lists: Functions = {
	chunklist: { parameters: [anyList, 'number'], run: (operands, { name }) => chunkList(operands, name) },
	coalescelist: { parameters: [], rest: 'any', run: coalesceList },
	compact: keyed(compact, stringList),
	concat: { parameters: [], rest: 'any', run: concat },
	distinct: keyed(distinct, anyList),
	flatten: { parameters: ['any'], run: ([value], call) => flatten(value as SingleValue, call) },
	range: { parameters: ['number'], rest: 'number', run: (operands, { name }) => range(operands, name) },
	reverse: keyed(reverse),
	slice: { parameters: ['any', 'number', 'number'], run: slice },
	sort: keyed(sort, stringList),
};
