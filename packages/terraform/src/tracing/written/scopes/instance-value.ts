import type { Origin } from '@sg-preflight/operations';
import { attributeOf, indexOf } from '../../../language/evaluation/steps.js';
import { nullness } from '../../../language/evaluation/type-constraint.js';
import type { Work } from '../../../language/evaluation/work.js';
import type { WrittenBlock } from '../../../language/syntax/configuration-file.js';
import type { WrittenExpression } from '../../../language/syntax/expression.js';
import { alternativesOf, canFail, oneOf } from '../../../language/values/alternatives.js';
import { decimal } from '../../../language/values/decimal.js';
import { string } from '../../../language/values/scalars.js';
import type { Value } from '../../../language/values/value.js';
import type { Instance } from '../../../plan/configuration.js';
import { attributeOrigin, groupOrigin, groupType, hasOwnId } from '../../instance-origins.js';
import { plannedValue } from './planned-value.js';
import type { Symbols } from './symbols.js';

/**
 * Returns an instance of a resource as it is after the apply: known values from the plan, the rest from its configuration.
 * @param configured evaluates an argument of the instance
 */
export function instanceValue(
	instance: Instance,
	block: WrittenBlock,
	symbols: Symbols,
	work: Work,
	configured: (written: WrittenExpression) => Value,
): Value {
	const { address, type, mode, actions, after, afterUnknown } = instance;
	return plannedValue(after, afterUnknown, (path) => {
		const attribute = path.filter((step) => typeof step === 'string').join('.');
		const key = `${address} ${path.join('.')}`;
		const origin = attributeOrigin(instance, attribute);
		if (mode !== 'managed') return symbols.open(key, origin);
		const isId = path.length === 1 && path[0] === 'id';
		if (isId && type === groupType) return idOf(groupOrigin(instance), key, symbols);
		if (isId && hasOwnId(type) && actions.includes('create')) return symbols.created(key, origin);
		// Terraform keeps the type of an argument of terraform_data, whose output is its input.
		const isKept = type === 'terraform_data';
		const name = isKept && path[0] === 'output' ? 'input' : path[0];
		const written = isKept || path.length === 1 ? block.attributes.get(String(name))?.written : undefined;
		const value = written && partAt(configured(written), path.slice(1), work);
		// The provider computes an argument that is null; a set has no part at an index.
		if (value === undefined || (path.length > 1 && canFail(value)) || nullness(value) !== 'no')
			return symbols.open(key, origin);
		return isKept ? value : asAttribute(value);
	});
}

/** Returns the part of a value at a path; a failure if it may have none. */
function partAt(value: Value, path: readonly (string | number)[], work: Work): Value {
	return path.reduce<Value>(
		(part, step) =>
			typeof step === 'number' ? indexOf(part, decimal(BigInt(step)), work) : attributeOf(part, step, work),
		value,
	);
}

/** Converts an argument's value to an attribute's: it may be a list or a set, and the order of a set is unknown. */
function asAttribute(value: Value): Value {
	return oneOf(
		alternativesOf(value).map((one) => (one.kind === 'sequence' ? { ...one, type: 'any', isOrdered: false } : one)),
	);
}

function idOf(origin: Origin, key: string, symbols: Symbols): Value {
	if (origin.kind === 'known') return string(origin.id);
	return origin.kind === 'created-in-plan' ? symbols.created(key, origin) : symbols.open(key, origin);
}
