import type { BinaryOperator, Step, WrittenExpression } from '../syntax/expression.js';
import { parseHeredoc, parseQuoted } from './template.js';
import type { TextCursor } from './text-cursor.js';

/** Operators by precedence, the loosest first. Longer ones come first, so that `>=` is not parsed as `>`. */
const levels: readonly (readonly BinaryOperator[])[] = [
	['||'],
	['&&'],
	['==', '!='],
	['>=', '<=', '>', '<'],
	['+', '-'],
	['*', '/', '%'],
];

const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const legacyIndex = /\d+/y;

/**
 * Parses one expression.
 * @throws {SyntaxFault} when the text is not an expression of Terraform's language
 */
export function parseExpression(cursor: TextCursor): WrittenExpression {
	return cursor.deeper(() => {
		const condition = parseOperation(cursor, 0);
		if (!cursor.takes('?')) return condition;
		const whenTrue = parseExpression(cursor);
		cursor.expect(':', 'a conditional');
		const whenFalse = parseExpression(cursor);
		return { kind: 'conditional', condition, whenTrue, whenFalse, start: condition.start, end: whenFalse.end };
	});
}

function parseOperation(cursor: TextCursor, level: number): WrittenExpression {
	const operators = levels[level];
	if (operators === undefined) return parseOperand(cursor);
	let left = parseOperation(cursor, level + 1);
	for (let count = 0; ; count++) {
		const operator = operators.find((operator) => cursor.sees(operator));
		if (operator === undefined) return left;
		if (count > 500) cursor.fail('this expression has too many operators');
		cursor.position += operator.length;
		const right = parseOperation(cursor, level + 1);
		left = { kind: 'binary', operator, left, right, start: left.start, end: right.end };
	}
}

function parseOperand(cursor: TextCursor): WrittenExpression {
	cursor.skipSpace();
	const start = cursor.position;
	for (const operator of ['-', '!'] as const) {
		if (cursor.takes(operator)) {
			const operand = cursor.deeper(() => parseOperand(cursor));
			return { kind: 'unary', operator, operand, start, end: operand.end };
		}
	}
	return parseTraversal(cursor, parseTerm(cursor));
}

function parseTerm(cursor: TextCursor): WrittenExpression {
	cursor.skipSpace();
	const start = cursor.position;
	if (cursor.takes('(')) {
		const inner = cursor.within(false, () => {
			const inner = parseExpression(cursor);
			cursor.expect(')', 'an expression in parentheses');
			return inner;
		});
		// Steps behind the parentheses belong to the value, not to the reference inside.
		return inner.kind === 'reference'
			? { kind: 'traversal', of: inner, steps: [], start, end: cursor.position }
			: { ...inner, start, end: cursor.position };
	}
	if (cursor.sees('"')) return parseQuoted(cursor);
	if (cursor.sees('<<')) return parseHeredoc(cursor);
	if (cursor.takes('[')) return parseTuple(cursor, start);
	if (cursor.takes('{')) return parseObject(cursor, start);
	const digits = cursor.match(number);
	if (digits !== null) return { kind: 'literal', value: { number: digits }, start, end: cursor.position };
	const name = cursor.identifier();
	if (name === null) return cursor.fail('an expression is missing here');
	const end = cursor.position;
	if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true', start, end };
	if (name === 'null') return { kind: 'literal', value: null, start, end };
	if (cursor.sees('(') || cursor.sees('::')) return parseCall(cursor, name, start);
	return { kind: 'reference', root: name, steps: [], start, end };
}

function parseCall(cursor: TextCursor, first: string, start: number): WrittenExpression {
	let name = first;
	while (cursor.takes('::'))
		name += `::${cursor.identifier() ?? cursor.fail('the name of a function is missing here')}`;
	cursor.expect('(', 'a function');
	return cursor.within(false, () => {
		const parts: WrittenExpression[] = [];
		let expands = false;
		while (!cursor.takes(')')) {
			if (expands) cursor.fail('nothing can follow an expanded argument');
			parts.push(parseExpression(cursor));
			expands = cursor.takes('...');
			if (!cursor.takes(',') && !cursor.sees(')')) cursor.fail('the arguments of a function need a "," or ")" here');
		}
		return { kind: 'call', name, arguments: parts, expands, start, end: cursor.position };
	});
}

/** Whether a `for` begins here; a key of an object may have that name too. */
function seesFor(cursor: TextCursor): boolean {
	return cursor.within(false, () => {
		const before = cursor.position;
		const found = cursor.takesKeyword('for');
		cursor.position = before;
		return found;
	});
}

function parseTuple(cursor: TextCursor, start: number): WrittenExpression {
	return cursor.within(false, () => {
		if (seesFor(cursor)) return parseFor(cursor, start, ']');
		const elements: WrittenExpression[] = [];
		while (!cursor.takes(']')) {
			elements.push(parseExpression(cursor));
			if (!cursor.takes(',') && !cursor.sees(']')) cursor.fail('a list needs a "," or "]" here');
		}
		return { kind: 'tuple', elements, start, end: cursor.position };
	});
}

