import { isList, type Json, type JsonObject } from '@sg-preflight/documents';
import { anyVersion, constraintRange, intersection, type VersionRange } from '@sg-preflight/operations';
import { Address } from '../address/address.js';
import { JsonPlace } from '../json-scanner/json-place.js';
import type { WrittenTracing } from './written-tracing.js';

/**
 * An expression in a configuration: `{ constant_value }`, `{ references: [...] }` (most specific first, each prefix
 * repeated), a nested block (an object of expressions, or a list of such objects), or `{}`. Without `dynamic` blocks.
 */
export type Expression = Json;

export interface ResourceConfiguration {
	/** Relative to its module and without instance keys: `alicloud_instance.i`, `data.alicloud_security_groups.all`. */
	readonly address: string;
	readonly mode: string;
	readonly type: string;
	readonly providerConfigKey: string | null;
	readonly expressions: { readonly [name: string]: Expression };
	readonly countExpression: Expression;
	readonly forEachExpression: Expression;
	readonly dependsOn: readonly string[];
	/** Its provisioners, in the order of the document. */
	readonly provisioners: readonly {
		readonly type: string;
		readonly expressions: { readonly [name: string]: Expression };
	}[];
}

export interface ModuleConfiguration {
	/** By address. */
	readonly resources: ReadonlyMap<string, ResourceConfiguration>;
	readonly calls: ReadonlyMap<string, ModuleCall>;
	/** The expression of each output. */
	readonly outputs: ReadonlyMap<string, Expression>;
	/** The default of each variable; null if it has none. */
	readonly variables: ReadonlyMap<string, Json>;
}

export interface ModuleCall {
	/** The source as written: `./modules/app`; absent in a saved plan, which carries its own sources. */
	readonly source?: string | null;
	/** By the name of the called module's variable. */
	readonly expressions: { readonly [name: string]: Expression };
	readonly countExpression: Expression;
	readonly forEachExpression: Expression;
	readonly dependsOn: readonly string[];
	readonly module: ModuleConfiguration;
}

export interface ProviderConfiguration {
	/** Address of the module with the provider block: `''` for the root, `module.a` below it. */
	readonly moduleAddress: string;
	readonly name: string;
	readonly alias: string | null;
	/** `aliyun/alicloud`, if the sources state the provider of the name. */
	readonly source?: string;
	/** `~> 1.209.0`; null if the configuration requires no version. */
	readonly versionConstraint: string | null;
	readonly expressions: { readonly [name: string]: Expression };
}

/** The `configuration` of a plan document, checked. */
export interface TerraformConfiguration {
	readonly root: ModuleConfiguration;
	/** By `provider_config_key`. */
	readonly providers: ReadonlyMap<string, ProviderConfiguration>;
	/** The program that made the plan, by the registry of its providers; null if the registry does not tell. */
	readonly tool: 'terraform' | 'opentofu' | null;
}

/** One instance of a resource or data source in the document. */
export interface Instance {
	/** Absolute, with instance keys. */
	readonly address: string;
	readonly mode: string;
	readonly type: string;
	/** As in `resource_changes`: `['no-op']`, `['create']`, `['read']`…; empty if it is only in a state of the plan. */
	readonly actions: readonly string[];
	/** Values before the change; null if there is no object. */
	readonly before: Json;
	/** Values after the change, without the parts known after apply. */
	readonly after: Json;
	/** Terraform's mask of the parts that are known after apply: `true` for an unknown, containers of the same shape. */
	readonly afterUnknown: Json;
	/** Terraform's mask of the parts that are sensitive after the change. */
	readonly afterSensitive: Json;
}

/** The value of an output of the root module. */
export interface ShownOutput {
	/** Without the parts that are known after apply. */
	readonly after: Json;
	readonly afterUnknown: Json;
}

/** An attribute of a resource that changes depend on. */
export interface Contributor {
	/** Absolute, perhaps without keys. */
	readonly address: string;
	/** Names and keys; empty for the whole resource. */
	readonly path: readonly (string | number)[];
}

/** Values of the sources that plan JSON shows beside the configuration. */
export interface ShownValues {
	/** By name. */
	readonly outputs: ReadonlyMap<string, ShownOutput>;
	/**
	 * The attributes to which the changed resources refer, also through local values and dynamic blocks. Null if the document
	 * does not list them.
	 */
	readonly contributors: readonly Contributor[] | null;
}

/** The parts of a plan document that are needed to follow a reference. */
export interface TracedDocument {
	/** Null if the document has none. */
	readonly configuration: TerraformConfiguration | null;
	/** Values of the root module's variables. */
	readonly variables: JsonObject;
	/**
	 * The instances at an address, in the document's order; empty if the document has none. A step of the address
	 * without an instance key matches all instances: `module.a.alicloud_security_group.g` finds
	 * `module.a["x"].alicloud_security_group.g[0]`. Deposed objects are left out. The first answer for an address may be
	 * empty: the reader then fetches the instances in one more pass and traces again.
	 */
	instances(address: string): readonly Instance[];
	/** Absent in a saved plan, which carries its own sources. */
	readonly shown?: ShownValues;
	/** Created at the first access; absent if there are no sources. */
	readonly written?: WrittenTracing;
	/** Why sources could not be used, so far. */
	readonly sourceProblems?: readonly string[];
}

