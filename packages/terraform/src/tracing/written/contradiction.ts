import { isObject, type Json } from '@sg-preflight/documents';
import { entryOf, groupPaths } from '@sg-preflight/operations';
import { Address, type InstanceKey } from '../../address/address.js';
import { evaluate } from '../../language/evaluation/evaluate.js';
import { plainDataOf } from '../../language/functions/known.js';
import { nestedType, type WrittenBlock } from '../../language/syntax/configuration-file.js';
import type { Value } from '../../language/values/value.js';
import type { Instance, ModuleConfiguration, ResourceConfiguration, ShownValues } from '../../plan/configuration.js';
import { different } from '../../sources/compare-with-plan.js';
import { isGone } from '../instance-origins.js';
import { isConstantValue } from '../planned/json-values.js';
import { valueInBlock } from './block-value.js';
import { missingContributor } from './contributors.js';
import { InstanceScope } from './scopes/instance-scope.js';
import type { ModuleScope } from './scopes/module-scope.js';
import { keysOf } from './scopes/repetition.js';
import { type Exactness, mayShow } from './shown-as.js';

/** Most instances of a plan that are compared. A plan with more repeats the same expressions. */
const most = 2000;

/** Types whose arguments a plan shows as they are configured, changed or not. */
const plain = /^(terraform_data|null_resource|random_|time_|local_)/;

/** Types whose groups the provider plans as configured, so that an unchanged list is compared too. */
const faithful: ReadonlySet<string> = new Set([
	'alicloud_ecs_network_interface',
	'alicloud_instance',
	'alicloud_network_interface',
	'alicloud_security_group_rule',
]);

/**
 * Evaluates the sources and compares the results with the values in the plan. The configuration of plan JSON omits literals and
 * local values, so an edited one is noticed only by a known value that contains it. Returns the first difference; null if there
 * is none.
 */
export function contradiction(root: ModuleScope, shown: ShownValues): string | null {
	return (
		contradictedOutput(root, shown) ??
		new InstanceComparison(root).inModule([], root.planned) ??
		missingContributor(root, shown, scopeOf)
	);
}

function contradictedOutput(root: ModuleScope, { outputs }: ShownValues): string | null {
	if (root.problem !== null) return null;
	for (const [name, { after, afterUnknown }] of outputs) {
		if (!root.planned.outputs.has(name) || isConstantValue(root.planned.outputs.get(name) ?? null)) continue;
		if (!mayShow(root.output(name), after, afterUnknown, 'exact')) return different(`output.${name}`);
	}
	return null;
}

class InstanceComparison {
	#left = most;
	readonly #keys = new Map<string, ReadonlySet<InstanceKey> | null>();

	constructor(readonly root: ModuleScope) {}

	/** @param path names of the module calls that lead to the module */
	inModule(path: readonly string[], planned: ModuleConfiguration): string | null {
		for (const resource of planned.resources.values()) {
			if (!isWorthIt(resource)) continue;
			const within = [...path.map((name) => `module.${name}`), resource.address].join('.');
			for (const instance of this.root.shared.document.instances(within)) {
				if (this.#left-- <= 0) return null;
				const problem = this.#ofInstance(instance, resource);
				if (problem !== null) return problem;
			}
		}
		for (const [name, { module }] of planned.calls) {
			const problem = this.inModule([...path, name], module);
			if (problem !== null) return problem;
		}
		return null;
	}

	#ofInstance(instance: Instance, resource: ResourceConfiguration): string | null {
		const isRead = instance.mode === 'data';
		if (isGone(instance.actions) || (!isRead && instance.actions.length === 0)) return null;
		const address = Address.parse(instance.address);
		const module = scopeOf(this.root, address);
		const block = module?.block('resources', resource.address);
		if (!module || !block || module.problem !== null) return null;
		const keys = instance.actions.length > 0 && address.key !== undefined ? this.#keysOf(block, address, module) : null;
		if (keys !== null && address.key !== undefined && !keys.has(address.key))
			return different(`the key of ${instance.address}`);
		// The values of an instance may be parsed at each access.
		return this.#arguments({ ...instance }, resource, block, new InstanceScope(module, block, address.key));
	}

