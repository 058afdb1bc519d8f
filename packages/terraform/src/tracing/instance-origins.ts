import { isObject } from '@sg-preflight/documents';
import { entryOf, type Origin } from '@sg-preflight/operations';
import type { Instance } from '../plan/configuration.js';

export const groupType = 'alicloud_security_group';

/** Returns the origin of the id of a security group of the configuration. */
export function groupOrigin({ address, actions, before, after }: Instance): Origin {
	const [now, then] = [before, after].map((state) =>
		isObject(state) && typeof state.id === 'string' ? state.id : null,
	);
	if (actions.includes('create')) return { kind: 'created-in-plan', address, ...(now ? { replaces: now } : {}) };
	const id = then || now;
	return id ? { kind: 'known', id, address } : { kind: 'resource-attribute', address, attribute: 'id', product: 'Ecs' };
}

/** Returns the origin of an attribute that the provider computes. */
export function attributeOrigin({ address, type, mode }: Instance, attribute: string): Origin {
	if (mode === 'data') return { kind: 'data-source', address, attribute };
	const product = productOf(type);
	return { kind: 'resource-attribute', address, attribute, ...(product ? { product } : {}) };
}

/** Whether the type's id is never the id of a group. */
export function hasOwnId(type: string): boolean {
	return /^(alicloud|random|time|null|terraform)_/.test(type);
}

/** Returns the product of the type's entry, or else the second word of its name. */
export function productOf(type: string): string | undefined {
	const entry = entryOf(type);
	if (entry) return entry.create[0]?.product ?? 'Ecs';
	const word = /^alicloud_([a-z0-9]+)/.exec(type)?.[1];
	return word && `${word[0]?.toUpperCase()}${word.slice(1)}`;
}

/** Whether the plan only deletes or forgets the object. */
export function isGone(actions: readonly string[]): boolean {
	return actions.length > 0 && actions.every((action) => action === 'delete' || action === 'forget');
}
