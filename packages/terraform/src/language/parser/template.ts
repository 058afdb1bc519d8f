import type { TemplatePart, TemplateParts, WrittenExpression } from '../syntax/expression.js';
import { trimLeft, trimRight } from '../syntax/space.js';
import { parseExpression } from './expression.js';
import { TextCursor } from './text-cursor.js';

/** A token of a template. HCL makes one token of literal text for each line, and a strip marker trims one token. */
type Token =
	| { readonly kind: 'text'; text: string }
	| { readonly kind: 'interpolation'; readonly expression: WrittenExpression }
	| { readonly kind: 'if'; readonly condition: WrittenExpression; readonly at: number }
	| { readonly kind: 'else' | 'endif' | 'endfor'; readonly at: number }
	| {
			readonly kind: 'for';
			readonly keyName: string | null;
			readonly valueName: string;
			readonly collection: WrittenExpression;
			readonly at: number;
	  };

/** Parses `"…"`; the cursor is at the quote. */
export function parseQuoted(cursor: TextCursor): WrittenExpression {
	const start = cursor.position++;
	const tokens = readTokens(cursor, { until: () => cursor.text[cursor.position] === '"', isQuoted: true });
	cursor.position++;
	return templateOf(cursor, tokens, start);
}

const heredocStart = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;

/** Parses `<<EOT` or `<<-EOT`; the cursor is at the first `<`. */
export function parseHeredoc(cursor: TextCursor): WrittenExpression {
	const start = cursor.position;
	heredocStart.lastIndex = start;
	const [intro = '', dash, marker = ''] = heredocStart.exec(cursor.text) ?? [];
	if (intro === '') cursor.fail('a heredoc begins with "<<" and a name, at the end of its line');
	cursor.position += intro.length;
	const end = /[^\n]*/y;
	const isEnd = (): boolean => {
		const { text, position } = cursor;
		if (text[position - 1] !== '\n') return false;
		end.lastIndex = position;
		return end.exec(text)?.[0].trim() === marker;
	};
	const tokens = readTokens(cursor, { until: isEnd, isQuoted: false });
	if (dash === '-') unindent(tokens);
	cursor.position = cursor.text.indexOf(marker, cursor.position) + marker.length;
	return templateOf(cursor, tokens, start);
}

/**
 * Parses a text that is a template as a whole: a string of the JSON syntax, or the file of `templatefile`.
 * @throws {SyntaxFault} when the text is not a template
 */
export function parseTemplate(text: string): WrittenExpression {
	const cursor = new TextCursor(text);
	const tokens = readTokens(cursor, { until: () => cursor.position >= text.length, isQuoted: false });
	return templateOf(cursor, tokens, 0);
}

interface TokenKind {
	/** Whether the template ends at the cursor. */
	readonly until: () => boolean;
	/** Whether backslashes escape, and newlines are refused. */
	readonly isQuoted: boolean;
}

function readTokens(cursor: TextCursor, { until, isQuoted }: TokenKind): Token[] {
	const { text } = cursor;
	const tokens: Token[] = [];
	let literal = '';
	let trimsNext = false;
	const flush = (): void => {
		if (literal !== '') tokens.push({ kind: 'text', text: trimsNext ? trimLeft(literal) : literal });
		if (literal !== '') {
			trimsNext = false;
			literal = '';
		}
	};
	while (!until()) {
		const char = text[cursor.position];
		if (char === undefined) cursor.fail('this template has no end');
		if (isQuoted && char === '\n') cursor.fail('a quoted text ends on the line that it begins on');
		if (isQuoted && char === '\\') {
			literal += escaped(cursor);
			continue;
		}
		const next = text[cursor.position + 1];
		if ((char === '$' || char === '%') && next === char && text[cursor.position + 2] === '{') {
			literal += `${char}{`;
			cursor.position += 3;
			continue;
		}
		if ((char !== '$' && char !== '%') || next !== '{') {
			literal += char;
			cursor.position++;
			if (char === '\n') flush();
			continue;
		}
		flush();
		const at = cursor.position;
		cursor.position += 2;
		if (text[cursor.position] === '~') {
			cursor.position++;
			const last = tokens.at(-1);
			if (last?.kind === 'text') last.text = trimRight(last.text);
		}
		tokens.push(cursor.within(false, () => (char === '$' ? interpolation(cursor) : directive(cursor, at))));
		trimsNext = cursor.text[cursor.position - 2] === '~';
	}
	flush();
	return tokens;
}

const simpleEscapes: { readonly [char: string]: string } = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
const unicodeEscape = /u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}/y;

