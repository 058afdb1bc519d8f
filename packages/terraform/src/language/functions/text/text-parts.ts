import { elementsIn } from '../../evaluation/steps.js';
import { sequence } from '../../values/collections.js';
import { failure, joined, string } from '../../values/scalars.js';
import type { SingleValue, SymbolValue, Type, Value } from '../../values/value.js';
import { type Functions, notKnown } from '../definition.js';
import { isAscii, listOfStrings } from '../known.js';
import { format } from './format.js';
import { replaceAll } from './regular-expressions.js';

/** Longest text that is made. */
export const longestText = 4 * 1024 * 1024;

export type TextParts = readonly (string | SymbolValue)[];

/** Returns the parts of a string with symbols; null when a symbol may be empty, or may have other characters than a word. */
export function wordParts(value: SingleValue): TextParts | null {
	let parts: TextParts = [];
	if (value.kind === 'joined') parts = value.parts;
	else if (value.kind === 'symbol') parts = [value];
	const areWords = parts.every((part) => typeof part === 'string' || (part.isWord && !part.canBeEmpty));
	return parts.length > 0 && areWords ? parts : null;
}

/** Whether a text has no character of a word, so that no part of it can be inside a word. */
function isApart(text: string): boolean {
	return /^[^\w-]+$/.test(text);
}

const strings: Type = { kind: 'list', of: 'string' };

function split(separator: SingleValue, text: SingleValue, name: string): Value {
	if (separator.kind === 'string' && text.kind === 'string') {
		const isCut = separator.value === '' && (!isAscii(text.value) || text.value.includes('\r\n'));
		return isCut ? notKnown(strings, [text], name) : listOfStrings(text.value.split(separator.value));
	}
	const parts = wordParts(text);
	if (parts === null || separator.kind !== 'string' || !isApart(separator.value)) {
		return notKnown(strings, [separator, text], name, false);
	}
	const pieces: (string | SymbolValue)[][] = [[]];
	for (const part of parts) {
		const [first = '', ...others] = typeof part === 'string' ? part.split(separator.value) : [part];
		pieces.at(-1)?.push(first);
		for (const other of others) pieces.push([other]);
	}
	return sequence(
		'list',
		pieces.map((piece) => ({ value: joined(piece), count: 'one' })),
		{ of: 'string' },
	);
}

function join(separator: SingleValue, lists: readonly SingleValue[], name: string): Value {
	const pieces: (string | SymbolValue)[] = [];
	const giveUp = (): Value => notKnown('string', [separator, ...lists], name);
	if (lists.length === 0) return failure('join needs a list');
	let isFirst = true;
	for (const list of lists) {
		if (list.kind !== 'sequence' || separator.kind !== 'string') return giveUp();
		const { parts, isOrdered } = elementsIn(list);
		if (!isOrdered && parts.length > 1) return giveUp();
		for (const { value, count } of parts) {
			if (count !== 'one') return giveUp();
			if (value.kind === 'null') return failure('join does not take null');
			if (!isFirst) pieces.push(separator.value);
			isFirst = false;
			if (value.kind === 'string') pieces.push(value.value);
			else if (value.kind === 'symbol' && !value.canBeNull) pieces.push(value);
			else if (value.kind === 'joined') for (const part of value.parts) pieces.push(part);
			else return giveUp();
		}
	}
	return lengthOf(pieces) > longestText ? giveUp() : joined(pieces);
}

function lengthOf(parts: TextParts): number {
	return parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 1), 0);
}

function formatList(operands: readonly SingleValue[], name: string): Value {
	const [pattern, ...rest] = operands;
	const giveUp = (): Value => notKnown(strings, operands, name);
	if (pattern?.kind !== 'string' || rest.length === 0) return giveUp();
	const lists = rest.map((value) => (value.kind === 'sequence' ? elementsIn(value) : null));
	const isExact =
		rest.every(({ kind }) => kind !== 'unknown') &&
		lists.every((list) => list === null || (list.isOrdered && list.parts.every(({ count }) => count === 'one')));
	const lengths = new Set(lists.flatMap((list) => (list ? [list.parts.length] : [])));
	if (!isExact) return giveUp();
	if (lengths.size > 1) return failure('formatlist needs lists of one length');
	const [length = 1] = lengths;
	return sequence(
		'list',
		Array.from({ length }, (_, index) => ({
			value: format(
				pattern.value,
				rest.map((value, at) => lists[at]?.parts[index]?.value ?? value),
				name,
			),
			count: 'one',
		})),
		{ of: 'string' },
	);
}

/** Functions of strings that keep the symbols inside them. */
export const textParts: Functions = {
	format: {
		parameters: ['string'],
		rest: 'any',
		takesNull: true,
		run: ([pattern, ...values], { name }) => {
			if (pattern?.kind === 'string') return format(pattern.value, values, name);
			if (pattern?.kind === 'null') return failure('format needs a text');
			return notKnown('string', [pattern as SingleValue, ...values], name);
		},
	},
	formatlist: { parameters: ['string'], rest: 'any', run: (operands, { name }) => formatList(operands, name) },
	join: {
		parameters: ['string'],
		rest: strings,
		run: ([separator, ...lists], { name }) => join(separator as SingleValue, lists, name),
	},
	replace: {
		parameters: ['string', 'string', 'string'],
		run: (operands, call) => {
			const [text, search, replacement] = operands as readonly [SingleValue, SingleValue, SingleValue];
			if (search.kind !== 'string' || replacement.kind !== 'string') return notKnown('string', operands, call.name);
			if (search.value.length > 1 && search.value.startsWith('/') && search.value.endsWith('/')) {
				return replaceAll(text, search.value.slice(1, -1), replacement.value, call);
			}
			const put = (part: string): string => part.split(search.value).join(replacement.value);
			if (search.value === '') return notKnown('string', operands, call.name, false);
			if (text.kind === 'string') {
				const made = put(text.value);
				return made.length > longestText ? notKnown('string', operands, call.name) : string(made);
			}
			const parts = wordParts(text);
			if (parts === null || !isApart(search.value)) return notKnown('string', operands, call.name, false);
			return joined(parts.map((part) => (typeof part === 'string' ? put(part) : part)));
		},
	},
	split: {
		parameters: ['string', 'string'],
		run: ([separator, text], { name }) => split(separator as SingleValue, text as SingleValue, name),
	},
};
