import { isList, isObject, type Json } from '@sg-preflight/documents';
import { objectOf, one, sequence } from '../../../language/values/collections.js';
import { parseDecimal } from '../../../language/values/decimal.js';
import { bool, nothing, string, unknown } from '../../../language/values/scalars.js';
import type { UnknownReason, Value } from '../../../language/values/value.js';
import { foldMasked } from '../../../plan/masked-value.js';

/**
 * Converts a value of a plan document to a value of the language. An array is a list in the order of its elements, even
 * for a set, because Terraform uses the same order whenever it needs one.
 * @param mask Terraform's mask of the parts that are unknown
 * @param unknownAt returns the value of an unknown part by its path
 */
export function plannedValue(
	json: Json | undefined,
	mask: Json | undefined,
	unknownAt: (path: readonly (string | number)[]) => Value,
): Value {
	return foldMasked<Value>(json ?? null, mask, {
		unknown: unknownAt,
		known: knownValue,
		list: listOf,
		object: objectOf,
	});
}

function knownValue(json: Json): Value {
	if (isList(json)) return listOf(json.map(knownValue));
	return isObject(json)
		? objectOf(Object.entries(json).map(([name, value]) => [name, knownValue(value)]))
		: scalar(json);
}

const listOf = (elements: readonly Value[]): Value => sequence('list', elements.map(one));

function scalar(json: Json): Value {
	if (typeof json === 'string') return string(json);
	if (typeof json === 'boolean') return bool(json);
	if (typeof json !== 'number') return nothing;
	// JSON.parse has already rounded a number that JavaScript cannot hold.
	const isExact = Number.isSafeInteger(json) || (Math.abs(json) < 1e9 && String(json).length < 15);
	const reason: UnknownReason = { kind: 'function', name: 'a number that JavaScript cannot hold' };
	return (isExact ? parseDecimal(String(json)) : null) ?? unknown('number', [reason]);
}