	/** Returns the keys that count or for_each gives; null if they are unknown, or there is neither. */
	#keysOf(block: WrittenBlock, address: Address, module: ModuleScope): ReadonlySet<InstanceKey> | null {
		const whole = address.module.within(address.resource).toString();
		let keys = this.#keys.get(whole);
		if (keys === undefined) {
			const [count, forEach] = ['count', 'for_each'].map((name) => block.attributes.get(name)?.written);
			const written = count ?? forEach;
			const found = written === undefined ? null : keysOf(evaluate(written, module), count !== undefined);
			keys = found && new Set(found);
			this.#keys.set(whole, keys);
		}
		return keys;
	}

	#arguments(instance: Instance, { expressions }: ResourceConfiguration, block: WrittenBlock, scope: InstanceScope) {
		const { after, afterUnknown } = instance;
		if (!isObject(after)) return null;
		for (const [name, json] of Object.entries(after)) {
			const mask = isObject(afterUnknown) ? afterUnknown[name] : afterUnknown;
			if (json === null || mask === true || isConstantValue(expressions[name] ?? null)) continue;
			const exactness = exactnessOf(instance, name, block);
			if (exactness === null) continue;
			for (const [value, part, unknown] of valuesOf(block, name, json, mask, scope)) {
				// For a list that is unknown as a whole, the provider may plan the earlier one.
				if (exactness === 'converted' && !isChanged(instance, name) && plainDataOf(value, scope.work) === undefined)
					continue;
				if (!mayShow(value, part, unknown, exactness)) return different(`${name} of ${instance.address}`);
			}
		}
		return null;
	}
}

/** Whether a resource has an expression whose value is not in the configuration of the plan. */
function isWorthIt({ expressions, countExpression, forEachExpression }: ResourceConfiguration): boolean {
	return [...Object.values(expressions), countExpression, forEachExpression].some(
		(expression) => expression !== null && !isConstantValue(expression),
	);
}

function scopeOf(root: ModuleScope, { modules }: Address): ModuleScope | null {
	let scope: ModuleScope | null = root;
	for (const { name, key } of modules) {
		if (scope === null || scope.problem !== null) return null;
		scope = scope.child(name, key);
	}
	return scope;
}

/** Returns how exactly the plan has an argument of an instance; null if it may have another value. */
function exactnessOf(instance: Instance, name: string, block: WrittenBlock): Exactness | null {
	const { type, mode, actions } = instance;
	if (mode === 'data') return actions.length > 0 ? 'converted' : null;
	const isNew = actions.includes('create');
	if (!isNew && isIgnored(name, block)) return null;
	if (type === 'terraform_data') return 'exact';
	if (isNew || plain.test(type)) return 'converted';
	// The provider may suppress a difference, and then plans the earlier value.
	if (isChanged(instance, name)) return 'converted';
	const entry = faithful.has(type) ? entryOf(type) : undefined;
	return entry && groupPaths(entry).some(({ steps }) => steps[0] === name) ? 'converted' : null;
}

function isChanged({ before, after }: Instance, name: string): boolean {
	const [was, is] = [before, after].map((state) => JSON.stringify(isObject(state) ? state[name] : undefined));
	return was !== is;
}

function isIgnored(name: string, block: WrittenBlock): boolean {
	return block.blocks
		.filter(({ type }) => type === 'lifecycle')
		.some(({ attributes }) => {
			const written = attributes.get('ignore_changes')?.written;
			if (written === undefined) return false;
			const names = written.kind === 'tuple' ? written.elements : [];
			return written.kind !== 'tuple' || names.some((one) => one.kind !== 'reference' || one.root === name);
		});
}

type Compared = readonly [Value, Json, Json | undefined];

/** Returns the values that a block gives an argument, or its nested blocks of a name, each with its value in the plan. */
function valuesOf(
	block: WrittenBlock,
	name: string,
	json: Json,
	mask: Json | undefined,
	scope: InstanceScope,
): readonly Compared[] {
	const attribute = block.attributes.get(name);
	if (attribute) return [[evaluate(attribute.written, scope), json, mask]];
	if (!Array.isArray(json) || !block.blocks.some((inner) => nestedType(inner) === name)) return [];
	return json.flatMap((element: Json, index): readonly Compared[] => {
		if (!isObject(element)) return [];
		const unknown = Array.isArray(mask) ? mask[index] : mask;
		return Object.entries(element).flatMap(([inner, part]): readonly Compared[] => {
			const below = isObject(unknown) ? unknown[inner] : unknown;
			const isPlain = part !== null && !(Array.isArray(part) && part.some(isObject)) && below !== true;
			const value = isPlain ? valueInBlock(block, [name, index, inner], scope) : null;
			return value === null ? [] : [[value, part, below]];
		});
	});
}
