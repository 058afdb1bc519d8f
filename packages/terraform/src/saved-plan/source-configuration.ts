import type { WrittenBlock } from '../language/syntax/configuration-file.js';
import type { WrittenExpression } from '../language/syntax/expression.js';
import { referencesOf } from '../language/syntax/references.js';
import type {
	Expression,
	Json,
	ModuleCall,
	ModuleConfiguration,
	ProviderConfiguration,
	ResourceConfiguration,
	TerraformConfiguration,
} from '../plan/configuration.js';
import type { ParsedFile, Sources } from '../sources/expression.js';
import { UnknownPlan } from './unknown-plan.js';

/**
 * Converts the sources to the configuration of plan JSON: constants, references in the order of plan JSON, calls and
 * provider blocks. Leaves out dynamic blocks and local values, as plan JSON does.
 * @throws {UnknownPlan} when a file is not Terraform's language, or a called module has no sources
 */
export function configurationOfSources(sources: Sources): TerraformConfiguration {
	const providers = new Map<string, ProviderConfiguration>();
	return { root: moduleOf(sources, '', '', providers), providers, tool: null };
}

/** @param address of the module's call without keys, `module.a.module.b` */
function moduleOf(
	sources: Sources,
	key: string,
	address: string,
	providers: Map<string, ProviderConfiguration>,
): ModuleConfiguration {
	const files = sources.modules.get(key)?.files;
	if (files === undefined) throw new UnknownPlan(`the sources of ${address || 'the root module'} are not in it`);
	const resources = new Map<string, ResourceConfiguration>();
	const calls = new Map<string, ModuleCall>();
	const outputs = new Map<string, Expression>();
	const variables = new Map<string, Json>();
	const blocks = mergedBlocks(files);
	const required = requirementsOf(blocks);
	for (const block of blocks) {
		const [first = '', second = ''] = block.labels;
		switch (block.type) {
			case 'resource':
			case 'data':
			case 'ephemeral': {
				const resource = resourceOf(block, first, second);
				resources.set(resource.address, resource);
				break;
			}
			case 'module':
				calls.set(first, {
					...repetitionOf(block),
					module: moduleOf(
						sources,
						key === '' ? first : `${key}.${first}`,
						within(address, `module.${first}`),
						providers,
					),
				});
				break;
			case 'output':
				outputs.set(first, expressionOf(block.attributes.get('value')?.written));
				break;
			case 'variable':
				variables.set(first, constantOf(block.attributes.get('default')?.written) ?? null);
				break;
			case 'provider': {
				const provider = providerOf(block, first, address, required.get(first));
				const local = provider.alias === null ? first : `${first}.${provider.alias}`;
				providers.set(address === '' ? local : `${address}:${local}`, provider);
			}
		}
	}
	return { resources, calls, outputs, variables };
}

function within(address: string, inner: string): string {
	return address === '' ? inner : `${address}.${inner}`;
}

