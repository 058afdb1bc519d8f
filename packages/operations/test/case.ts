import {
	type Action,
	type EcsOperation,
	entryOf,
	exactly,
	operationsOf as predict,
	type ResourceChange,
	Unknown,
	type Value,
} from '../src/index.js';

/** One change of an object of the type, and the calls of the ledger that it makes. */
export interface Case {
	readonly title: string;
	/** Null for a create. */
	readonly before: Value;
	/** Null for a delete. */
	readonly after: Value;
	/** The change replaces the object: its actions are delete and create. */
	readonly replaces?: true;
	/**
	 * The document shows the resource's schema: the attributes that the type has always had, the case's own and these. By
	 * default it shows none, and the calls are those of the newest version.
	 */
	readonly schema?: readonly string[];
	/** The exact version of the provider, if the case is about one. */
	readonly provider?: string;
	/** Groups of the resource that an attribute names, as a reader finds them. */
	readonly through?: NonNullable<ResourceChange['through']>;
	/**
	 * In order: `RunInstances(sg-1, sg-2)`. A group that is not a target has its role before it: `(sg-1, peer sg-2)`. `?` is
	 * an id known after apply; `maybe ` marks a call or a group that such a value, or the version, decides on.
	 */
	readonly calls: readonly string[];
	/**
	 * The calls on network interfaces, which only an inventory of network interfaces makes part of the ledger:
	 * `DetachNetworkInterface(eni-1)`. Left out if the case is not about them.
	 */
	readonly onInterfaces?: readonly string[];
}

/** A group that the same plan creates. */
export const newGroup = new Unknown([{ kind: 'created-in-plan', address: 'alicloud_security_group.new' }]);
/** A value of a local value or a dynamic block: the configuration may give null, and the API the value. */
export const inSources = new Unknown([{ kind: 'expression', reference: 'local.x' }]);
/** A group that the plan creates, or an existing one. */
export const newOrKnown = new Unknown([
	{ kind: 'created-in-plan', address: 'alicloud_security_group.new' },
	{ kind: 'known', id: 'sg-7', address: 'alicloud_security_group.old' },
]);
/** A group that a data source returns, which is read during the apply. */
export const readAtApply = new Unknown([
	{ kind: 'data-source', address: 'data.alicloud_security_groups.d', attribute: 'ids' },
]);
/** A value without a known origin. */
export const untraced = new Unknown([{ kind: 'untraced', reason: 'the test says so' }]);

export function changeOf(type: string, { before, after, through, schema, replaces }: Case): ResourceChange {
	const names = schema ? [...(entryOf(type)?.always ?? []), ...schema] : [];
	const nulls = Object.fromEntries(names.map((name) => [name, null]));
	const shown = (state: Value): Value =>
		state === null ? null : { ...nulls, ...(state as { [name: string]: Value }) };
	return {
		address: `${type}.x`,
		deposed: null,
		type,
		actions: replaces ? ['delete', 'create'] : [actionOf(before, after)],
		before: shown(before),
		after: shown(after),
		beforeSensitive: false,
		afterSensitive: false,
		...(through ? { through } : {}),
		region: null,
		account: null,
	};
}

function actionOf(before: Value, after: Value): Action {
	if (before === null) return 'create';
	return after === null ? 'delete' : 'update';
}

/** The calls of a case. */
export function operationsOf(type: string, each: Case, change = changeOf(type, each)): EcsOperation[] {
	const entry = entryOf(type);
	if (entry === undefined) throw new Error(`${type} has no entry`);
	return predict(change, entry, each.provider === undefined ? undefined : exactly(each.provider));
}

/** The calls of a case on network interfaces. */
export function interfaceCallsOf(type: string, each: Case, change = changeOf(type, each)): string[] {
	const entry = entryOf(type);
	if (entry === undefined) throw new Error(`${type} has no entry`);
	const provider = each.provider === undefined ? undefined : exactly(each.provider);
	return predict(change, entry, provider, { interfaces: true }).flatMap(({ operation, interfaces, certain }) =>
		interfaces === undefined
			? []
			: [`${certain ? '' : 'maybe '}${operation}(${interfaces.map(({ id }) => id ?? '?').join(', ')})`],
	);
}

export function shortForm({ operation, groups, certain }: EcsOperation): string {
	const names = groups.map(({ role, id, certain: isIt }) => {
		const group = isIt === false ? `maybe ${id}` : (id ?? '?');
		return role === 'target' ? group : `${role} ${group}`;
	});
	return `${certain ? '' : 'maybe '}${operation}(${names.join(', ')})`;
}
