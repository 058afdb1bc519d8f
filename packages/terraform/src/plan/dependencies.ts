import type { Json } from '@sg-preflight/documents';
import type { Dependencies } from '@sg-preflight/operations';
import { namesIn, withoutKeys } from '../address/address.js';
import type { ModuleConfiguration, TerraformConfiguration } from './configuration.js';

/**
 * Returns the dependencies of a configuration; none if there is no configuration. Addresses are absolute, without
 * instance keys, as in Terraform's own graph before expansion. Dependencies through local values are missing, because plan
 * JSON omits the references of local values.
 */
export function dependenciesOf(configuration: TerraformConfiguration | null): Dependencies {
	const edges = new Map<string, Set<string>>();
	if (configuration) addModule(edges, configuration.root, '');
	const reversed = new Map<string, Set<string>>();
	for (const [from, targets] of edges) {
		for (const target of targets) {
			const known = reversed.get(target);
			if (known) known.add(from);
			else reversed.set(target, new Set([from]));
		}
	}
	return { blockOf: remembered(withoutKeys), needs: reaching(edges), neededBy: reaching(reversed) };
}

function remembered<T>(make: (key: string) => T): (key: string) => T {
	const made = new Map<string, T>();
	return (key) => {
		let known = made.get(key);
		if (known === undefined) {
			known = make(key);
			made.set(key, known);
		}
		return known;
	};
}

function reaching(edges: ReadonlyMap<string, ReadonlySet<string>>): (from: string) => ReadonlySet<string> {
	return remembered((from) => reach(edges, from));
}

function reach(edges: ReadonlyMap<string, ReadonlySet<string>>, from: string): ReadonlySet<string> {
	const found = new Set<string>();
	const open = [from];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		for (const target of edges.get(next) ?? []) {
			if (found.has(target)) continue;
			found.add(target);
			open.push(target);
		}
	}
	return found;
}

/** Adds the resources, variables and outputs of a module, and the module as a whole, by absolute addresses without keys. */
function addModule(edges: Map<string, Set<string>>, module: ModuleConfiguration, prefix: string): void {
	const add = (node: string, targets: readonly string[]): void => {
		const known = edges.get(node) ?? new Set();
		edges.set(node, known);
		for (const target of targets) known.add(prefix + target);
	};
	/** Everything in a module depends on what the call of the module depends on. */
	const caller = prefix === '' ? [] : ['caller'];
	for (const [address, { expressions, countExpression, forEachExpression, dependsOn }] of module.resources) {
		const references = [expressions, countExpression, forEachExpression].flatMap(referencesIn);
		add(prefix + address, [...nodesOf(references), ...nodesOf(dependsOn), ...caller]);
	}
	for (const [name, expression] of module.outputs) add(`${prefix}output.${name}`, nodesOf(referencesIn(expression)));
	for (const [name, call] of module.calls) {
		const whole = `module.${name}`;
		const inside = `${prefix}${whole}.`;
		for (const [variable, expression] of Object.entries(call.expressions)) {
			add(`${inside}var.${variable}`, nodesOf(referencesIn(expression)));
		}
		const references = [call.countExpression, call.forEachExpression].flatMap(referencesIn);
		add(`${inside}caller`, [...nodesOf(references), ...nodesOf(call.dependsOn), ...caller]);
		const parts = [...call.module.resources.keys(), ...[...call.module.calls.keys()].map((other) => `module.${other}`)];
		add(
			prefix + whole,
			parts.map((part) => `${whole}.${part}`),
		);
		addModule(edges, call.module, inside);
	}
}

/** Returns the references of an expression without prefixes of others. */
function referencesIn(expression: Json): string[] {
	if (typeof expression !== 'object' || expression === null) return [];
	if (Array.isArray(expression)) return expression.flatMap(referencesIn);
	return Object.entries(expression).flatMap(([name, value]) => {
		if (name === 'constant_value') return [];
		if (name !== 'references' || !Array.isArray(value)) return referencesIn(value);
		const references = value.filter((reference) => typeof reference === 'string');
		const isPrefix = (one: string): boolean =>
			references.some((other) => other.startsWith(`${one}.`) || other.startsWith(`${one}[`));
		return references.filter((reference) => !isPrefix(reference));
	});
}

/** Returns the nodes of references, relative to their module. `each.key`, `local.x` and the like have none. */
function nodesOf(references: readonly string[]): string[] {
	return references.flatMap((reference) => {
		const [first, second, third] = namesIn(reference);
		if (second === undefined) return [];
		if (first === 'module') return [third === undefined ? `module.${second}` : `module.${second}.output.${third}`];
		if (first === 'data') return third === undefined ? [] : [`data.${second}.${third}`];
		return ['local', 'each', 'count', 'path', 'terraform', 'self'].includes(first as string)
			? []
			: [`${first}.${second}`];
	});
}
