import type { JsonObject } from '@sg-preflight/documents';
import {
	type Action,
	attributesOf,
	entryOf,
	equal,
	groupPaths,
	type Mask,
	type ResourceChange,
	Unknown,
	type Value,
} from '@sg-preflight/operations';
import { namesOf, secretOrigin, type Trace, type Translated, terraformPath, toTerraform } from '../names/translate.js';
import type { ResourceState } from '../preview/resource-state.js';

/** Region and account of a resource's provider; null when the document does not have them. */
export interface ProviderFacts {
	readonly region: string | null;
	readonly account: string | null;
}

/** The difference that a document reports. Without one the inputs before and after are compared. */
export interface ReportedDifference {
	/** Top-level properties that change, by Pulumi's names. */
	readonly changed: ReadonlySet<string> | null;
	/** Kinds of the differences, by the path of the property. */
	readonly differences: ReadonlyMap<string, string>;
}

export interface ChangeRequest {
	readonly address: string;
	/** A Terraform type with an entry. */
	readonly type: string;
	readonly actions: readonly Action[];
	readonly old: ResourceState | null;
	/** Inputs of the program with the provider's defaults; null for a delete. */
	readonly inputs: JsonObject | null;
	readonly trace: Trace;
	readonly difference: ReportedDifference;
	readonly provider: ProviderFacts;
}

/**
 * Translates a change of a resource into the provider's view of it. `before` is the state. `after` is the new inputs; in
 * an update they are merged over the state, because a computed attribute that the program leaves out keeps its value.
 */
export function changeOf({
	address,
	type,
	actions,
	old,
	inputs,
	trace,
	difference,
	provider,
}: ChangeRequest): ResourceChange {
	const wanted = attributesReadBy(type);
	const before = old && stateBefore(type, old, wanted);
	const isUpdate = actions.includes('update');
	const after =
		inputs &&
		(isUpdate && old && before
			? stateAfter(type, before, old, inputs, trace, difference, wanted)
			: toTerraform(type, inputs, trace, wanted));
	const has = (action: Action): boolean => actions.includes(action);
	return {
		address,
		deposed: null,
		type,
		actions,
		before: before && (isUpdate || has('delete')) ? before.values : null,
		after: after && (isUpdate || has('create')) ? after.values : null,
		beforeSensitive: before?.sensitive ?? false,
		afterSensitive: after?.sensitive ?? false,
		...provider,
	};
}

/** Lists the attributes that the type's entry reads. All others are dropped to save memory. */
function attributesReadBy(type: string): ReadonlySet<string> {
	const entry = entryOf(type);
	return entry ? attributesOf(entry) : new Set();
}

/** Translates the state. The id of a rule contains the group id that is secret elsewhere. */
function stateBefore(type: string, old: ResourceState, wanted: ReadonlySet<string>): Translated {
	const inputs = toTerraform(type, old.inputs, secretOnly, wanted);
	const outputs = toTerraform(type, old.outputs, secretOnly, wanted);
	return withId(type, old, {
		values: { ...inputs.values, ...outputs.values },
		sensitive: { ...inputs.sensitive, ...outputs.sensitive },
	});
}

/** A state has no unknown values. One that is there all the same is treated as a secret. */
function secretOnly() {
	return [secretOrigin];
}

/** The attributes that make up an id, in its order. Source: resource_alicloud_security_group_rule.go. */
const idParts: { readonly [type: string]: readonly string[] } = {
	alicloud_security_group_rule: ['security_group_id', 'type', 'ip_protocol', 'port_range', 'nic_type'],
};

function withId(type: string, { id }: ResourceState, { values, sensitive }: Translated): Translated {
	const parts = id?.split(':') ?? [];
	for (const [index, attribute] of (idParts[type] ?? []).entries()) {
		const part = parts[index];
		if (values[attribute] instanceof Unknown && part && part !== '<nil>') values[attribute] = part;
	}
	return { values: { ...values, id }, sensitive };
}

