import { TextCursor } from './text-cursor.js';

/** A value of JSON with its place; objects keep repeated names, because the JSON syntax of blocks allows them. */
export type JsonNode = { readonly start: number; readonly end: number } & (
	| { readonly kind: 'object'; readonly members: readonly JsonMember[] }
	| { readonly kind: 'array'; readonly items: readonly JsonNode[] }
	| { readonly kind: 'string'; readonly value: string }
	| { readonly kind: 'number'; readonly text: string }
	| { readonly kind: 'literal'; readonly value: boolean | null }
);

export interface JsonMember {
	readonly name: string;
	readonly start: number;
	readonly value: JsonNode;
}

const space = /[ \t\r\n]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const text = /"(?:[^"\\\n]|\\.)*"/y;
const word = /true|false|null/y;

/**
 * Parses JSON.
 * @throws {SyntaxFault} when the text is not JSON
 */
export function parseJsonTree(source: string): JsonNode {
	const cursor = new TextCursor(source);
	const node = parseNode(cursor);
	cursor.match(space);
	if (cursor.position < source.length) cursor.fail('the JSON ends before this');
	return node;
}

function parseNode(cursor: TextCursor): JsonNode {
	return cursor.deeper(() => {
		cursor.match(space);
		const start = cursor.position;
		switch (cursor.text[start]) {
			case '{':
				return { ...parseObject(cursor), start, end: cursor.position };
			case '[':
				return { ...parseArray(cursor), start, end: cursor.position };
			case '"':
				return { kind: 'string', value: parseString(cursor), start, end: cursor.position };
		}
		const digits = cursor.match(number);
		if (digits) return { kind: 'number', text: digits, start, end: cursor.position };
		const name = cursor.match(word) ?? cursor.fail('a value of JSON is missing here');
		return { kind: 'literal', value: name === 'null' ? null : name === 'true', start, end: cursor.position };
	});
}

function parseString(cursor: TextCursor): string {
	const start = cursor.position;
	const quoted = cursor.match(text) ?? cursor.fail('a text of JSON has no end');
	try {
		return JSON.parse(quoted) as string;
	} catch {
		return cursor.fail('this text is not valid in JSON', start);
	}
}

/** Whether another element follows; reads the comma or the closing bracket. */
function continues(cursor: TextCursor, close: string, isFirst: boolean): boolean {
	cursor.match(space);
	const char = cursor.text[cursor.position];
	if (char === close) {
		cursor.position++;
		return false;
	}
	if (isFirst) return true;
	if (char !== ',') cursor.fail(`a "," or "${close}" is missing here`);
	cursor.position++;
	return true;
}

function parseArray(cursor: TextCursor): { readonly kind: 'array'; readonly items: readonly JsonNode[] } {
	cursor.position++;
	const items: JsonNode[] = [];
	while (continues(cursor, ']', items.length === 0)) items.push(parseNode(cursor));
	return { kind: 'array', items };
}

function parseObject(cursor: TextCursor): { readonly kind: 'object'; readonly members: readonly JsonMember[] } {
	cursor.position++;
	const members: JsonMember[] = [];
	while (continues(cursor, '}', members.length === 0)) {
		cursor.match(space);
		const start = cursor.position;
		if (cursor.text[start] !== '"') cursor.fail('a name in quotes is missing here');
		const name = parseString(cursor);
		cursor.match(space);
		if (cursor.text[cursor.position] !== ':') cursor.fail('a ":" is missing here');
		cursor.position++;
		members.push({ name, start, value: parseNode(cursor) });
	}
	return { kind: 'object', members };
}
