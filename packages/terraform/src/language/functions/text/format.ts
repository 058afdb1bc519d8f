import { expanded } from '../../evaluation/lift.js';
import { canFail } from '../../values/alternatives.js';
import { convert } from '../../values/convert.js';
import { failure, joined } from '../../values/scalars.js';
import type { SingleValue, SymbolValue, Value } from '../../values/value.js';
import { notKnown } from '../definition.js';

const verb = /%(?:%|([-+ 0#]*)(\d*)(?:\.(\d+))?(\[\d+\])?([a-zA-Z]))/g;

/** Puts values into a text as `format` does; only the verbs and flags of whole numbers and texts are evaluated. */
export function format(pattern: string, values: readonly Value[], name: string): Value {
	const parts: (string | SymbolValue)[] = [];
	const giveUp = (): Value => notKnown('string', values, name);
	let end = 0;
	let next = 0;
	for (const match of pattern.matchAll(verb)) {
		const before = pattern.slice(end, match.index);
		if (before.includes('%')) return giveUp();
		parts.push(before);
		end = match.index + match[0].length;
		if (match[0] === '%%') {
			parts.push('%');
			continue;
		}
		const [, flags = '', width = '', precision, position, letter = ''] = match;
		if (precision !== undefined || position !== undefined || Number(width) > 1000) return giveUp();
		const value = values[next++];
		if (value === undefined) return failure('format has too few values');
		const made = one(letter, value);
		if (made === 'failure') return failure('a value does not suit the format');
		if (made === null) return giveUp();
		if (flags === '' && width === '') parts.push(...made);
		else {
			const [text] = made;
			if (made.length !== 1 || typeof text !== 'string' || !/^[\x20-\x7e]*$/.test(text) || /[+ #]/.test(flags))
				return giveUp();
			parts.push(padded(text, flags, Number(width)));
		}
	}
	const rest = pattern.slice(end);
	if (rest.includes('%')) return giveUp();
	if (next < values.length) return failure('format has too many values');
	return joined([...parts, rest]);
}

type Made = readonly (string | SymbolValue)[] | 'failure' | null;

function one(letter: string, value: Value): Made {
	const alternatives = expanded(value);
	const [single] = alternatives;
	if (alternatives.length !== 1 || single === undefined) return null;
	// Terraform itself gives an unknown value for a null.
	if (single.kind === 'null') return null;
	switch (letter) {
		case 's':
			return textOf(single, 'string');
		case 'v':
			return single.kind === 'sequence' || single.kind === 'mapping' ? null : textOf(single, 'string');
		case 'd': {
			const number = textOf(single, 'number');
			return Array.isArray(number) && !/^-?\d+$/.test(String(number[0])) ? null : number;
		}
		case 't':
			return textOf(single, 'bool');
		default:
			return null;
	}
}

function textOf(single: SingleValue, type: 'string' | 'number' | 'bool'): Made {
	const converted = convert(single, type);
	if (converted.kind === 'failure') return 'failure';
	if (canFail(converted)) return null;
	const text = convert(converted, 'string');
	if (text.kind === 'string') return [text.value];
	if (text.kind === 'symbol') return [text];
	return text.kind === 'joined' ? text.parts : null;
}

function padded(text: string, flags: string, width: number): string {
	if (flags.includes('-')) return text.padEnd(width);
	if (!flags.includes('0')) return text.padStart(width);
	const sign = /^[+-]/.exec(text)?.[0] ?? '';
	return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}