function stateAfter(
	type: string,
	before: Translated,
	old: ResourceState,
	inputs: JsonObject,
	trace: Trace,
	{ changed, differences }: ReportedDifference,
	wanted: ReadonlySet<string>,
): Translated {
	const given = toTerraform(type, inputs, trace, wanted);
	const was = inputsBefore(type, old, wanted);
	const namesIn = (properties: Iterable<string>): string[] =>
		[...properties].map((property) => terraformPath(type, property)).filter((name) => wanted.has(name));
	const removed = namesIn([...differences].filter(([, kind]) => kind.startsWith('delete')).map(([path]) => path));
	const names = changed ? namesIn(changed) : changedInputs(type, was.values, given.values);
	const values: { [name: string]: Value } = { ...before.values };
	const sensitive: { [name: string]: Mask } = { ...before.sensitive };
	const elements = elementChanges(type, differences);
	for (const name of names) {
		const after = given.values[name];
		if (after === undefined && !(name in was.values) && !removed.includes(name)) continue;
		values[name] = after ?? null;
		if (given.sensitive[name] !== undefined) sensitive[name] = given.sensitive[name];
		const secret = after instanceof Unknown && after.origins.includes(secretOrigin);
		const list = elements.get(name);
		if (secret && list) [before.values[name], values[name]] = secretLists(before.values[name] ?? null, after, list);
	}
	return { values, sensitive };
}

/** Translates the inputs before the update. */
export function inputsBefore(type: string, old: ResourceState, wanted?: ReadonlySet<string>): Translated {
	return withId(type, old, toTerraform(type, old.inputs, secretOnly, wanted));
}

/** Lists the inputs, by Terraform's names, that differ by the rules of the provider's SDK. */
export function changedInputs(
	type: string,
	before: { readonly [name: string]: Value },
	after: { readonly [name: string]: Value },
): string[] {
	const { computed = [], sets = [] } = namesOf(type);
	return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => {
		if (name === 'id') return false;
		const [was, will] = [before[name] ?? null, after[name] ?? null];
		if (will === null && computed.includes(name)) return false;
		if (isSecret(was) && !isSecret(will)) return groupNames(type).has(name);
		return !equal(was, will, { sets, unknowns: sameSecret }, name);
	});
}

function isSecret(value: Value): boolean {
	return value instanceof Unknown && value.origins.includes(secretOrigin);
}

/** Lists the attributes in which the entry of a type finds group ids. */
function groupNames(type: string): ReadonlySet<string> {
	const entry = entryOf(type);
	return new Set(entry ? groupPaths(entry).map(({ attribute }) => attribute) : []);
}

/** Two secret values count as the same: a document shows neither. */
function sameSecret(a: Value, b: Value): boolean {
	return isSecret(a) && isSecret(b);
}

interface ElementChanges {
	readonly added: number;
	readonly removed: number;
}

/** Counts the added and removed elements of each list that a document reports, by the attribute. */
function elementChanges(
	type: string,
	differences: ReportedDifference['differences'],
): ReadonlyMap<string, ElementChanges> {
	const found = new Map<string, ElementChanges>();
	for (const [path, kind] of differences) {
		const property = /^([^.[]+)\[\d+\]$/.exec(path)?.[1];
		if (!property) continue;
		const name = terraformPath(type, property);
		const { added, removed } = found.get(name) ?? { added: 0, removed: 0 };
		found.set(name, {
			added: added + (kind.startsWith('delete') ? 0 : 1),
			removed: removed + (kind.startsWith('add') ? 0 : 1),
		});
	}
	return found;
}

/**
 * Builds the lists before and after of a list that is secret as a whole. The elements that stay are one shared unknown
 * value; each element that is added or removed is one of its own.
 */
function secretLists(before: Value, secret: Unknown, { added, removed }: ElementChanges): [Value, Value] {
	const others = (length: number): Unknown[] => Array.from({ length }, () => new Unknown(secret.origins));
	if (Array.isArray(before)) return [before, removed === 0 ? [...before, ...others(added)] : secret];
	return [
		[secret, ...others(removed)],
		[secret, ...others(added)],
	];
}
