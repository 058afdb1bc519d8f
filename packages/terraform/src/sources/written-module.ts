import { nestedType, type WrittenAttribute, type WrittenBlock } from '../language/syntax/configuration-file.js';
import type { TerraformConfiguration } from '../plan/configuration.js';
import type { ParsedFile } from './sources.js';

/** The configuration of one module, with its override files merged into the others. */
export interface WrittenModule {
	/** Blocks of resources and data sources, by address: `alicloud_instance.i`, `data.alicloud_vpcs.all`. */
	readonly resources: ReadonlyMap<string, WrittenBlock>;
	readonly calls: ReadonlyMap<string, WrittenBlock>;
	readonly outputs: ReadonlyMap<string, WrittenBlock>;
	readonly variables: ReadonlyMap<string, WrittenBlock>;
	readonly locals: ReadonlyMap<string, WrittenAttribute>;
	/** By local name and alias: `alicloud`, `alicloud.hangzhou`. */
	readonly providers: ReadonlyMap<string, WrittenBlock>;
	/** The `terraform` blocks, which are not merged. */
	readonly settings: readonly WrittenBlock[];
	/** Blocks of other types: `check`, `import`, `moved`. */
	readonly others: readonly WrittenBlock[];
	/** Why the files are not a reliable configuration; empty if they are. */
	readonly problems: readonly string[];
}

/**
 * Returns the files that a program reads: OpenTofu reads `main.tofu` instead of a `main.tf` beside it, and Terraform
 * ignores it. Null if there are such files and the program is unknown.
 */
export function filesOf(
	files: readonly ParsedFile[],
	tool: TerraformConfiguration['tool'],
): readonly ParsedFile[] | null {
	const isTofu = ({ path }: ParsedFile): boolean => /\.tofu(\.json)?$/.test(path);
	const ofTofu = new Set(files.filter(isTofu).map(({ path }) => path.replace(/\.tofu(\.json)?$/, '.tf$1')));
	if (ofTofu.size === 0) return files;
	if (tool === null) return null;
	return tool === 'terraform' ? files.filter((file) => !isTofu(file)) : files.filter(({ path }) => !ofTofu.has(path));
}

type Kind = 'resources' | 'calls' | 'outputs' | 'variables' | 'providers';

const kinds: ReadonlyMap<string, Kind> = new Map([
	['resource', 'resources'],
	['data', 'resources'],
	['ephemeral', 'resources'],
	['module', 'calls'],
	['output', 'outputs'],
	['variable', 'variables'],
	['provider', 'providers'],
]);

/**
 * Combines the files of a module as Terraform does: override files are merged into the blocks of the others, one after
 * the other.
 * Source: terraform internal/configs/module.go, module_merge.go, module_merge_body.go.
 */
export function writtenModuleOf(files: readonly ParsedFile[]): WrittenModule {
	const module = {
		resources: new Map<string, WrittenBlock>(),
		calls: new Map<string, WrittenBlock>(),
		outputs: new Map<string, WrittenBlock>(),
		variables: new Map<string, WrittenBlock>(),
		locals: new Map<string, WrittenAttribute>(),
		providers: new Map<string, WrittenBlock>(),
		settings: [] as WrittenBlock[],
	};
	const others: WrittenBlock[] = [];
	const problems: string[] = [];
	for (const file of files) {
		if (file.problem) problems.push(`${file.path}:${file.problem.line} cannot be read (${file.problem.problem})`);
		for (const block of file.blocks) {
			if (!['locals', 'terraform'].includes(block.type) && !kinds.has(block.type)) others.push(block);
		}
		for (const block of file.blocks.flatMap(withChecked)) {
			if (block.type === 'locals') {
				for (const [name, attribute] of block.attributes) {
					if (module.locals.has(name) && !isOverride(file.path))
						problems.push(`${file.path} has a second local.${name}`);
					module.locals.set(name, attribute);
				}
				continue;
			}
			if (block.type === 'terraform') module.settings.push(block);
			const kind = kinds.get(block.type);
			if (kind === undefined) continue;
			const name = nameOf(block);
			const base = module[kind].get(name);
			if (base && !isOverride(file.path)) problems.push(`${file.path} has a second ${block.type} ${name}`);
			module[kind].set(name, base && isOverride(file.path) ? merged(base, block) : block);
		}
	}
	return { ...module, others, problems };
}

/** Whether a file is an override file, which Terraform merges into the others. */
export function isOverride(path: string): boolean {
	return /(^|[/\\_])override\.(tf|tofu)(\.json)?$/.test(path);
}

function nameOf({ type, labels, attributes }: WrittenBlock): string {
	const alias = type === 'provider' ? attributes.get('alias')?.written : undefined;
	if (alias?.kind === 'literal') return [...labels, String(alias.value)].join('.');
	return (type === 'data' || type === 'ephemeral' ? [type, ...labels] : labels).join('.');
}

/** A check block may hold a data source, which is one of the module. */
function withChecked(block: WrittenBlock): readonly WrittenBlock[] {
	return block.type === 'check' ? block.blocks.filter(({ type }) => type === 'data') : [block];
}

/** Merges an override: its nested blocks replace all blocks of their type, its arguments those of the same name. */
function merged(base: WrittenBlock, over: WrittenBlock): WrittenBlock {
	const types = new Set(over.blocks.map(nestedType));
	return {
		type: base.type,
		labels: base.labels,
		get range() {
			return base.range;
		},
		attributes: new Map([...base.attributes, ...over.attributes]),
		blocks: [...base.blocks.filter((block) => !types.has(nestedType(block))), ...over.blocks],
	};
}
