import type { Json } from '@sg-preflight/documents';
import { inModule } from '../address/address.js';
import { constantOf } from '../language/evaluation/constant.js';
import { Work } from '../language/evaluation/work.js';
import type { WrittenBlock } from '../language/syntax/configuration-file.js';
import type { WrittenExpression } from '../language/syntax/expression.js';
import { expressionsIn } from '../language/syntax/operands.js';
import { referencesOf } from '../language/syntax/references.js';
import type {
	Expression,
	ModuleCall,
	ModuleConfiguration,
	ProviderConfiguration,
	ResourceConfiguration,
	TerraformConfiguration,
} from '../plan/configuration.js';
import type { Sources } from '../sources/sources.js';
import { filesOf, type WrittenModule, writtenModuleOf } from '../sources/written-module.js';
import { UnknownPlan } from './unknown-plan.js';

/**
 * Converts the sources to the configuration of plan JSON: constants, references in the order of plan JSON, calls and
 * provider blocks. Leaves out dynamic blocks and local values, as plan JSON does.
 * @throws {UnknownPlan} when a file is not Terraform's language, or a called module has no sources
 */
export function configurationOfSources(sources: Sources, tool: TerraformConfiguration['tool']): TerraformConfiguration {
	return new SourceConfiguration(sources, tool).configuration();
}

/** Arguments and blocks that Terraform itself reads. */
const meta: ReadonlySet<string> = new Set([
	'connection',
	'count',
	'depends_on',
	'for_each',
	'lifecycle',
	'provider',
	'providers',
	'provisioner',
]);
/** Further arguments of a module call that Terraform itself reads. */
const ofCall: ReadonlySet<string> = new Set(['source', 'version']);

/** The only block of SDK types that can occur once, so that plan JSON has an object. Only the schema tells. */
const single: ReadonlySet<string> = new Set(['timeouts']);

interface Requirement {
	readonly source?: Json | undefined;
	readonly version?: Json | undefined;
}

class SourceConfiguration {
	readonly #sources: Sources;
	readonly #tool: TerraformConfiguration['tool'];
	readonly #work = new Work();
	readonly #providers = new Map<string, ProviderConfiguration>();

	constructor(sources: Sources, tool: TerraformConfiguration['tool']) {
		this.#sources = sources;
		this.#tool = tool;
	}

