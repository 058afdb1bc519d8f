import { dropLeft, dropRight, trimLeft, trimRight } from '../../syntax/space.js';
import { asIndex, formatDecimal } from '../../values/decimal.js';
import { bool, failure, joined, string } from '../../values/scalars.js';
import type { NumberValue, SingleValue, Value } from '../../values/value.js';
import { exact, type Functions, notKnown, type TerraformFunction } from '../definition.js';
import { isAscii, type Known, whole } from '../known.js';
import { longestText, wordParts } from './text-parts.js';

function textOf(known: Known | undefined): string {
	return typeof known === 'string' ? known : '';
}

function indexOf(known: Known | undefined): number {
	return asIndex(known as NumberValue) ?? Number.NaN;
}

/** Defines a function of one or two texts that never fails. */
function onText(parameters: number, run: (text: string, other: string) => string): TerraformFunction {
	return exact(
		Array.from({ length: parameters }, () => 'string' as const),
		'string',
		([text, other]) => string(run(textOf(text), textOf(other))),
		{ canFail: false },
	);
}

/** Defines a function of characters. Only ASCII behaves the same in JavaScript and Go. */
function onAscii(run: (text: string) => string): TerraformFunction {
	return exact(['string'], 'string', ([text]) => (isAscii(textOf(text)) ? string(run(textOf(text))) : null), {
		canFail: false,
	});
}

function test(run: (text: string, other: string) => boolean): TerraformFunction {
	return exact(['string', 'string'], 'bool', ([text, other]) => bool(run(textOf(text), textOf(other))), {
		canFail: false,
	});
}

/** Removes space at both ends; a word there is left as it is. */
function trimSpace(text: SingleValue, name: string): Value {
	if (text.kind === 'string') return string(trimLeft(trimRight(text.value)));
	const parts = wordParts(text);
	if (parts === null) return notKnown('string', [text], name, false);
	return joined(
		parts.map((part, index) => {
			if (typeof part !== 'string') return part;
			const start = index === 0 ? trimLeft(part) : part;
			return index === parts.length - 1 ? trimRight(start) : start;
		}),
	);
}

/** Makes the first letter of each word a capital, as Go's strings.Title. */
function titled(text: string): string {
	return text.replace(
		/(^|[^A-Za-z0-9_])([a-z])/g,
		(_, before: string, letter: string) => before + letter.toUpperCase(),
	);
}

function indented(spaces: number, text: string): Value | null {
	if (!(spaces >= 0 && spaces <= 1000)) return null;
	const made = text.replaceAll('\n', `\n${' '.repeat(spaces)}`);
	return made.length > longestText ? null : string(made);
}

/** Whether a character of the text is one for Terraform too, which counts `\r\n` as one. */
function hasSimpleCharacters(text: string): boolean {
	return isAscii(text) && !text.includes('\r\n');
}

function substring(text: string, offset: number, length: number): Value | null {
	if (!hasSimpleCharacters(text) || Number.isNaN(offset) || Number.isNaN(length)) return null;
	const start = offset < 0 ? Math.max(offset + text.length, 0) : offset;
	if (start > text.length || length === 0) return string('');
	return string(length < 0 ? text.slice(start) : text.slice(start, start + length));
}

function trimmed(text: string, characters: string): string | null {
	if (!isAscii(text) || !isAscii(characters)) return null;
	const drops = (char: string): boolean => characters.includes(char);
	return dropLeft(dropRight(text, drops), drops);
}

function parsedInt(written: Known | undefined, base: number): Value | null {
	const text =
		typeof written === 'object' && written !== null && 'digits' in written ? formatDecimal(written) : textOf(written);
	if (base === 10 && /^[+-]?\d{1,15}$/.test(text)) return whole(Number.parseInt(text, 10));
	return /^[+-]?[0-9a-zA-Z]+$/.test(text) ? null : failure('parseint needs a number');
}

export const strings: Functions = {
	chomp: onText(1, (text) => dropRight(text, (char) => char === '\r' || char === '\n')),
	endswith: test((text, other) => text.endsWith(other)),
	indent: exact(['number', 'string'], 'string', ([spaces, text]) => indented(indexOf(spaces), textOf(text))),
	lower: onAscii((text) => text.toLowerCase()),
	parseint: exact(['any', 'number'], 'number', ([text, base]) => parsedInt(text, indexOf(base))),
	startswith: test((text, other) => text.startsWith(other)),
	strcontains: test((text, other) => text.includes(other)),
	strrev: exact(
		['string'],
		'string',
		([text]) => (hasSimpleCharacters(textOf(text)) ? string([...textOf(text)].reverse().join('')) : null),
		{ canFail: false },
	),
	substr: exact(['string', 'number', 'number'], 'string', ([text, offset, length]) =>
		substring(textOf(text), indexOf(offset), indexOf(length)),
	),
	title: onAscii(titled),
	trim: exact(['string', 'string'], 'string', ([text, characters]) => {
		const cut = trimmed(textOf(text), textOf(characters));
		return cut === null ? null : string(cut);
	}),
	trimprefix: onText(2, (text, prefix) => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
	trimspace: { parameters: ['string'], run: ([text], { name }) => trimSpace(text as SingleValue, name) },
	trimsuffix: onText(2, (text, suffix) =>
		suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
	),
	upper: onAscii((text) => text.toUpperCase()),
};
