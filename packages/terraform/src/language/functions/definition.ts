import type { Scope } from '../evaluation/scope.js';
import { oneOf } from '../values/alternatives.js';
import { reasonsOr } from '../values/reasons.js';
import { failure, unknown } from '../values/scalars.js';
import type { SingleValue, Type, Value } from '../values/value.js';
import { type Known, plainDataOf } from './known.js';

/** A call that is being evaluated. */
export interface FunctionCall {
	readonly name: string;
	readonly scope: Scope;
}

/** A function of Terraform's language. */
export interface TerraformFunction {
	/** The types that the arguments are converted to. */
	readonly parameters: readonly Type[];
	/** The type of any number of further arguments. */
	readonly rest?: Type;
	/** Number of parameters at the end that can be left out. */
	readonly optional?: number;
	/** Whether arguments may be null; else null is an error. */
	readonly takesNull?: boolean;
	/** Gets converted arguments: none is one of several, perhaps null, or a failure. */
	readonly run: (operands: readonly SingleValue[], call: FunctionCall) => Value;
}

export type Functions = { readonly [name: string]: TerraformFunction };

/** A function that is calculated only when all arguments are known. */
export function exact(
	parameters: readonly Type[],
	result: Type,
	/** Returns null when the result is unknown for such arguments, for example for text that is not ASCII. */
	run: (operands: readonly Known[], call: FunctionCall) => Value | null,
	more: Omit<TerraformFunction, 'parameters' | 'run'> & { readonly canFail?: boolean } = {},
): TerraformFunction {
	const { canFail = true, ...rest } = more;
	return {
		parameters,
		...rest,
		run: (operands, call) => {
			const known = operands.map((operand) => plainDataOf(operand, call.scope.work));
			const settled = known.filter((one): one is Known => one !== undefined);
			const found = settled.length === known.length ? run(settled, call) : null;
			return found ?? notKnown(result, operands, call.name, canFail);
		},
	};
}

/** Returns any value of the type; with `canFail`, a failure too. */
export function notKnown(type: Type, operands: readonly Value[], name: string, canFail = true): Value {
	const value = unknown(type, reasonsOr(operands, name), type === 'any');
	return canFail ? oneOf([value, failure(`${name} may fail`)]) : value;
}
