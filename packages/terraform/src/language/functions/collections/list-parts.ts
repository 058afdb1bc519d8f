import { elementsIn } from '../../evaluation/steps.js';
import { oneOf } from '../../values/alternatives.js';
import { failure, unknown } from '../../values/scalars.js';
import type { SequencePart, SingleValue, Type, Value } from '../../values/value.js';
import type { TerraformFunction } from '../definition.js';

/** The elements of a collection in the order of iteration; `isOrdered` is false when the order is unknown. */
export interface ListParts {
	readonly parts: readonly SequencePart[];
	readonly isOrdered: boolean;
}

export const anyList: Type = { kind: 'list', of: 'any' };
export const stringList: Type = { kind: 'list', of: 'string' };

/** Returns the parts of a list, tuple or set; any number of unknown elements if it is unknown; null for another value. */
export function partsOf(value: SingleValue): ListParts | null {
	if (value.kind === 'sequence') return elementsIn(value);
	if (value.kind !== 'unknown') return null;
	const { type, reasons } = value;
	if (type !== 'any' && (typeof type === 'string' || type.kind === 'map' || type.kind === 'object')) return null;
	const of = type === 'any' || type.kind === 'tuple' ? 'any' : type.of;
	return { parts: [{ value: unknown(of, reasons, true), count: 'many' }], isOrdered: true };
}

/** Returns the parts of a list or tuple; null for a set too, because many functions do not accept sets. */
export function listParts(value: SingleValue | undefined): ListParts | null {
	return value === undefined || isSet(value) ? null : partsOf(value);
}

function isSet(value: SingleValue): boolean {
	if (value.kind === 'unknown') return typeof value.type !== 'string' && value.type.kind === 'set';
	return value.kind === 'sequence' && value.type === 'set';
}

export function isExact({ parts, isOrdered }: ListParts): boolean {
	return (isOrdered || parts.length <= 1) && parts.every(({ count }) => count === 'one');
}

/** Adds a failure to the result if a value may not be a list. */
export function mayFail(value: Value, operands: readonly SingleValue[]): Value {
	return operands.some((operand) => operand.kind === 'unknown' && operand.type === 'any')
		? oneOf([value, failure('an operand that may have another type')])
		: value;
}

export function isMapType(type: Type): boolean {
	return type === 'any' || (typeof type !== 'string' && (type.kind === 'map' || type.kind === 'object'));
}

/** Defines a function of one argument. */
export function keyed(run: (value: SingleValue) => Value, parameter: Type = 'any'): TerraformFunction {
	return {
		parameters: [parameter],
		run: ([value]) => run(value as SingleValue),
	};
}