function escaped(cursor: TextCursor): string {
	cursor.position++;
	const simple = simpleEscapes[cursor.text[cursor.position] ?? ''];
	if (simple !== undefined) {
		cursor.position++;
		return simple;
	}
	const code = cursor.match(unicodeEscape);
	const point = code === null ? Number.NaN : Number.parseInt(code.slice(1), 16);
	if (!(point <= 0x10ffff)) cursor.fail('this escape sequence is not known', cursor.position - 1);
	return String.fromCodePoint(point);
}

/** Reads the end of an interpolation or a directive, with or without a strip marker. */
function closing(cursor: TextCursor): void {
	if (!cursor.takes('~}') && !cursor.takes('}')) cursor.fail('this part of a template needs a "}" here');
}

function interpolation(cursor: TextCursor): Token {
	const expression = parseExpression(cursor);
	closing(cursor);
	return { kind: 'interpolation', expression };
}

function directive(cursor: TextCursor, at: number): Token {
	const keyword = cursor.identifier();
	const token = ((): Token => {
		switch (keyword) {
			case 'if':
				return { kind: 'if', condition: parseExpression(cursor), at };
			case 'else':
			case 'endif':
			case 'endfor':
				return { kind: keyword, at };
			case 'for': {
				const name = () => cursor.identifier() ?? cursor.fail('a "for" directive needs a name here');
				const first = name();
				const second = cursor.takes(',') ? name() : null;
				if (!cursor.takesKeyword('in')) cursor.fail('a "for" directive needs "in" here');
				const collection = parseExpression(cursor);
				return { kind: 'for', keyName: second === null ? null : first, valueName: second ?? first, collection, at };
			}
			default:
				return cursor.fail('this directive of a template is not known');
		}
	})();
	closing(cursor);
	return token;
}

/** Removes the smallest indentation from each line; blank lines and the line of the end marker do not count. */
function unindent(tokens: readonly Token[]): void {
	let smallest = Number.POSITIVE_INFINITY;
	const lines: Extract<Token, { kind: 'text' }>[] = [];
	let begins = true;
	for (const token of tokens) {
		if (begins) {
			const text = token.kind === 'text' ? token.text : '';
			const trimmed = trimLeft(text);
			if (token.kind !== 'text') smallest = 0;
			else if (trimmed !== '' || !text.endsWith('\n')) {
				smallest = Math.min(smallest, text.length - trimmed.length);
				lines.push(token);
			}
		}
		begins = token.kind === 'text' && token.text.endsWith('\n');
	}
	for (const token of lines) token.text = token.text.slice(Math.min(smallest, token.text.length));
}

function templateOf(cursor: TextCursor, tokens: readonly Token[], start: number): WrittenExpression {
	const end = cursor.position;
	const [only] = tokens;
	if (tokens.length === 1 && only?.kind === 'interpolation') {
		return { kind: 'template', wrap: true, parts: [only.expression], start, end };
	}
	const state = { next: 0 };
	const parts = partsOf(cursor, tokens, state, []);
	if (parts.every((part) => typeof part === 'string')) return { kind: 'literal', value: parts.join(''), start, end };
	return { kind: 'template', wrap: false, parts, start, end };
}

/** Returns the parts before one of `ends`, which is left to the caller. */
function partsOf(
	cursor: TextCursor,
	tokens: readonly Token[],
	state: { next: number },
	ends: readonly Token['kind'][],
): TemplateParts {
	return cursor.deeper(() => {
		const parts: TemplatePart[] = [];
		for (;;) {
			const token = tokens[state.next];
			if (token === undefined) {
				if (ends.length > 0) cursor.fail('a directive of this template has no end');
				return parts;
			}
			if (ends.includes(token.kind)) return parts;
			state.next++;
			switch (token.kind) {
				case 'text':
					if (token.text !== '') parts.push(token.text);
					break;
				case 'interpolation':
					parts.push(token.expression);
					break;
				case 'if': {
					const whenTrue = partsOf(cursor, tokens, state, ['else', 'endif']);
					const hasElse = tokens[state.next++]?.kind === 'else';
					const whenFalse = hasElse ? partsOf(cursor, tokens, state, ['endif']) : [];
					if (hasElse) state.next++;
					parts.push({ kind: 'if-directive', condition: token.condition, whenTrue, whenFalse });
					break;
				}
				case 'for': {
					const { keyName, valueName, collection } = token;
					const body = partsOf(cursor, tokens, state, ['endfor']);
					state.next++;
					parts.push({ kind: 'for-directive', keyName, valueName, collection, body });
					break;
				}
				default:
					cursor.fail(`"${token.kind}" without its beginning`, token.at);
			}
		}
	});
}
