import { AttributePath } from '@sg-preflight/operations';
import { Address } from '../address/address.js';
import { nestedType, type WrittenBlock } from '../language/syntax/configuration-file.js';
import { type BoundNames, boundIn, leavesOf } from '../language/syntax/leaves.js';
import { belongsTo, type InlineWaiver } from './inline-waivers.js';
import type { ParsedFile, Sources } from './sources.js';

/** Lines and columns count from 1. */
export interface SourceLocation {
	readonly file: string;
	readonly line: number;
	readonly column: number;
	/** The module calls that lead to it, outermost first. */
	readonly via?: readonly { readonly file: string; readonly line: number; readonly column: number }[];
}

/**
 * Returns the place of a resource in the sources: the attribute with the group's id as a literal, or else the block.
 * Null if the sources do not have the resource, for example because the plan deletes it.
 * @param attribute in Terraform's names without indexes, `network_interfaces.security_group_ids`
 */
export function locate(
	sources: Sources,
	address: string,
	attribute: string | null,
	id: string | null,
): SourceLocation | null {
	const found = blockOf(sources, address);
	if (found === null) return null;
	const { file, block, via } = found;
	const literal =
		attribute === null || id === null ? undefined : literalIn(block, AttributePath.parse(attribute).names, id);
	return { ...placeOf(file.path, literal ?? block), ...(via.length > 0 ? { via } : {}) };
}

/** Returns the waivers in comments in the block of a resource or directly above it, with their file. */
export function waiversAt(sources: Sources, address: string): readonly (InlineWaiver & { readonly file: string })[] {
	const found = blockOf(sources, address);
	if (found === null) return [];
	const { file, block } = found;
	return file.waivers
		.filter((waiver) => belongsTo(waiver, block, file.waivers))
		.map((waiver) => ({ ...waiver, file: file.path }));
}

/** Returns the block of a resource, with the module calls that lead to it; null if the sources do not have it. */
function blockOf(sources: Sources, address: string) {
	const { modules, names } = Address.parse(address);
	const via: { file: string; line: number; column: number }[] = [];
	let caller = Address.parse('');
	for (const { name } of modules) {
		const call = find(sources.modules.get(caller.moduleKey)?.files, 'module', [name]);
		if (call === null) return null;
		via.push(placeOf(call.file.path, call.block));
		caller = caller.call(name);
	}
	const found = find(sources.modules.get(caller.moduleKey)?.files, 'resource', names);
	return found === null ? null : { ...found, via };
}

function placeOf(file: string, { range }: Pick<WrittenBlock, 'range'>) {
	return {
		file,
		line: range.line,
		column: range.column,
	};
}

function find(files: readonly ParsedFile[] | undefined, type: string, labels: readonly string[]) {
	for (const file of files ?? []) {
		const block = file.blocks.find((block) => block.type === type && block.labels.join('.') === labels.join('.'));
		if (block) return { file, block };
	}
	return null;
}

/** Returns the attribute, or that of a nested block, whose value can be the literal. */
function literalIn(
	block: WrittenBlock,
	path: readonly string[],
	id: string,
	bound: BoundNames = new Map(),
): Pick<WrittenBlock, 'range'> | undefined {
	const [name = '', ...rest] = path;
	const attribute = block.attributes.get(name);
	if (attribute) {
		const leaves = [...leavesOf(attribute.written, bound)];
		if (leaves.some((leaf) => leaf.kind === 'literal' && leaf.value === id)) return attribute;
	}
	for (const inner of block.blocks.filter((one) => nestedType(one) === name)) {
		const bodies = inner.type === 'dynamic' ? inner.blocks : [inner];
		const names = boundIn(inner, bound);
		const found = bodies.map((body) => literalIn(body, rest, id, names)).find((one) => one !== undefined);
		if (found !== undefined) return found;
	}
	return undefined;
}
