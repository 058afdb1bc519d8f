import { parseJson } from '../language/parser/json.js';
import { parseNative } from '../language/parser/native.js';
import type { ParsedText, WrittenBlock } from '../language/syntax/configuration-file.js';
import { type Bindings, boundBy, sourceExpressionFrom } from './derive-expression.js';
import type {
	ModuleSource,
	ParsedFile,
	ParsedModule,
	SourceAttribute,
	SourceBlock,
	SourceFile,
	Sources,
} from './expression.js';
import { inlineWaiversIn } from './inline-waivers.js';
import { isOverride } from './written-module.js';

/** Parses the files of each module; override files come last, because Terraform merges them into the others. */
export function parseSources(
	modules: readonly ModuleSource[],
	{ problems = [], readFile = () => null }: Partial<Omit<Sources, 'modules'>> = {},
): Sources {
	const parsed = modules.map(({ key, directory, files }): [string, ParsedModule] => [
		key,
		{
			directory,
			files: [...files]
				.sort((one, other) => Number(isOverride(one.path)) - Number(isOverride(other.path)))
				.map((file) => parseFile(file)),
		},
	]);
	return { modules: new Map(parsed), problems, readFile };
}

/** Parses one file. A file that is not Terraform's language has a problem and no blocks. */
export function parseFile({ path, text }: SourceFile): ParsedFile {
	const parsed = path.endsWith('.json') ? parseJson(text) : parseNative(text);
	const { waivers, malformed } = inlineWaiversIn(text);
	const file = { path, blocks: blocksOf(parsed), waivers, malformedWaivers: malformed };
	if (parsed.kind === 'blocks') return file;
	const { problem, line, column } = parsed;
	return { ...file, problem: { problem, line, column } };
}

const blocksOf = (parsed: ParsedText): readonly SourceBlock[] =>
	parsed.kind === 'blocks' ? parsed.blocks.map((block) => sourceBlockOf(block, new Map())) : [];

function sourceBlockOf(block: WrittenBlock, bindings: Bindings): SourceBlock {
	const within = block.type === 'dynamic' ? boundBy(block, bindings) : bindings;
	return {
		type: block.type,
		labels: block.labels,
		get range() {
			return block.range;
		},
		attributes: new Map(
			[...block.attributes].map(([name, attribute]): [string, SourceAttribute] => [
				name,
				{
					written: attribute.written,
					get range() {
						return attribute.range;
					},
					get expression() {
						return sourceExpressionFrom(attribute.written, bindings);
					},
				},
			]),
		),
		blocks: block.blocks.map((inner) => sourceBlockOf(inner, within)),
	};
}
