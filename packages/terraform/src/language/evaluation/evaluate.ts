import { call } from '../functions/call.js';
import type {
	BinaryOperator,
	LiteralExpression,
	ReferenceExpression,
	Step,
	WrittenExpression,
} from '../syntax/expression.js';
import { anything, canFail, oneOf, withNoNull, withoutFailure } from '../values/alternatives.js';
import { mapping, tupleOf } from '../values/collections.js';
import { equality } from '../values/compare.js';
import { convert, loosely } from '../values/convert.js';
import { calculate, compareDecimals, decimal, parseDecimal } from '../values/decimal.js';
import { reasonsOr } from '../values/reasons.js';
import { bool, failure, nothing, string, unknown } from '../values/scalars.js';
import { isSettled, unify, valueTypeOf } from '../values/types.js';
import type { NumberValue, SingleValue, Value } from '../values/value.js';
import { evaluateFor, evaluateSplat } from './evaluate-loop.js';
import { evaluateTemplate } from './evaluate-template.js';
import { lift } from './lift.js';
import type { Scope } from './scope.js';
import { attributeOf, indexOf } from './steps.js';
import { WorkLimit } from './work.js';

/** The scope of an expression with the names that loops around it bind. */
export interface LocalScope {
	readonly scope: Scope;
	readonly names: ReadonlyMap<string, Value>;
	/** The element of the innermost splat. */
	readonly element: Value | null;
}

/**
 * Evaluates an expression in a scope, as Terraform does at apply. The result is exact when all operands are known. Else it
 * covers every value that is possible. Reads nothing but the scope.
 * @param names values of names that are bound outside the expression, such as a dynamic block's iterator
 */
export function evaluate(
	written: WrittenExpression,
	scope: Scope,
	names: ReadonlyMap<string, Value> = new Map(),
): Value {
	try {
		return evaluateIn(written, { scope, names, element: null });
	} catch (error) {
		// The stack may overflow before the limit of the depth, because the caller may be deep itself.
		if (error instanceof RangeError) return anything([{ kind: 'limit', limit: 'depth' }]);
		if (!(error instanceof WorkLimit)) throw error;
		return anything([{ kind: 'limit', limit: error.limit }]);
	}
}

/** @throws {WorkLimit} when the work of the scope is used up */
export function evaluateIn(written: WrittenExpression, around: LocalScope): Value {
	const { work } = around.scope;
	work.spend(1);
	return work.deeper(() => {
		switch (written.kind) {
			case 'literal':
				return literalOf(written);
			case 'template':
				return evaluateTemplate(written, around);
			case 'tuple':
				return tupleOf(written.elements.map((element) => evaluateIn(element, around)));
			case 'object':
				return mapping(
					'object',
					written.items.map(({ key, value }) => ({
						key: keyOf(evaluateIn(key, around)),
						value: evaluateIn(value, around),
						count: 'one',
					})),
				);
			case 'reference':
				return referenceOf(written, around);
			case 'traversal':
				return stepped(evaluateIn(written.of, around), written.steps, around);
			case 'index':
				return indexOf(evaluateIn(written.of, around), evaluateIn(written.key, around), work);
			case 'splat':
				return evaluateSplat(written, around);
			case 'splat-element':
				return around.element ?? failure('there is no splat around this');
			case 'conditional':
				return conditionalOf(
					evaluateIn(written.condition, around),
					branchOf(written.whenTrue, around),
					branchOf(written.whenFalse, around),
					around,
				);
			case 'unary':
				return unaryOf(written.operator, evaluateIn(written.operand, around), around);
			case 'binary':
				return binaryOf(written.operator, evaluateIn(written.left, around), evaluateIn(written.right, around), around);
			case 'call':
				return call(written, around);
			case 'for':
				return evaluateFor(written, around);
		}
	});
}

function literalOf({ value }: LiteralExpression): Value {
	if (value === null) return nothing;
	if (typeof value === 'string') return string(value);
	if (typeof value === 'boolean') return bool(value);
	return parseDecimal(value.number) ?? unknown('number', [{ kind: 'limit', limit: 'size' }]);
}

/** Evaluates a key of an object: a value that converts to a string, and is not null. */
export function keyOf(key: Value): Value {
	const converted = convert(key, 'string');
	return withNoNull(converted, 'a key cannot be null');
}

