import { isList, isObject, type Json } from '@sg-preflight/documents';
import { mapping, objectOf, one, sequence, tupleOf } from '../../../language/values/collections.js';
import { parseDecimal } from '../../../language/values/decimal.js';
import { bool, nothing, string, unknown } from '../../../language/values/scalars.js';
import type { UnknownReason, Value } from '../../../language/values/value.js';
import { foldMasked } from '../../../plan/masked-value.js';

/** How the containers of a JSON value are made. */
interface Containers {
	list(elements: readonly Value[]): Value;
	object(entries: readonly (readonly [string, Value])[]): Value;
}

/** A plan shows sets and tuples like lists, and objects like maps. */
const shown: Containers = {
	list: (elements) => asShown(sequence('list', elements.map(one))),
	object: (entries) =>
		asShown(
			mapping(
				'map',
				entries.map(([name, value]) => ({ key: string(name), value, count: 'one' })),
			),
		),
};

const written: Containers = { list: tupleOf, object: objectOf };

/**
 * Converts the attributes of an instance of a plan to an object of the language. An array in them is a list in the order of its
 * elements, even for a set, because Terraform uses the same order whenever it needs one.
 * @param mask Terraform's mask of the parts that are unknown
 * @param unknownAt returns the value of an unknown part by its path
 */
export function plannedValue(
	json: Json | undefined,
	mask: Json | undefined,
	unknownAt: (path: readonly (string | number)[]) => Value,
): Value {
	const value = foldMasked<Value>(json ?? null, mask, {
		unknown: unknownAt,
		known: (part) => fromJson(part, shown),
		...shown,
	});
	if (value.kind !== 'mapping') return value;
	const { isShown: _, ...whole } = value;
	return { ...whole, type: 'object' };
}

/** Converts a value that has the type of the expression that gives it: a variable of the root module, before its own type counts. */
export function givenValue(json: Json): Value {
	return fromJson(json, written);
}

function fromJson(json: Json, containers: Containers): Value {
	if (isList(json)) return containers.list(json.map((part) => fromJson(part, containers)));
	return isObject(json)
		? containers.object(Object.entries(json).map(([name, part]) => [name, fromJson(part, containers)]))
		: scalar(json);
}

function asShown(value: Value): Value {
	return value.kind === 'sequence' || value.kind === 'mapping' ? { ...value, isShown: true } : value;
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
