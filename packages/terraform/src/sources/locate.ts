import { namesIn } from '../address/address.js';
import type { InlineWaiver, ParsedFile, SourceBlock, SourceExpression, Sources } from './expression.js';
import { belongsTo } from './inline-waivers.js';

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
	const literal = attribute === null || id === null ? undefined : literalIn(block, attribute.split('.'), id);
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
	const names = namesIn(address);
	const via: { file: string; line: number; column: number }[] = [];
	let key = '';
	while (names[0] === 'module') {
		const [, name = ''] = names.splice(0, 2);
		const call = find(sources.modules.get(key)?.files, 'module', [name]);
		if (call === null) return null;
		via.push(placeOf(call.file.path, call.block));
		key = key === '' ? name : `${key}.${name}`;
	}
	const found = find(sources.modules.get(key)?.files, 'resource', names);
	return found === null ? null : { ...found, via };
}

const placeOf = (file: string, { range }: Pick<SourceBlock, 'range'>) => ({
	file,
	line: range.line,
	column: range.column,
});

function find(files: readonly ParsedFile[] | undefined, type: string, labels: readonly string[]) {
	for (const file of files ?? []) {
		const block = file.blocks.find((block) => block.type === type && block.labels.join('.') === labels.join('.'));
		if (block) return { file, block };
	}
	return null;
}

function literalIn(block: SourceBlock, path: readonly string[], id: string): Pick<SourceBlock, 'range'> | undefined {
	const [name = '', ...rest] = path;
	const attribute = block.attributes.get(name);
	if (attribute && hasLiteral(attribute.expression, id)) return attribute;
	const inner = block.blocks.flatMap((inner) => {
		if (inner.type === 'dynamic' && inner.labels[0] === name) return inner.blocks;
		return inner.type === name ? [inner] : [];
	});
	return inner.map((nested) => literalIn(nested, rest, id)).find((found) => found !== undefined);
}

function hasLiteral(expression: SourceExpression, id: string): boolean {
	return JSON.stringify(expression).includes(JSON.stringify({ constant: id }));
}