function parseObject(cursor: TextCursor, start: number): WrittenExpression {
	if (seesFor(cursor)) return cursor.within(false, () => parseFor(cursor, start, '}'));
	return cursor.within(true, () => {
		const items: { key: WrittenExpression; value: WrittenExpression }[] = [];
		for (;;) {
			cursor.takesNewlines();
			if (cursor.takes('}')) return { kind: 'object', items, start, end: cursor.position };
			const isEvaluated = cursor.sees('(');
			const written = parseExpression(cursor);
			const key = isEvaluated ? written : bareKey(written);
			if (!cursor.takes('=') && !cursor.takes(':')) cursor.fail('an item of an object needs a "=" or ":" here');
			items.push({ key, value: parseExpression(cursor) });
			if (!cursor.takes(',') && !cursor.takesNewlines() && !cursor.sees('}')) {
				cursor.fail('an item of an object ends with a newline, a "," or a "}"');
			}
		}
	});
}

function bareKey(key: WrittenExpression): WrittenExpression {
	const { start, end } = key;
	if (key.kind === 'reference' && key.steps.length === 0) return { kind: 'literal', value: key.root, start, end };
	if (key.kind === 'literal' && (typeof key.value === 'boolean' || key.value === null)) {
		return { ...key, value: String(key.value) };
	}
	return key;
}

function parseFor(cursor: TextCursor, start: number, close: ']' | '}'): WrittenExpression {
	const where = 'a "for" expression';
	cursor.takesKeyword('for');
	const name = () => cursor.identifier() ?? cursor.fail(`${where} needs a name here`);
	const first = name();
	const second = cursor.takes(',') ? name() : null;
	if (!cursor.takesKeyword('in')) cursor.fail(`${where} needs "in" here`);
	const collection = parseExpression(cursor);
	cursor.expect(':', where);
	let value = parseExpression(cursor);
	let key: WrittenExpression | null = null;
	if (close === '}') {
		cursor.expect('=>', where);
		key = value;
		value = parseExpression(cursor);
	}
	const groups = cursor.takes('...');
	if (groups && key === null) cursor.fail('only a "for" expression that makes an object can group');
	const condition = cursor.takesKeyword('if') ? parseExpression(cursor) : null;
	cursor.expect(close, where);
	return {
		kind: 'for',
		keyName: second === null ? null : first,
		valueName: second ?? first,
		collection,
		key,
		value,
		condition,
		groups,
		start,
		end: cursor.position,
	};
}

/** Most steps behind one term; each index and splat is a level of the tree. */
const mostSteps = 100;

function withStep(of: WrittenExpression, step: Step, end: number): WrittenExpression {
	if (of.kind === 'reference' || of.kind === 'traversal') return { ...of, steps: [...of.steps, step], end };
	return { kind: 'traversal', of, steps: [step], start: of.start, end };
}

/** Parses the steps, indexes and splats behind a term. */
function parseTraversal(cursor: TextCursor, term: WrittenExpression, before = 0): WrittenExpression {
	let of = term;
	for (let count = before; ; count++) {
		if (count > mostSteps) cursor.fail('this expression has too many steps');
		if (cursor.sees('...')) return of;
		if (cursor.takes('.')) {
			if (cursor.takes('*')) of = parseAttributeSplat(cursor, of);
			else of = withStep(of, parseStep(cursor), cursor.position);
		} else if (cursor.takes('[')) {
			const next = cursor.within(false, () => parseIndex(cursor, of));
			if (next === 'splat') {
				// Everything that follows belongs to the element.
				const { position: start } = cursor;
				const each = parseTraversal(cursor, { kind: 'splat-element', start, end: start }, count + 1);
				return { kind: 'splat', of, each, start: of.start, end: cursor.position };
			}
			of = next;
		} else return of;
	}
}

function parseStep(cursor: TextCursor): Step {
	cursor.skipSpace();
	const digits = cursor.match(legacyIndex);
	if (digits !== null) return { index: { number: digits } };
	return { attribute: cursor.identifier() ?? cursor.fail('the name of an attribute is missing here') };
}

/** Only names and numbers behind `.*` belong to the element; an index in brackets belongs to the whole list. */
function parseAttributeSplat(cursor: TextCursor, of: WrittenExpression): WrittenExpression {
	const { position: start } = cursor;
	let each: WrittenExpression = { kind: 'splat-element', start, end: start };
	for (let count = 0; !cursor.sees('...') && cursor.takes('.'); count++) {
		if (count > mostSteps) cursor.fail('this expression has too many steps');
		if (cursor.sees('*')) cursor.fail('a splat cannot follow another one here');
		each = withStep(each, parseStep(cursor), cursor.position);
	}
	return { kind: 'splat', of, each, start: of.start, end: cursor.position };
}

function parseIndex(cursor: TextCursor, of: WrittenExpression): WrittenExpression | 'splat' {
	if (cursor.takes('*')) {
		cursor.expect(']', 'a splat');
		return 'splat';
	}
	const key = parseExpression(cursor);
	cursor.expect(']', 'an index');
	if (key.kind === 'literal' && key.value !== null && typeof key.value !== 'boolean') {
		return withStep(of, { index: key.value }, cursor.position);
	}
	return { kind: 'index', of, key, start: of.start, end: cursor.position };
}
