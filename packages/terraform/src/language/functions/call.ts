import { evaluateIn, type LocalScope } from '../evaluation/evaluate.js';
import { lift } from '../evaluation/lift.js';
import type { CallExpression, WrittenExpression } from '../syntax/expression.js';
import { alternativesOf, anything, canFail, oneOf, sizeOf, withoutFailure } from '../values/alternatives.js';
import { convert } from '../values/convert.js';
import { reasonsOf } from '../values/reasons.js';
import { bool, failure } from '../values/scalars.js';
import type { Type, Value } from '../values/value.js';
import { elements } from './collections/elements.js';
import { lists } from './collections/lists.js';
import { maps } from './collections/maps.js';
import { sets } from './collections/sets.js';
import { conversions } from './conversions.js';
import type { TerraformFunction } from './definition.js';
import { files } from './files.js';
import { numbers } from './numbers.js';
import { encodings } from './text/encodings.js';
import { regularExpressions } from './text/regular-expressions.js';
import { strings } from './text/strings.js';
import { textParts } from './text/text-parts.js';

const functions: ReadonlyMap<string, TerraformFunction> = new Map(
	Object.entries({
		...elements,
		...lists,
		...maps,
		...conversions,
		...encodings,
		...files,
		...numbers,
		...regularExpressions,
		...sets,
		...strings,
		...textParts,
	}),
);

/** Evaluates a call. An unsupported function returns an unknown value. */
export function call(written: CallExpression, around: LocalScope): Value {
	const name = written.name.replace(/^core::/, '');
	if (name === 'try') return tryAll(written.arguments, around);
	if (name === 'can') return canAll(written.arguments, around);
	const evaluated = written.arguments.map((argument) => evaluateIn(argument, around));
	const definition = functions.get(name);
	if (definition === undefined) return anything([{ kind: 'function', name }, ...reasonsOf(evaluated)]);
	if (!written.expands) return run(name, definition, evaluated, around);
	const last = evaluated.pop() as Value;
	return lift('...', [last], around.scope.work, ([list]) => {
		if (list?.kind === 'unknown') return anything([{ kind: 'function', name }, ...reasonsOf([...evaluated, list])]);
		if (list?.kind !== 'sequence') return failure('only a list can be expanded to arguments');
		const isExact = list.parts.every(({ count }) => count === 'one') && (list.isOrdered || list.parts.length <= 1);
		const values = list.parts.map(({ value }) => value);
		if (!isExact) return anything([{ kind: 'function', name }, ...reasonsOf([...evaluated, ...values])]);
		return run(name, definition, [...evaluated, ...values], around);
	});
}

function run(name: string, definition: TerraformFunction, operands: readonly Value[], { scope }: LocalScope): Value {
	const { parameters, rest, optional = 0, takesNull = false } = definition;
	if (operands.length < parameters.length - optional || (rest === undefined && operands.length > parameters.length)) {
		return failure(`${name} has another number of arguments`);
	}
	const converted = operands.map((operand, index) => convert(operand, parameters[index] ?? (rest as Type)));
	return lift(name, converted, scope.work, (singles) => {
		scope.work.spend(singles.reduce((sum, single) => sum + sizeOf(single), 0));
		if (!takesNull && singles.some(({ kind }) => kind === 'null')) return failure(`${name} does not take null`);
		return definition.run(singles, { name, scope });
	});
}

/** Returns the value of the first expression that does not fail. */
function tryAll(expressions: readonly WrittenExpression[], around: LocalScope): Value {
	const possible: Value[] = [];
	for (const expression of expressions) {
		const value = evaluateIn(expression, around);
		const succeeded = withoutFailure(value);
		if (succeeded !== null) possible.push(succeeded);
		if (!canFail(value)) return oneOf(possible);
	}
	return oneOf([...possible, failure('every expression fails')]);
}

function canAll([expression]: readonly WrittenExpression[], around: LocalScope): Value {
	if (expression === undefined) return failure('can needs an expression');
	const value = evaluateIn(expression, around);
	if (!canFail(value)) return bool(true);
	return alternativesOf(value).every(({ kind }) => kind === 'failure') ? bool(false) : oneOf([bool(true), bool(false)]);
}