	configuration(): TerraformConfiguration {
		return { root: this.#module('', ''), providers: this.#providers, tool: this.#tool };
	}

	/** @param address of the module's call without keys, `module.a.module.b` */
	#module(key: string, address: string): ModuleConfiguration {
		const written = this.#written(key, address);
		const required = this.#requirements(written);
		for (const [local, block] of written.providers) {
			const provider = this.#provider(block, address, required.get(block.labels[0] ?? ''));
			this.#providers.set(address === '' ? local : `${address}:${local}`, provider);
		}
		const calls = [...written.calls].map(([name, block]): [string, ModuleCall] => [
			name,
			{
				...this.#repetition(block),
				module: this.#module(key === '' ? name : `${key}.${name}`, inModule(address, `module.${name}`)),
			},
		]);
		return {
			resources: mapped(written.resources, (block, name) => this.#resource(block, name)),
			calls: new Map(calls),
			outputs: mapped(written.outputs, ({ attributes }) => this.#expression(attributes.get('value')?.written)),
			variables: mapped(
				written.variables,
				({ attributes }) => this.#constant(attributes.get('default')?.written) ?? null,
			),
		};
	}

	#written(key: string, address: string): WrittenModule {
		const source = this.#sources.modules.get(key);
		if (source === undefined) throw new UnknownPlan(`the sources of ${address || 'the root module'} are not in it`);
		const written = writtenModuleOf(filesOf(source.files, this.#tool) ?? source.files);
		const [problem] = written.problems;
		if (problem !== undefined) throw new UnknownPlan(`its sources are not understood: ${problem}`);
		return written;
	}

	#resource(block: WrittenBlock, address: string): ResourceConfiguration {
		const [type = ''] = block.labels;
		const provider = block.attributes.get('provider')?.written;
		return {
			...this.#repetition(block),
			address,
			mode: block.type === 'resource' ? 'managed' : block.type,
			type,
			providerConfigKey: (provider && referencesOf(provider)[0]) ?? type.split('_', 1)[0] ?? null,
			provisioners: block.blocks
				.filter((inner) => inner.type === 'provisioner')
				.map((inner) => ({ type: inner.labels[0] ?? '', expressions: this.#body(inner, () => false) })),
		};
	}

	#repetition(block: WrittenBlock): Omit<ModuleCall, 'module'> {
		const isMeta = (name: string): boolean => meta.has(name) || (block.type === 'module' && ofCall.has(name));
		const dependsOn = block.attributes.get('depends_on')?.written;
		return {
			expressions: this.#body(block, isMeta),
			countExpression: this.#repeatedBy(block, 'count'),
			forEachExpression: this.#repeatedBy(block, 'for_each'),
			dependsOn: dependsOn?.kind === 'tuple' ? dependsOn.elements.flatMap((one) => referencesOf(one).slice(-1)) : [],
		};
	}

	#repeatedBy(block: WrittenBlock, name: string): Expression {
		const expression = this.#expression(block.attributes.get(name)?.written);
		return Object.keys(expression as object).length > 0 ? expression : null;
	}

	#body(block: WrittenBlock, isMeta: (name: string) => boolean): { readonly [name: string]: Expression } {
		const body: { [name: string]: Expression } = {};
		for (const [name, { written }] of block.attributes) if (!isMeta(name)) body[name] = this.#expression(written);
		const nested = new Map<string, Expression[]>();
		for (const inner of block.blocks) {
			if (isMeta(inner.type) || inner.type === 'dynamic') continue;
			const known = nested.get(inner.type) ?? [];
			nested.set(inner.type, [...known, this.#body(inner, () => false)]);
		}
		for (const [name, bodies] of nested) body[name] = single.has(name) ? (bodies[0] ?? null) : bodies;
		return body;
	}

	/** Returns a module's provider requirements by local name. */
	#requirements({ settings }: WrittenModule): ReadonlyMap<string, Requirement> {
		const required = new Map<string, Requirement>();
		const inner = settings.flatMap((block) => block.blocks).filter(({ type }) => type === 'required_providers');
		for (const { attributes } of inner) {
			for (const [name, { written }] of attributes) {
				const items = written.kind === 'object' ? written.items : [];
				const item = (key: string): Json | undefined =>
					this.#constant(items.find((one) => this.#constant(one.key) === key)?.value);
				required.set(name, { source: item('source'), version: item('version') ?? this.#constant(written) });
			}
		}
		return required;
	}

	#provider(block: WrittenBlock, moduleAddress: string, { source, version }: Requirement = {}): ProviderConfiguration {
		const [name = ''] = block.labels;
		const alias = this.#constant(block.attributes.get('alias')?.written);
		return {
			moduleAddress,
			name,
			alias: typeof alias === 'string' ? alias : null,
			...(typeof source === 'string' ? { source: source.split('/').slice(-2).join('/') } : {}),
			versionConstraint: typeof version === 'string' ? version : null,
			expressions: this.#body(block, (argument) => argument === 'alias' || argument === 'version'),
		};
	}

	/** Returns the form of plan JSON: a constant or references; neither for a function of constants. */
	#expression(written: WrittenExpression | undefined): Expression {
		if (written === undefined) return {};
		const constant = this.#constant(written);
		if (constant !== undefined) return { constant_value: constant };
		const references = referencesOf(written);
		return references.length > 0 ? { references } : {};
	}

	/** Returns the value that plan JSON has for an expression without names and calls; undefined for any other. */
	#constant(written: WrittenExpression | undefined): Json | undefined {
		if (written === undefined || referencesOf(written).length > 0) return undefined;
		for (const { kind } of expressionsIn(written)) if (kind === 'call') return undefined;
		return constantOf(written, this.#work);
	}
}

function mapped<T, U>(map: ReadonlyMap<string, T>, convert: (value: T, key: string) => U): ReadonlyMap<string, U> {
	return new Map([...map].map(([key, value]) => [key, convert(value, key)]));
}