/**
 * Validates the parts of a `configuration` that are read.
 * @throws {UserError} when a field has another type than Terraform writes
 */
export function configurationOf(json: Json, source: string): TerraformConfiguration {
	const at = new JsonPlace(source, 'configuration', json);
	const providers = new Map<string, ProviderConfiguration>();
	for (const [key, provider] of at.get('provider_config').entries()) {
		providers.set(key, {
			moduleAddress: provider.get('module_address').string() ?? '',
			name: provider.get('name').string() ?? '',
			alias: provider.get('alias').string(),
			versionConstraint: provider.get('version_constraint').string(),
			expressions: provider.get('expressions').object(),
		});
	}
	const names = at
		.get('provider_config')
		.entries()
		.map(([, provider]) => provider.get('full_name').string() ?? '');
	return { root: moduleOf(at.get('root_module')), providers, tool: toolOf(names) };
}

/** @param providers the full names of the providers: `registry.terraform.io/aliyun/alicloud` */
function toolOf(providers: readonly string[]): TerraformConfiguration['tool'] {
	const isFrom = (registry: string): boolean => providers.some((name) => name.startsWith(`${registry}/`));
	const [terraform, opentofu] = [isFrom('registry.terraform.io'), isFrom('registry.opentofu.org')];
	if (terraform === opentofu) return null;
	return terraform ? 'terraform' : 'opentofu';
}

function moduleOf(at: JsonPlace): ModuleConfiguration {
	const resources = new Map<string, ResourceConfiguration>();
	for (const resource of at.get('resources').elements()) {
		const address = resource.get('address').string() ?? '';
		resources.set(address, {
			address,
			mode: resource.get('mode').string() ?? '',
			type: resource.get('type').string() ?? '',
			providerConfigKey: resource.get('provider_config_key').string(),
			expressions: resource.get('expressions').object(),
			countExpression: resource.get('count_expression').value,
			forEachExpression: resource.get('for_each_expression').value,
			dependsOn: textsOf(resource.get('depends_on')),
			provisioners: resource
				.get('provisioners')
				.elements()
				.map((provisioner) => ({
					type: provisioner.get('type').string() ?? '',
					expressions: provisioner.get('expressions').object(),
				})),
		});
	}
	const calls = new Map<string, ModuleCall>();
	for (const [name, call] of at.get('module_calls').entries()) {
		calls.set(name, {
			source: call.get('source').string(),
			expressions: call.get('expressions').object(),
			countExpression: call.get('count_expression').value,
			forEachExpression: call.get('for_each_expression').value,
			dependsOn: textsOf(call.get('depends_on')),
			module: moduleOf(call.get('module')),
		});
	}
	const outputs = new Map(
		at
			.get('outputs')
			.entries()
			.map(([name, output]) => [name, output.get('expression').value]),
	);
	const variables = new Map(
		at
			.get('variables')
			.entries()
			.map(([name, variable]) => [name, variable.get('default').value]),
	);
	return { resources, calls, outputs, variables };
}

function textsOf(at: JsonPlace): string[] {
	return at.elements().map((element) => element.text());
}

/** Returns the configuration of a resource by its absolute address; null if there is none. */
export function resourceAt(configuration: TerraformConfiguration, address: string): ResourceConfiguration | null {
	const { modules, resource } = Address.parse(address);
	let module: ModuleConfiguration | undefined = configuration.root;
	for (const { name } of modules) module = module?.calls.get(name)?.module;
	return module?.resources.get(resource) ?? null;
}

/** Returns the versions of aliyun/alicloud that every constraint of the configuration allows. */
export function allowedVersions(configuration: TerraformConfiguration | null): VersionRange {
	const constraints = [...(configuration?.providers.values() ?? [])].filter(({ name }) => name === 'alicloud');
	return constraints.reduce<VersionRange>(
		(range, { versionConstraint }) =>
			versionConstraint === null ? range : (intersection(range, constraintRange(versionConstraint)) ?? range),
		anyVersion,
	);
}

/** @param at `output_changes` */
export function shownOutputsOf(at: JsonPlace): ReadonlyMap<string, ShownOutput> {
	const shown = at.entries().flatMap(([name, output]): [string, ShownOutput][] => {
		// A destroy does not show the value that the sources give.
		const actions = output.get('actions').value;
		if (isList(actions) && actions.includes('delete')) return [];
		return [[name, { after: output.get('after').value, afterUnknown: output.get('after_unknown').value }]];
	});
	return new Map(shown);
}

/** @param at `relevant_attributes` */
export function contributorsOf(at: JsonPlace): readonly Contributor[] {
	return at.elements().map((contributor) => ({
		address: contributor.get('resource').text(),
		path: contributor
			.get('attribute')
			.elements()
			.map(({ value }) => (typeof value === 'number' ? value : String(value))),
	}));
}
