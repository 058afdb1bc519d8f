import { isList, isObject, type Json } from '@sg-preflight/documents';
import { mapping, sequence } from '../../../language/values/collections.js';
import { parseDecimal } from '../../../language/values/decimal.js';
import { bool, nothing, string, unknown } from '../../../language/values/scalars.js';
import type { UnknownReason, Value } from '../../../language/values/value.js';

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
	path: readonly (string | number)[] = [],
): Value {
	if (mask === true) return unknownAt(path);
	if (isList(json) || (isList(mask) && json == null)) {
		const list = isList(json) ? json : [];
		const masks = isList(mask) ? mask : [];
		const parts = Array.from({ length: Math.max(list.length, masks.length) }, (_, index) => ({
			value: plannedValue(list[index], masks[index], unknownAt, [...path, index]),
			count: 'one' as const,
		}));
		return sequence('list', parts);
	}
	if (isObject(json) || (isObject(mask) && json == null && Object.keys(mask).length > 0)) {
		const object: { readonly [name: string]: Json } = isObject(json) ? json : {};
		const masks: { readonly [name: string]: Json } = isObject(mask) ? mask : {};
		const names = [...new Set([...Object.keys(object), ...Object.keys(masks)])];
		return mapping(
			'object',
			names.map((name) => ({
				key: string(name),
				value: plannedValue(object[name], masks[name], unknownAt, [...path, name]),
				count: 'one',
			})),
		);
	}
	return scalar(json ?? null);
}

function scalar(json: Json): Value {
	if (typeof json === 'string') return string(json);
	if (typeof json === 'boolean') return bool(json);
	if (typeof json !== 'number') return nothing;
	// JSON.parse has already rounded a number that JavaScript cannot hold.
	const isExact = Number.isSafeInteger(json) || (Math.abs(json) < 1e9 && String(json).length < 15);
	const reason: UnknownReason = { kind: 'function', name: 'a number that JavaScript cannot hold' };
	return (isExact ? parseDecimal(String(json)) : null) ?? unknown('number', [reason]);
}