function stepped(of: Value, steps: readonly Step[], { scope: { work } }: LocalScope): Value {
	let value = of;
	for (const step of steps) {
		if ('attribute' in step) value = attributeOf(value, step.attribute, work);
		else {
			const { index } = step;
			const key = typeof index === 'string' ? string(index) : (parseDecimal(index.number) ?? nothing);
			value = indexOf(value, key, work);
		}
	}
	return value;
}

function referenceOf({ root, steps }: ReferenceExpression, around: LocalScope): Value {
	const { scope, names } = around;
	const bound = names.get(root);
	if (bound !== undefined) return stepped(bound, steps, around);
	/** Returns the next names, and the steps behind them. */
	const take = (count: number): readonly [readonly string[], readonly Step[]] | null => {
		const taken = steps.slice(0, count).flatMap((step) => ('attribute' in step ? [step.attribute] : []));
		return taken.length === count ? [taken, steps.slice(count)] : null;
	};
	const from = (count: number, read: (...names: readonly string[]) => Value): Value => {
		const taken = take(count);
		return taken === null ? failure(`${root} needs ${count} names`) : stepped(read(...taken[0]), taken[1], around);
	};
	switch (root) {
		case 'var':
			return from(1, (name = '') => scope.variable(name));
		case 'local':
			return from(1, (name = '') => scope.local(name));
		case 'module':
			return from(1, (name = '') => scope.module(name));
		case 'each':
			return from(1, (name) =>
				name === 'key' || name === 'value' ? scope.each(name) : failure('each has only key and value'),
			);
		case 'count':
			return from(1, (name) => (name === 'index' ? scope.countIndex() : failure('count has only index')));
		case 'path':
			return from(1, (name = '') => scope.path(name));
		case 'terraform':
		case 'tofu':
			return from(1, (name = '') => scope.terraform(name));
		case 'self':
			return stepped(scope.self(), steps, around);
		case 'data':
		case 'ephemeral':
			return from(2, (type = '', name = '') => scope.resource(root, type, name));
		case 'resource':
			return from(2, (type = '', name = '') => scope.resource('managed', type, name));
		default:
			return from(1, (name = '') => scope.resource('managed', root, name));
	}
}

/** A branch of a conditional. */
export interface Branch {
	readonly value: Value;
	/** Whether its type is unknown when it fails: a list that fails in an element is still a list. */
	readonly failsWhole: boolean;
	/** Whether it is a literal null, which has no type; an evaluated null may have one. */
	readonly isLiteralNull: boolean;
}

function branchOf(written: WrittenExpression, around: LocalScope): Branch {
	return {
		value: evaluateIn(written, around),
		failsWhole: ['call', 'index', 'reference', 'traversal'].includes(written.kind),
		isLiteralNull: written.kind === 'literal' && written.value === null,
	};
}

/** Converts both branches of a conditional to one type, even the branch that is not taken. */
export function conditionalOf(
	condition: Value,
	whenTrue: Branch,
	whenFalse: Branch,
	{ scope: { work } }: LocalScope,
): Value {
	const [left, right] = unifiedBranches(whenTrue, whenFalse);
	return lift('?:', [convert(condition, 'bool')], work, ([single]) => {
		if (single?.kind === 'null') return failure('a condition cannot be null');
		if (single?.kind === 'bool') return single.value ? left : right;
		return oneOf([left, right]);
	});
}

function unifiedBranches(whenTrue: Branch, whenFalse: Branch): readonly [Value, Value] {
	const one = withoutFailure(whenTrue.value);
	const other = withoutFailure(whenFalse.value);
	const failed = failure('the branches of a conditional may have different types');
	if (one === null || other === null) {
		const failing = one === null ? whenTrue : whenFalse;
		// A branch that fails as a whole has no type, and the other one is not converted.
		if (failing.failsWhole || (one === null && other === null)) return [whenTrue.value, whenFalse.value];
		return [oneOf([loosely(whenTrue.value), failed]), oneOf([loosely(whenFalse.value), failed])];
	}
	if (whenTrue.isLiteralNull || whenFalse.isLiteralNull) return [whenTrue.value, whenFalse.value];
	// The null of a string makes a string of the other branch.
	if (one.kind === 'null' || other.kind === 'null') return [loosely(whenTrue.value), loosely(whenFalse.value)];
	const type = unify([valueTypeOf(one), valueTypeOf(other)]);
	const isCertain = one === whenTrue.value && other === whenFalse.value;
	if (type === null && isCertain) return [failed, failed];
	const isWhole =
		(one === whenTrue.value || whenTrue.failsWhole) && (other === whenFalse.value || whenFalse.failsWhole);
	if (type !== null && isSettled(type) && !isCertain && isWhole) {
		return [oneOf([whenTrue.value, convert(one, type)]), oneOf([whenFalse.value, convert(other, type)])];
	}
	if (type === null || !isSettled(type) || !isCertain) {
		return [oneOf([loosely(whenTrue.value), failed]), oneOf([loosely(whenFalse.value), failed])];
	}
	return [convert(one, type), convert(other, type)];
}

