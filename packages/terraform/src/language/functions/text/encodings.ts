import { decodeUtf8 } from '@sg-preflight/documents/unicode';
import { mapping, one, sequence } from '../../values/collections.js';
import { decimal, parseDecimal } from '../../values/decimal.js';
import { failure, joined, string } from '../../values/scalars.js';
import type { SingleValue, SymbolValue, Value } from '../../values/value.js';
import { exact, type FunctionCall, type Functions, notKnown } from '../definition.js';
import { isAscii, type Known, valueFrom } from '../known.js';
import { jsonParts } from './json-text.js';
import { wordParts } from './text-parts.js';

function textOf(known: Known | undefined): string {
	return typeof known === 'string' ? known : '';
}

/** Decodes JSON, as `jsondecode` does. */
function decodeJson(text: string): Value {
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch {
		return failure('this is not JSON');
	}
	return fromData(parsed, text.length);
}

/** Converts plain data to a value. Numbers that JavaScript may have changed are unknown. */
function fromData(data: unknown, name: number | string): Value {
	const known = knownData(data);
	return known === undefined ? notKnown('any', [], String(name)) : valueFrom(known);
}

function knownData(data: unknown): Known | undefined {
	if (data === null || data === undefined) return null;
	if (typeof data === 'string' || typeof data === 'boolean') return data;
	if (typeof data === 'bigint') return decimal(data);
	if (typeof data === 'number') {
		const isSafe = Number.isSafeInteger(data) || (Math.abs(data) < 1e15 && Math.abs(data) > 1e-6);
		return isSafe ? (parseDecimal(String(data)) ?? undefined) : undefined;
	}
	if (Array.isArray(data)) {
		const items = data.map(knownData);
		return items.every((item): item is Known => item !== undefined) ? items : undefined;
	}
	if (data instanceof Map || (typeof data === 'object' && Object.getPrototypeOf(data) === Object.prototype)) {
		const entries: [string, Known][] = [];
		for (const [key, value] of data instanceof Map ? data : Object.entries(data)) {
			const known = knownData(value);
			if (typeof key !== 'string' || known === undefined) return undefined;
			entries.push([key, known]);
		}
		return new Map(entries);
	}
	return undefined;
}

/** Private-use characters mark the places of symbols while a text is decoded. */
function mark(index: number): string {
	return `\ue000${index}\ue001`;
}
const marks = /\ue000(\d+)\ue001/g;

/** Decodes a text in which symbols are inside strings. */
function decodeParts(parts: readonly (string | SymbolValue)[], name: string): Value {
	const symbols: SymbolValue[] = [];
	const text = parts.map((part) => (typeof part === 'string' ? part : mark(symbols.push(part) - 1))).join('');
	if (parts.some((part) => typeof part === 'string' && /[\ue000\ue001\\]/.test(part)))
		return notKnown('any', symbols, name);
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch {
		// A symbol outside a string is a number or a name, or nothing that can be decoded.
		return notKnown('any', symbols, name);
	}
	const known = knownData(parsed);
	return known === undefined ? notKnown('any', symbols, name) : withSymbols(known, symbols);
}

function withSymbols(known: Known, symbols: readonly SymbolValue[]): Value {
	const text = (marked: string): Value => {
		const parts: (string | SymbolValue)[] = [];
		let end = 0;
		for (const match of marked.matchAll(marks)) {
			parts.push(marked.slice(end, match.index), symbols[Number(match[1])] as SymbolValue);
			end = match.index + match[0].length;
		}
		return joined([...parts, marked.slice(end)]);
	};
	if (typeof known === 'string') return text(known);
	if (known instanceof Map) {
		return mapping(
			'object',
			[...known].map(([key, value]) => ({ key: text(key), value: withSymbols(value, symbols), count: 'one' })),
		);
	}
	if (Array.isArray(known))
		return sequence(
			'tuple',
			(known as readonly Known[]).map((item) => one(withSymbols(item, symbols))),
		);
	return valueFrom(known);
}

