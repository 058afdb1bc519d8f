import { canFail, oneOf } from '../values/alternatives.js';
import { convert, loosely, perhaps } from '../values/convert.js';
import { bool, failure, nothing } from '../values/scalars.js';
import { isSettled, unify, valueTypeOf } from '../values/types.js';
import type { SingleValue, Type, Value } from '../values/value.js';
import type { Functions, TerraformFunction } from './definition.js';

function to(type: Type): TerraformFunction {
	return {
		parameters: [type],
		takesNull: true,
		run: ([value]) => value as Value,
	};
}

/** Returns the first value that is neither null nor an empty string; all convert to one type. */
function coalesce(operands: readonly SingleValue[]): Value {
	const types = operands.map(valueTypeOf);
	const present = types.filter((type) => type !== 'null');
	// A null may have a type too, to which a number or a truth value then converts.
	const isText = present.every((type) => type === 'string');
	const type = unify(isText || present.length === types.length ? present : types);
	if (type === null) return failure('coalesce needs values of one type');
	const possible: Value[] = [];
	for (const operand of operands) {
		const value = isSettled(type) ? convert(operand, type) : loosely(operand);
		if (operand.kind === 'null' || (value.kind === 'string' && value.value === '')) continue;
		possible.push(isSettled(type) ? value : perhaps(value, operands.length > 1));
		const isText =
			operand.kind === 'unknown' || (operand.kind === 'symbol' && operand.canBeEmpty) || operand.kind === 'joined';
		if (!isText && !canFail(value)) return oneOf(possible);
	}
	return oneOf([...possible, failure('all values are null or empty')]);
}

export const conversions: Functions = {
	coalesce: { parameters: [], rest: 'any', takesNull: true, run: coalesce },
	/** Null for an ephemeral value. The sources do not always tell which values are ephemeral. */
	ephemeralasnull: { parameters: ['any'], takesNull: true, run: ([value]) => oneOf([value as Value, nothing]) },
	issensitive: {
		parameters: ['any'],
		takesNull: true,
		run: () => oneOf([bool(true), bool(false)]),
	},
	nonsensitive: to('any'),
	sensitive: to('any'),
	tobool: to('bool'),
	tonumber: to('number'),
	tostring: to('string'),
};