function resourceOf(block: WrittenBlock, type: string, name: string): ResourceConfiguration {
	const mode = block.type === 'resource' ? 'managed' : block.type;
	const provider = block.attributes.get('provider')?.written;
	return {
		...repetitionOf(block),
		address: mode === 'managed' ? `${type}.${name}` : `${mode}.${type}.${name}`,
		mode,
		type,
		providerConfigKey: (provider && referencesOf(provider)[0]) ?? type.split('_', 1)[0] ?? null,
		provisioners: block.blocks
			.filter((inner) => inner.type === 'provisioner')
			.map((inner) => ({ type: inner.labels[0] ?? '', expressions: bodyOf(inner, () => false) })),
	};
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
/** Of a module call besides. */
const ofCall: ReadonlySet<string> = new Set(['source', 'version']);

function repetitionOf(block: WrittenBlock): Omit<ModuleCall, 'module'> {
	const isMeta = (name: string): boolean => meta.has(name) || (block.type === 'module' && ofCall.has(name));
	const dependsOn = block.attributes.get('depends_on')?.written;
	return {
		expressions: bodyOf(block, isMeta),
		countExpression: repeatedBy(block, 'count'),
		forEachExpression: repeatedBy(block, 'for_each'),
		dependsOn: dependsOn?.kind === 'tuple' ? dependsOn.elements.flatMap((one) => referencesOf(one).slice(-1)) : [],
	};
}

function repeatedBy(block: WrittenBlock, name: string): Expression {
	const expression = expressionOf(block.attributes.get(name)?.written);
	return Object.keys(expression as object).length > 0 ? expression : null;
}

/** The only block of SDK types that can occur once, so that plan JSON has an object. Only the schema tells. */
const single: ReadonlySet<string> = new Set(['timeouts']);

function bodyOf(block: WrittenBlock, isMeta: (name: string) => boolean): { readonly [name: string]: Expression } {
	const body: { [name: string]: Expression } = {};
	for (const [name, { written }] of block.attributes) if (!isMeta(name)) body[name] = expressionOf(written);
	const nested = new Map<string, Expression[]>();
	for (const inner of block.blocks) {
		if (isMeta(inner.type) || inner.type === 'dynamic') continue;
		const known = nested.get(inner.type) ?? [];
		nested.set(inner.type, [...known, bodyOf(inner, () => false)]);
	}
	for (const [name, bodies] of nested) body[name] = single.has(name) ? (bodies[0] ?? null) : bodies;
	return body;
}

interface Requirement {
	readonly source?: Json | undefined;
	readonly version?: Json | undefined;
}

/** Returns a module's provider requirements by local name. */
function requirementsOf(blocks: readonly WrittenBlock[]): ReadonlyMap<string, Requirement> {
	const required = new Map<string, Requirement>();
	const inner = blocks.filter(({ type }) => type === 'terraform').flatMap((block) => block.blocks);
	for (const { attributes } of inner.filter(({ type }) => type === 'required_providers')) {
		for (const [name, { written }] of attributes) {
			const items = written.kind === 'object' ? written.items : [];
			const item = (key: string): Json | undefined =>
				constantOf(items.find((one) => constantOf(one.key) === key)?.value);
			required.set(name, { source: item('source'), version: item('version') ?? constantOf(written) });
		}
	}
	return required;
}

function providerOf(
	block: WrittenBlock,
	name: string,
	moduleAddress: string,
	{ source, version }: Requirement = {},
): ProviderConfiguration {
	const alias = constantOf(block.attributes.get('alias')?.written);
	return {
		moduleAddress,
		name,
		alias: typeof alias === 'string' ? alias : null,
		...(typeof source === 'string' ? { source: source.split('/').slice(-2).join('/') } : {}),
		versionConstraint: typeof version === 'string' ? version : null,
		expressions: bodyOf(block, (argument) => argument === 'alias' || argument === 'version'),
	};
}

/** Returns the form of plan JSON: a constant or references; neither for a function of constants. */
function expressionOf(written: WrittenExpression | undefined): Expression {
	if (written === undefined) return {};
	const constant = constantOf(written);
	if (constant !== undefined) return { constant_value: constant };
	const references = referencesOf(written);
	return references.length > 0 ? { references } : {};
}

/** The value of an expression of literals alone; undefined for any other. */
function constantOf(written: WrittenExpression | undefined): Json | undefined {
	switch (written?.kind) {
		case 'literal':
			return typeof written.value === 'object' && written.value !== null ? Number(written.value.number) : written.value;
		case 'tuple': {
			const elements = written.elements.map(constantOf);
			return elements.includes(undefined) ? undefined : (elements as Json[]);
		}
		case 'object': {
			const items = written.items.map(({ key, value }) => [constantOf(key), constantOf(value)] as const);
			if (items.some((item) => item.includes(undefined))) return undefined;
			return Object.fromEntries(items.map(([key, value]) => [String(key), value as Json]));
		}
		case 'unary': {
			const operand = constantOf(written.operand);
			if (written.operator === '-') return typeof operand === 'number' ? -operand : undefined;
			return typeof operand === 'boolean' ? !operand : undefined;
		}
		default:
			return undefined;
	}
}

/**
 * The blocks of a module, in which override files are merged into the others: an argument replaces the one of its name, a
 * nested block all of its type. Source: terraform internal/configs/module_merge.go, module_merge_body.go.
 */
function mergedBlocks(files: readonly ParsedFile[]): readonly WrittenBlock[] {
	const merged = new Map<string, WrittenBlock>();
	for (const { path, blocks, problem } of files) {
		if (problem) throw new UnknownPlan(`${path}:${problem.line} in it is not understood: ${problem.problem}`);
		for (const [index, block] of blocks.entries()) {
			const known = merged.get(nameOf(block, path, index));
			merged.set(nameOf(block, path, index), known === undefined ? block : overridden(known, block));
		}
	}
	return [...merged.values()];
}

/** Identifies blocks that are merged; a block without a name is merged with none. */
function nameOf(block: WrittenBlock, path: string, index: number): string {
	const { type, labels } = block;
	if (type === 'provider') return JSON.stringify([type, labels, constantOf(block.attributes.get('alias')?.written)]);
	return JSON.stringify(labels.length > 0 ? [type, labels] : [type, path, index]);
}

function overridden(block: WrittenBlock, by: WrittenBlock): WrittenBlock {
	const typeOf = (inner: WrittenBlock): string => (inner.type === 'dynamic' ? (inner.labels[0] ?? '') : inner.type);
	const replaced = new Set(by.blocks.map(typeOf));
	return {
		type: block.type,
		labels: block.labels,
		get range() {
			return block.range;
		},
		attributes: new Map([...block.attributes, ...by.attributes]),
		blocks: [...block.blocks.filter((inner) => !replaced.has(typeOf(inner))), ...by.blocks],
	};
}
