import { Address, type InstanceKey, inModule, keyText } from '../../address/address.js';
import type { Expression, ModuleCall, ModuleConfiguration, ResourceConfiguration } from '../../plan/configuration.js';

/** A module of the plan's configuration. */
export interface PlanScope {
	/** Absolute; a step without a key matches any key. */
	readonly address: string;
	readonly module: ModuleConfiguration;
	/** The context of the module call; null for the root. */
	readonly call: { readonly call: ModuleCall; readonly context: Context } | null;
}

/** The context of an expression of the plan JSON. */
export interface Context {
	readonly scope: PlanScope;
	/** The key of the instance that the expression belongs to; undefined if it has none or it is unknown. */
	readonly key: InstanceKey | undefined;
	readonly forEach: Expression;
	/** Tells contexts apart. */
	readonly address: string;
}

/** The context of the expressions of a resource. */
export interface ResourceContext extends Context {
	readonly resource: ResourceConfiguration;
}

export function contextOf(root: ModuleConfiguration, address: string): ResourceContext | null {
	const { modules, resource: name, key } = Address.parse(address);
	let scope: PlanScope = { address: '', module: root, call: null };
	for (const step of modules) {
		const call = scope.module.calls.get(step.name);
		if (!call) return null;
		scope = childScope(scope, step.name, call, step.key);
	}
	const resource = scope.module.resources.get(name);
	return resource ? { scope, key, forEach: resource.forEachExpression, address, resource } : null;
}

export function childScope(scope: PlanScope, name: string, call: ModuleCall, key: InstanceKey | undefined): PlanScope {
	const address = within(scope, `module.${name}${keyText(key)}`);
	const context: Context = { scope, key, forEach: call.forEachExpression, address };
	return { address, module: call.module, call: { call, context } };
}

export function within(scope: PlanScope, address: string): string {
	return inModule(scope.address, address);
}