function unaryOf(operator: '-' | '!', operand: Value, { scope: { work } }: LocalScope): Value {
	return lift(operator, [convert(operand, operator === '-' ? 'number' : 'bool')], work, ([single]) => {
		if (single?.kind === 'number') return decimal(-single.digits, single.scale);
		if (single?.kind === 'bool') return bool(!single.value);
		return single?.kind === 'unknown' ? single : failure(`"${operator}" needs a value that is not null`);
	});
}

function binaryOf(operator: BinaryOperator, left: Value, right: Value, { scope: { work } }: LocalScope): Value {
	switch (operator) {
		case '==':
		case '!=':
			return lift(operator, [left, right], work, ([one, other]) => {
				work.spend(sizeOfBoth(one as SingleValue, other as SingleValue));
				const verdict = equality(one as Value, other as Value);
				if (verdict === 'maybe') return unknown('bool', reasonsOr([one as Value, other as Value], operator));
				return bool((verdict === 'yes') === (operator === '=='));
			});
		case '&&':
		case '||':
			return logicOf(operator, convert(left, 'bool'), convert(right, 'bool'), work);
		default:
			return lift(operator, [convert(left, 'number'), convert(right, 'number')], work, ([one, other]) => {
				if (one?.kind === 'null' || other?.kind === 'null') return failure(`"${operator}" needs two numbers`);
				const isComparison = operator === '<' || operator === '<=' || operator === '>' || operator === '>=';
				if (one?.kind !== 'number' || other?.kind !== 'number') {
					const type = isComparison ? 'bool' : 'number';
					return unknown(type, reasonsOr([one as Value, other as Value], operator));
				}
				if (isComparison) return bool(isOrderedAs(operator, one, other));
				if ((operator === '/' || operator === '%') && other.digits === 0n) return failure('a division by zero');
				return calculate(operator, one, other) ?? unknown('number', [{ kind: 'function', name: operator }]);
			});
	}
}

function sizeOfBoth(one: SingleValue, other: SingleValue): number {
	return ('size' in one ? one.size : 1) + ('size' in other ? other.size : 1);
}

function isOrderedAs(operator: '<' | '<=' | '>' | '>=', one: NumberValue, other: NumberValue): boolean {
	const order = compareDecimals(one, other);
	if (operator === '<') return order < 0;
	if (operator === '<=') return order <= 0;
	return operator === '>' ? order > 0 : order >= 0;
}

/** Newer versions do not evaluate the right side when the left one decides: it may then fail or not. */
function logicOf(operator: '&&' | '||', left: Value, right: Value, work: LocalScope['scope']['work']): Value {
	const decides = operator === '||';
	const result = lift(operator, [left, right], work, ([one, other]) => {
		if (one?.kind === 'null' || other?.kind === 'null') return failure(`"${operator}" needs two truth values`);
		if (one?.kind === 'bool' && one.value === decides) return bool(decides);
		if (other?.kind === 'bool' && other.value === decides) return bool(decides);
		if (one?.kind === 'bool' && other?.kind === 'bool') return bool(!decides);
		return unknown('bool', reasonsOr([one as Value, other as Value], operator));
	});
	const canDecide = canFail(right) && !isNever(left, decides);
	return canDecide ? oneOf([result, bool(decides)]) : result;
}

function isNever(value: Value, answer: boolean): boolean {
	return (value.kind === 'one-of' ? value.of : [value]).every(
		(single) =>
			single.kind === 'failure' || single.kind === 'null' || (single.kind === 'bool' && single.value !== answer),
	);
}
