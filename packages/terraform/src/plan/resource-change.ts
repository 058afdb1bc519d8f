import { isList, isObject } from '@sg-preflight/documents';
import {
	eachElement,
	entryOf,
	type GroupValue,
	groupPaths,
	type Mask,
	type ResourceChange,
	Unknown,
	type Value,
	valuesAt,
} from '@sg-preflight/operations';
import { trace } from '../tracing/trace.js';
import type { TracedDocument } from './configuration.js';
import { foldMasked } from './masked-value.js';
import type { PlannedChange } from './planned-change.js';
import { scopeOf } from './provider-scope.js';

/** Merges `after_unknown` into `after` and attaches the origins. */
export function resourceChange(planned: PlannedChange, document: TracedDocument): ResourceChange {
	const { address, deposed, type, actions, before, beforeSensitive, afterSensitive } = planned;
	const after = tracedValues(planned, document);
	refuseStrangeGroups(planned, before, 'before');
	refuseStrangeGroups(planned, after, 'after');
	// Only a finding asks for them, and a saved plan parses its sources for them.
	let scope: ReturnType<typeof scopeOf> | undefined;
	const inScope = () => {
		scope ??= scopeOf(document, planned);
		return scope;
	};
	return {
		address,
		deposed,
		type,
		actions,
		before,
		after,
		beforeSensitive: beforeSensitive as Mask,
		afterSensitive: afterSensitive as Mask,
		...groupsThrough(planned, document),
		get region() {
			return inScope().region;
		},
		get account() {
			return inScope().account;
		},
	};
}

function tracedValues(of: Pick<PlannedChange, 'address' | 'after' | 'afterUnknown'>, document: TracedDocument): Value {
	return foldMasked<Value>(of.after, of.afterUnknown, {
		unknown: (path) => {
			const [name] = path;
			// Terraform's own attribute: no configuration sets it.
			if (name === 'id') return null;
			const blocks = isObject(of.after) && typeof name === 'string' ? of.after[name] : undefined;
			return trace(document, of.address, path, isList(blocks) ? blocks.length : 0);
		},
		known: (value) => value,
		list: (elements) => elements,
		object: (entries) => Object.fromEntries(entries),
	});
}

/** Returns the groups of resources that attributes name, such as a launch template, if the type's entry asks for them. */
function groupsThrough(planned: PlannedChange, document: TracedDocument) {
	const { address, type, actions } = planned;
	const calls = actions.flatMap((action) => entryOf(type)?.[action] ?? []);
	const through: { [attribute: string]: readonly GroupValue[] } = {};
	for (const { attribute, through: named } of calls.flatMap((call) => call.groups)) {
		if (named === undefined || !namesSomething(planned, attribute)) continue;
		const addresses = (trace(document, address, [attribute])?.origins ?? []).flatMap((origin) =>
			origin.kind === 'resource-attribute' ? [origin.address] : [],
		);
		const instances = [...new Set(addresses)].flatMap((address) => document.instances(address));
		through[attribute] = instances
			.filter((instance) => named.types.includes(instance.type))
			.flatMap((instance) => {
				const values = tracedValues(instance, document);
				return named.groups.flatMap((path) => valuesAt(values, instance.afterSensitive as Mask, path));
			});
	}
	return Object.keys(through).length > 0 ? { through } : {};
}

/** Whether a top-level attribute has a value before or after the change, or one known after apply. */
function namesSomething({ before, after, afterUnknown }: PlannedChange, attribute: string): boolean {
	return [before, after, afterUnknown].some((state) => isObject(state) && (state[attribute] ?? '') !== '');
}

/** Refuses a group id that is not a string: it would be overlooked, and Terraform does not write one. */
function refuseStrangeGroups(planned: PlannedChange, state: Value, name: 'before' | 'after'): void {
	const entry = entryOf(planned.type);
	if (entry === undefined) return;
	for (const path of groupPaths(entry)) {
		const strange = (value: Value, [step, ...rest]: readonly string[]): boolean => {
			if (value === null || value instanceof Unknown) return false;
			if (step === undefined) return typeof value !== 'string';
			if (step === eachElement) {
				return Array.isArray(value) ? value.some((item) => strange(item, rest)) : strange(value, rest);
			}
			if (typeof value !== 'object' || Array.isArray(value)) return true;
			return strange((value as { readonly [name: string]: Value })[step] ?? null, rest);
		};
		if (strange(state, path.steps)) planned.place.get('change').get(name).get(String(path)).refuse('text');
	}
}
