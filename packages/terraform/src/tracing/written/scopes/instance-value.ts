import type { Origin } from '@sg-preflight/operations';
import { nullness } from '../../../language/evaluation/type-constraint.js';
import type { WrittenBlock } from '../../../language/syntax/configuration-file.js';
import type { WrittenExpression } from '../../../language/syntax/expression.js';
import { alternativesOf, oneOf } from '../../../language/values/alternatives.js';
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
		// The output of terraform_data is its input.
		const name = type === 'terraform_data' && path[0] === 'output' ? 'input' : path[0];
		const written = path.length === 1 ? block.attributes.get(String(name))?.written : undefined;
		const value = written && configured(written);
		// The provider computes an argument that is null.
		return value === undefined || nullness(value) !== 'no' ? symbols.open(key, origin) : asAttribute(value);
	});
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
