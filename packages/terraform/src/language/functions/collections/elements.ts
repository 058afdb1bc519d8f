import { oneOf } from '../../values/alternatives.js';
import { sequence, weaker } from '../../values/collections.js';
import { equality } from '../../values/compare.js';
import { separated } from '../../values/convert.js';
import { asIndex } from '../../values/decimal.js';
import { reasonsOr } from '../../values/reasons.js';
import { bool, failure, nothing, unknown } from '../../values/scalars.js';
import type { Count, SequencePart, SequenceValue, SingleValue, Value } from '../../values/value.js';
import { type FunctionCall, type Functions, notKnown } from '../definition.js';
import { isAscii, whole } from '../known.js';
import { anyList, isExact, keyed, listParts, mayFail, partsOf } from './list-parts.js';

function element([list, index]: readonly SingleValue[], call: FunctionCall): Value {
	const found = listParts(list);
	if (found === null) return failure('element needs a list');
	const { parts } = found;
	const empty = failure('element of an empty list, or beyond');
	const all = parts.map(({ value }) => value);
	const at = index?.kind === 'number' ? asIndex(index) : null;
	if (index?.kind === 'number' && at === null) return empty;
	if (parts.length === 0) return empty;
	call.scope.work.spend(parts.length);
	if (at !== null && at >= 0 && isExact(found)) return all[at % parts.length] as Value;
	const isCertain = parts.some(({ count }) => count === 'one') && (at === null || at >= 0) && list?.kind === 'sequence';
	return oneOf([...all, ...(isCertain && index?.kind === 'number' ? [] : [empty])]);
}

function lengthOf(value: SingleValue, name: string): Value {
	switch (value.kind) {
		case 'string':
			return isAscii(value.value) && !value.value.includes('\r\n')
				? whole(value.value.length)
				: notKnown('number', [value], name, false);
		case 'sequence': {
			const parts = value.type === 'set' || value.type === 'any' ? separated(value.parts) : value.parts;
			return parts.every(({ count }) => count === 'one') ? whole(parts.length) : countBetween(parts, value, name);
		}
		case 'mapping':
			return value.entries.every(({ count }) => count === 'one')
				? whole(value.entries.length)
				: countBetween(value.entries, value, name);
		case 'symbol':
		case 'joined':
			return notKnown('number', [value], name, false);
		case 'unknown':
			return notKnown(
				'number',
				[value],
				name,
				value.type === 'any' || value.type === 'number' || value.type === 'bool',
			);
		default:
			return failure('length needs a collection or a text');
	}
}

/** Returns one of a few numbers, or any number. */
function countBetween(parts: readonly { readonly count: Count }[], value: Value, name: string): Value {
	const least = parts.filter(({ count }) => count === 'one').length;
	if (parts.length - least > 8 || parts.some(({ count }) => count === 'many'))
		return notKnown('number', [value], name, false);
	return oneOf(Array.from({ length: parts.length - least + 1 }, (_, index) => whole(least + index)));
}

/** Whether a list has an element. */
function contains([list, wanted]: readonly SingleValue[], name: string): Value {
	const found = (list && partsOf(list)) ?? null;
	if (found === null) return failure('contains needs a list');
	const verdicts = found.parts.map(({ value, count }) => ({ verdict: equality(value, wanted as Value), count }));
	if (verdicts.some(({ verdict, count }) => verdict === 'yes' && count === 'one')) return bool(true);
	if (verdicts.every(({ verdict }) => verdict === 'no')) return bool(false);
	return mayFail(unknown('bool', reasonsOr([list as Value, wanted as Value], name)), [list as SingleValue]);
}

function indexOfElement([list, wanted]: readonly SingleValue[], name: string): Value {
	const found = listParts(list);
	if (found === null) return failure('index needs a list');
	for (const [index, { value, count }] of found.parts.entries()) {
		const verdict = equality(value, wanted as Value);
		if (verdict === 'yes' && count === 'one' && found.isOrdered) return whole(index);
		if (verdict !== 'no' || count !== 'one') return notKnown('number', [list as Value, wanted as Value], name);
	}
	return failure('the list does not have the element');
}

function oneElement(list: SingleValue): Value {
	const found = partsOf(list);
	if (found === null)
		return list.kind === 'mapping' ? failure('one needs a list') : failure('one needs a list, set or tuple');
	const { parts } = list.kind === 'sequence' && list.type === 'set' ? { parts: separatedCertain(list) } : found;
	const certain = parts.filter(({ count }) => count === 'one').length;
	const tooMany = failure('one of more than one element');
	if (parts.length === 0) return nothing;
	if (certain > 1) return tooMany;
	const isSingle = parts.length === 1 && parts[0]?.count !== 'many';
	return oneOf([
		...(certain === 1 ? [] : [nothing]),
		...parts.map(({ value }) => value),
		...(isSingle ? [] : [tooMany]),
	]);
}

function separatedCertain(list: SequenceValue): readonly SequencePart[] {
	return separated(list.parts);
}

/** Returns each value whose key is one of the wanted ones. */
function matchKeys([values, keys, wanted]: readonly SingleValue[]): Value {
	const all = [values, keys, wanted].map((list) => (list && partsOf(list)) ?? null);
	const [left, right, search] = all;
	if (!left || !right || !search) return failure('matchkeys needs three lists');
	const of = values?.kind === 'sequence' ? values.of : 'any';
	if (!isExact(left) || !isExact(right) || right.parts.length * search.parts.length > 1_000_000) {
		const parts = left.parts.map((part) => ({ ...part, count: weaker(part.count, 'maybe') }));
		return oneOf([sequence('list', parts, { of, isOrdered: false }), failure('matchkeys needs lists of one length')]);
	}
	if (left.parts.length !== right.parts.length) return failure('matchkeys needs lists of one length');
	return sequence(
		'list',
		left.parts.flatMap((part, index): readonly SequencePart[] => {
			const verdicts = search.parts.map((other) => ({
				verdict: equality((right.parts[index] as SequencePart).value, other.value),
				count: other.count,
			}));
			if (verdicts.some(({ verdict, count }) => verdict === 'yes' && count === 'one')) return [part];
			return verdicts.every(({ verdict }) => verdict === 'no') ? [] : [{ ...part, count: 'maybe' }];
		}),
		{ of },
	);
}

export const elements: Functions = {
	contains: { parameters: ['any', 'any'], run: (operands, { name }) => contains(operands, name) },
	element: { parameters: ['any', 'number'], run: element },
	index: { parameters: ['any', 'any'], run: (operands, { name }) => indexOfElement(operands, name) },
	length: { parameters: ['any'], run: ([value], { name }) => lengthOf(value as SingleValue, name) },
	matchkeys: { parameters: [anyList, anyList, anyList], run: matchKeys },
	one: keyed(oneElement),
};
