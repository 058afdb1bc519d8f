import { compareTexts } from '@sg-preflight/documents/unicode';
import { elementsIn } from '../../evaluation/steps.js';
import type { Work } from '../../evaluation/work.js';
import { formatDecimal } from '../../values/decimal.js';
import type { SymbolValue, Value } from '../../values/value.js';

type Parts = readonly (string | SymbolValue)[];

/** Writes a value as `jsonencode` does, with its symbols in place; null when too much of it is unknown. */
export function jsonParts(value: Value, work: Work): Parts | null {
	work.spend(1);
	switch (value.kind) {
		case 'null':
			return ['null'];
		case 'bool':
			return [String(value.value)];
		case 'number':
			return [formatDecimal(value)];
		case 'string':
			return hasVersionedEscape(value.value) ? null : [quoted(value.value)];
		case 'symbol':
			return value.isWord && !value.canBeNull ? ['"', value, '"'] : null;
		case 'joined': {
			if (value.parts.some((part) => (typeof part === 'string' ? hasVersionedEscape(part) : !part.isWord))) return null;
			return ['"', ...value.parts.map((part) => (typeof part === 'string' ? quoted(part).slice(1, -1) : part)), '"'];
		}
		case 'sequence': {
			const { parts, isOrdered } = elementsIn(value);
			if ((!isOrdered && parts.length > 1) || parts.some(({ count }) => count !== 'one')) return null;
			return listed(
				'[',
				parts.map((part) => jsonParts(part.value, work)),
				']',
			);
		}
		case 'mapping': {
			const names = value.entries.map(({ key, count }) =>
				key.kind === 'string' && count === 'one' ? key.value : null,
			);
			if (names.includes(null)) return null;
			const entries = value.entries.map((entry, index) => ({ name: names[index] as string, value: entry.value }));
			entries.sort((one, other) => compareTexts(one.name, other.name));
			return listed(
				'{',
				entries.map(({ name, value: inner }) => {
					const written = jsonParts(inner, work);
					return written === null ? null : [`${quoted(name)}:`, ...written];
				}),
				'}',
			);
		}
		default:
			return null;
	}
}

function listed(open: string, items: readonly (Parts | null)[], close: string): Parts | null {
	const parts: (string | SymbolValue)[] = [open];
	for (const [index, item] of items.entries()) {
		if (item === null) return null;
		if (index > 0) parts.push(',');
		for (const part of item) parts.push(part);
	}
	return [...parts, close];
}

/** Go's versions write a backspace and a form feed in different ways. */
function hasVersionedEscape(text: string): boolean {
	return text.includes('\b') || text.includes('\f');
}

/** Go escapes the characters of HTML too. */
function quoted(text: string): string {
	return JSON.stringify(text).replace(
		/[<>&\u2028\u2029]/g,
		(char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}
