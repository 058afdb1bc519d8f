import { alternativesOf } from '../../src/language/values/alternatives.js';
import { compareDecimals } from '../../src/language/values/decimal.js';
import type {
	MappingEntry,
	MappingValue,
	SequencePart,
	SequenceValue,
	SingleValue,
	SymbolValue,
	Value,
} from '../../src/language/values/value.js';

/** The values of symbols after the apply. */
export type Symbols = { readonly [key: string]: string | null };

/** Whether a description covers an exactly known value. */
export function covers(description: Value, real: Value, symbols: Symbols): boolean {
	return alternativesOf(description).some((single) => coversSingle(single, real, symbols));
}

function textOf(parts: readonly (string | SymbolValue)[], symbols: Symbols): string | null {
	const texts = parts.map((part) => (typeof part === 'string' ? part : (symbols[part.key] ?? null)));
	return texts.includes(null) ? null : texts.join('');
}

function coversSingle(single: SingleValue, real: Value, symbols: Symbols): boolean {
	if (single.kind === 'failure' || real.kind === 'failure') return single.kind === real.kind;
	if (single.kind === 'unknown') return real.kind === 'null' ? single.canBeNull : hasType(real, single.type);
	if (single.kind === 'symbol') {
		const value = symbols[single.key] ?? null;
		return value === null ? real.kind === 'null' && single.canBeNull : real.kind === 'string' && real.value === value;
	}
	if (single.kind === 'joined') return real.kind === 'string' && real.value === textOf(single.parts, symbols);
	if (single.kind === 'number') return real.kind === 'number' && compareDecimals(single, real) === 0;
	if (single.kind === 'sequence') return real.kind === 'sequence' && coversSequence(single, real, symbols);
	if (single.kind === 'mapping') return real.kind === 'mapping' && coversMapping(single, real, symbols);
	if (single.kind === 'null') return real.kind === 'null';
	return real.kind === single.kind && 'value' in real && real.value === single.value;
}

function hasType(real: Value, type: Extract<SingleValue, { readonly kind: 'unknown' }>['type']): boolean {
	if (type === 'any') return true;
	if (typeof type === 'string') return real.kind === type;
	if (type.kind === 'object' || type.kind === 'map') return real.kind === 'mapping';
	return real.kind === 'sequence' && (real.type === type.kind || real.type === 'any');
}

function coversSequence(description: SequenceValue, real: SequenceValue, symbols: Symbols): boolean {
	if (description.type !== 'any' && description.type !== real.type) return false;
	const elements = real.parts.map(({ value }) => value);
	if (description.type === 'set' || (description.type === 'any' && real.type === 'set')) {
		const isCovered = (element: Value) => description.parts.some(({ value }) => covers(value, element, symbols));
		const isThere = ({ value, count }: SequencePart) =>
			count !== 'one' || elements.some((element) => covers(value, element, symbols));
		return elements.every(isCovered) && description.parts.every(isThere);
	}
	return description.isOrdered || description.parts.length <= 1
		? matchesInOrder(description.parts, elements, symbols)
		: matchesInAnyOrder(description.parts, elements, symbols);
}

function matchesInOrder(parts: readonly SequencePart[], elements: readonly Value[], symbols: Symbols): boolean {
	const [part, ...rest] = parts;
	if (part === undefined) return elements.length === 0;
	const [element, ...further] = elements;
	if (part.count !== 'one' && matchesInOrder(rest, elements, symbols)) return true;
	if (element === undefined || !covers(part.value, element, symbols)) return false;
	return matchesInOrder(part.count === 'many' ? parts : rest, further, symbols);
}

function matchesInAnyOrder(parts: readonly SequencePart[], elements: readonly Value[], symbols: Symbols): boolean {
	const [element, ...further] = elements;
	if (element === undefined) return parts.every(({ count }) => count !== 'one');
	return parts.some((part, index) => {
		if (!covers(part.value, element, symbols)) return false;
		const left = part.count === 'many' ? parts : parts.filter((_, at) => at !== index);
		return matchesInAnyOrder(left, further, symbols);
	});
}

function coversMapping(description: MappingValue, real: MappingValue, symbols: Symbols): boolean {
	if (description.type !== 'any' && description.type !== real.type) return false;
	return matchesEntries(description.entries, real.entries, symbols);
}

function matchesEntries(entries: readonly MappingEntry[], real: readonly MappingEntry[], symbols: Symbols): boolean {
	const [first, ...further] = real;
	if (first === undefined) return entries.every(({ count }) => count !== 'one');
	return entries.some((entry, index) => {
		if (!covers(entry.key, first.key, symbols) || !covers(entry.value, first.value, symbols)) return false;
		const left = entry.count === 'many' ? entries : entries.filter((_, at) => at !== index);
		return matchesEntries(left, further, symbols);
	});
}
