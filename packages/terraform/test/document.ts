import type { Json, JsonObject } from '@sg-preflight/documents';
import { AddressTree } from '../src/address/address-tree.js';
import { configurationOf, type Instance, type TracedDocument } from '../src/plan/configuration.js';

interface StateModule {
	readonly resources?: readonly { address: string; mode: string; type: string; values: JsonObject }[];
	readonly child_modules?: readonly StateModule[];
}

export interface Plan {
	readonly configuration?: Json;
	readonly variables?: { readonly [name: string]: { readonly value: Json } };
	readonly prior_state?: { readonly values?: { readonly root_module?: StateModule } };
	readonly resource_changes?: readonly {
		readonly address: string;
		readonly mode: string;
		readonly type: string;
		readonly deposed?: string;
		readonly change: {
			readonly actions: readonly string[];
			readonly before: Json;
			readonly after: Json;
			readonly after_unknown: Json;
			readonly after_sensitive?: Json;
		};
	}[];
}

/** A double of the streaming reader: the whole plan document in memory. */
export function documentOf(plan: Plan): TracedDocument {
	const instances = new Map<string, Instance>();
	const read = (module: StateModule): void => {
		for (const { address, mode, type, values } of module.resources ?? []) {
			instances.set(address, {
				address,
				mode,
				type,
				actions: [],
				before: values,
				after: values,
				afterUnknown: {},
				afterSensitive: {},
			});
		}
		module.child_modules?.forEach(read);
	};
	read(plan.prior_state?.values?.root_module ?? {});
	for (const { address, mode, type, deposed, change } of plan.resource_changes ?? []) {
		const { actions, before, after, after_unknown: afterUnknown, after_sensitive: afterSensitive = false } = change;
		if (!deposed) instances.set(address, { address, mode, type, actions, before, after, afterUnknown, afterSensitive });
	}
	const tree = new AddressTree<Instance>();
	for (const [address, instance] of instances) tree.set(address, instance);
	return {
		configuration: plan.configuration === undefined ? null : configurationOf(plan.configuration, 'plan.json'),
		variables: Object.fromEntries(Object.entries(plan.variables ?? {}).map(([name, { value }]) => [name, value])),
		instances: (address) => tree.at(address),
	};
}
