import { type Action, type Origin, type ResourceChange, Unknown } from '../change/resource-change.js';
import { valuesAt } from '../change/value.js';
import type { Call } from '../entry/entry-schema.js';
import type { InterfaceReference } from './ecs-operation.js';

/** The network interfaces that a call acts on. One that the plan itself creates is the account's own and left out. */
export function interfacesOf(change: ResourceChange, action: Action, call: Call): InterfaceReference[] {
	return (call.interfaces ?? []).flatMap(({ attribute, of }) => {
		const isBefore = of === 'before' || (of === undefined && action === 'delete');
		const [source, mask] = isBefore ? [change.before, change.beforeSensitive] : [change.after, change.afterSensitive];
		return valuesAt(source, mask, attribute).flatMap(({ value, sensitive }): InterfaceReference[] => {
			const base = { attribute, ...(sensitive ? { sensitive: true as const } : {}) };
			if (typeof value === 'string' && value !== '') return [{ ...base, id: value }];
			if (!(value instanceof Unknown) || value.origins.every(isOwnInterface)) return [];
			return [{ ...base, id: null }];
		});
	});
}

function isOwnInterface(origin: Origin): boolean {
	return (
		origin.kind === 'resource-attribute' &&
		/(^|\.)alicloud_(ecs_)?network_interface\./.test(origin.address) &&
		!/(^|\.)data\./.test(origin.address)
	);
}
