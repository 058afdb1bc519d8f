import { type EcsOperation, type ResourceChange, Unknown, type Value } from '../src/index.js';

/** One change of an object of the type, and the calls of the ledger that it makes. */
export interface Case {
	readonly title: string;
	/** Null for a create. */
	readonly before: Value;
	/** Null for a delete. */
	readonly after: Value;
	/** What the reader found at the other end of an attribute. */
	readonly through?: NonNullable<ResourceChange['through']>;
	/**
	 * In order: `RunInstances(sg-1, sg-2)`. A group that is no target has its role before it: `(sg-1, peer sg-2)`. `?` is
	 * an id known only at apply; `maybe ` before a call, or before a group, is one that such a value decides on.
	 */
	readonly calls: readonly string[];
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
/** A value of which nothing is known. */
export const untraced = new Unknown([{ kind: 'untraced', reason: 'the test says so' }]);

export function changeOf(type: string, { before, after, through }: Case): ResourceChange {
	return {
		address: `${type}.x`,
		deposed: null,
		type,
		actions: [before === null ? 'create' : after === null ? 'delete' : 'update'],
		before,
		after,
		beforeSensitive: false,
		afterSensitive: false,
		...(through ? { through } : {}),
		region: null,
		account: null,
	};
}

export function shortForm({ operation, groups, certain }: EcsOperation): string {
	const names = groups.map(({ role, id, certain: isIt }) => {
		const group = isIt === false ? `maybe ${id}` : (id ?? '?');
		return role === 'target' ? group : `${role} ${group}`;
	});
	return `${certain ? '' : 'maybe '}${operation}(${names.join(', ')})`;
}