function jsonDecode(text: SingleValue, { name, scope }: FunctionCall): Value {
	if (text.kind === 'string') {
		scope.work.spend(text.value.length / 16);
		return decodeJson(text.value);
	}
	const parts = wordParts(text);
	return parts === null ? notKnown('any', [text], name) : decodeParts(parts, name);
}

function yamlDecode(text: string, { scope }: FunctionCall): Value | null {
	const { yaml } = scope.work.engines;
	scope.work.spend(text.length / 4);
	const parsed = yaml === null || !isAscii(text) || text.includes('\t') ? null : yaml(text);
	const known = parsed === null ? undefined : knownData(parsed.data);
	return known === undefined ? null : valueFrom(known);
}

/** Splits a text of comma-separated values; null when it is not well-formed. */
function csvRows(text: string): string[][] | null {
	const rows: string[][] = [];
	let row: string[] = [];
	let position = 0;
	const normal = text.replaceAll('\r\n', '\n');
	while (position < normal.length) {
		if (row.length === 0 && normal[position] === '\n') {
			position++;
			continue;
		}
		let field = '';
		if (normal[position] === '"') {
			let end = position + 1;
			for (;;) {
				const quote = normal.indexOf('"', end);
				if (quote === -1) return null;
				field += normal.slice(end, quote);
				end = quote + 1;
				if (normal[end] !== '"') break;
				field += '"';
				end++;
			}
			position = end;
		} else {
			const end = normal.slice(position).search(/[,\n]|$/) + position;
			field = normal.slice(position, end);
			if (field.includes('"')) return null;
			position = end;
		}
		row.push(field);
		const next = normal[position];
		if (next === ',') {
			position++;
			if (position === normal.length || normal[position] === '\n') row.push('');
			if (position < normal.length && normal[position] !== '\n') continue;
		} else if (next !== undefined && next !== '\n') return null;
		position++;
		rows.push(row);
		row = [];
	}
	return rows;
}

function csvDecode(text: string): Value | null {
	if (text.length > 1_000_000) return null;
	const rows = csvRows(text);
	if (rows === null) return failure('this is not CSV');
	const [header, ...lines] = rows;
	if (header === undefined) return failure('CSV needs a header');
	if (new Set(header).size !== header.length || lines.some((line) => line.length !== header.length)) {
		return failure('the lines of CSV have as many fields as its header');
	}
	return sequence(
		'list',
		lines.map((line) =>
			one(
				mapping(
					'object',
					header.map((name, index) => ({ key: string(name), value: string(line[index] ?? ''), count: 'one' })),
				),
			),
		),
		{ of: { kind: 'object', of: new Map(header.map((name) => [name, 'string'])) } },
	);
}

function base64Decode(encoded: string): Value | null {
	if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(encoded))
		return /[\r\n]/.test(encoded) ? null : failure('this is not base64');
	const bytes = Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0));
	const text = decodeUtf8(bytes);
	return text === null ? failure('the bytes are not text') : string(text);
}

function base64Encode(text: string): string {
	const bytes = new TextEncoder().encode(text);
	let binary = '';
	for (const byte of bytes) binary += String.fromCharCode(byte);
	return btoa(binary);
}

export const encodings: Functions = {
	base64decode: exact(['string'], 'string', ([text]) => base64Decode(textOf(text))),
	base64encode: exact(['string'], 'string', ([text]) => string(base64Encode(textOf(text))), { canFail: false }),
	csvdecode: exact(['string'], 'any', ([text]) => csvDecode(textOf(text))),
	jsondecode: { parameters: ['string'], run: ([text], call) => jsonDecode(text as SingleValue, call) },
	jsonencode: {
		parameters: ['any'],
		takesNull: true,
		run: ([value], call) => {
			const parts = jsonParts(value as Value, call.scope.work);
			return parts === null ? notKnown('string', [value as Value], call.name, false) : joined(parts);
		},
	},
	urlencode: exact(
		['string'],
		'string',
		([text]) =>
			isAscii(textOf(text))
				? string(
						encodeURIComponent(textOf(text))
							.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
							.replaceAll('%20', '+'),
					)
				: null,
		{ canFail: false },
	),
	yamldecode: exact(['string'], 'any', ([text], call) => yamlDecode(textOf(text), call)),
};
