import { alternativesOf, oneOf } from '../values/alternatives.js';
import { reasonsOr } from '../values/reasons.js';
import { failure, nothing, unknown } from '../values/scalars.js';
import type { SingleValue, Value } from '../values/value.js';
import type { Work } from './work.js';

const mostCombinations = 128;

/** Returns the alternatives of a value, with null if the value may be null. */
export function expanded(value: Value): readonly SingleValue[] {
	return alternativesOf(value).flatMap((single): readonly SingleValue[] => {
		const isNullable = (single.kind === 'symbol' || single.kind === 'unknown') && single.canBeNull;
		return isNullable ? [nothing, { ...single, canBeNull: false }] : [single];
	});
}

/**
 * Runs an operation for every combination of the operands' alternatives; a failing operand makes it fail. With too many
 * combinations the result is unknown.
 */
export function lift(
	name: string,
	operands: readonly Value[],
	work: Work,
	run: (operands: readonly SingleValue[]) => Value,
): Value {
	const all = operands.map(expanded);
	const count = all.reduce((product, alternatives) => product * alternatives.length, 1);
	work.spend(1 + operands.length);
	if (count > mostCombinations) {
		return oneOf([unknown('any', reasonsOr(operands, name), true), failure('an operand that is not known')]);
	}
	let combinations: readonly (readonly SingleValue[])[] = [[]];
	for (const alternatives of all) {
		combinations = combinations.flatMap((combination) => alternatives.map((single) => [...combination, single]));
	}
	return oneOf(
		combinations.map((combination) => combination.find(({ kind }) => kind === 'failure') ?? run(combination)),
	);
}
