import { isList, isObject, type Json } from '@sg-preflight/documents';
import { type Action, type Entry, eachElement, groupPaths } from '@sg-preflight/operations';
import type { JsonPlace } from '../json-scanner/json-place.js';

/** A validated element of `resource_changes`. */
export interface PlannedChange {
	readonly address: string;
	readonly deposed: string | null;
	readonly type: string;
	readonly actions: readonly Action[];
	readonly before: Json;
	/** Without the parts that are known after apply. */
	readonly after: Json;
	/** Terraform's mask of the parts that are known after apply: `true` for an unknown, containers of the same shape. */
	readonly afterUnknown: Json;
	readonly beforeSensitive: Json;
	readonly afterSensitive: Json;
	/** The absolute address of its provider's block, which plan JSON does not have. */
	readonly provider?: string;
	/** Its place in the document, for messages. */
	readonly place: JsonPlace;
}

/** Validates a change. @param at an element of resource_changes */
export function plannedChange(at: JsonPlace, type: string, actions: readonly Action[]): PlannedChange {
	const change = at.get('change');
	const before = change.get('before');
	const after = change.get('after');
	before.object();
	after.object();
	if (before.value === null && actions.some((action) => action !== 'create')) before.refuse('an object');
	if (after.value === null && actions.some((action) => action !== 'delete')) after.refuse('an object');
	return {
		address: at.get('address').text(),
		deposed: at.get('deposed').string(),
		type,
		actions,
		before: before.value,
		after: after.value,
		afterUnknown: checkedMask(change.get('after_unknown')),
		beforeSensitive: checkedMask(change.get('before_sensitive')),
		afterSensitive: checkedMask(change.get('after_sensitive')),
		place: at,
	};
}

function checkedMask(at: JsonPlace): Json {
	const check = (mask: Json): void => {
		if (isList(mask)) mask.forEach(check);
		else if (isObject(mask)) Object.values(mask).forEach(check);
		else if (typeof mask !== 'boolean') at.refuse('a mask of true and false');
	};
	if (isList(at.value)) at.refuse('an object');
	const mask = at.value ?? false;
	check(mask);
	return mask;
}

/** A change of a mapped type, without the attributes that its entry never reads. */
export type KeptChange = Omit<PlannedChange, 'place'>;

/** Drops the attributes that the entry never reads, to save memory. */
export function pickAttributes({ place: _, ...change }: PlannedChange, attributes: ReadonlySet<string>): KeptChange {
	const pick = (value: Json): Json =>
		isObject(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => attributes.has(name))) : value;
	return {
		...change,
		before: pick(change.before),
		after: pick(change.after),
		afterUnknown: emptyMask(pick(change.afterUnknown)),
		beforeSensitive: sensitiveParts(pick(change.beforeSensitive)),
		afterSensitive: sensitiveParts(pick(change.afterSensitive)),
	};
}

function emptyMask(mask: Json): Json {
	return isObject(mask) && Object.keys(mask).length === 0 ? false : mask;
}

/** Refuses a group id that is not a string: it would be overlooked, and Terraform does not write one. */
export function refuseStrangeGroups({ before, after, place }: PlannedChange, entry: Entry): void {
	for (const [name, state] of [
		['before', before],
		['after', after],
	] as const) {
		for (const path of groupPaths(entry)) {
			if (isStrange(state, path.steps)) place.get('change').get(name).get(String(path)).refuse('text');
		}
	}
}

function isStrange(value: Json, [step, ...rest]: readonly string[]): boolean {
	if (value === null) return false;
	if (step === undefined) return typeof value !== 'string';
	if (step === eachElement) return isList(value) ? value.some((item) => isStrange(item, rest)) : isStrange(value, rest);
	return isObject(value) ? isStrange(value[step] ?? null, rest) : true;
}

/**
 * Removes the containers that mask nothing. Plan JSON has one for each list and object of the schema; a saved plan has only
 * the sensitive paths.
 */
function sensitiveParts(mask: Json): Json {
	if (isList(mask)) {
		const parts = mask.map(sensitiveParts);
		return parts.some((part) => part !== false) ? parts : false;
	}
	if (!isObject(mask)) return mask;
	const parts = Object.entries(mask).map(([name, part]) => [name, sensitiveParts(part)] as const);
	const sensitive = parts.filter(([, part]) => part !== false);
	return sensitive.length > 0 ? Object.fromEntries(sensitive) : false;
}
