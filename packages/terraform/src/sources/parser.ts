import { parseJson } from '../language/parser/json.js';
import { parseNative } from '../language/parser/native.js';
import { inlineWaiversIn } from './inline-waivers.js';
import type { ModuleSource, ParsedFile, ParsedModule, SourceFile, Sources } from './sources.js';
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
	const file = { path, waivers, malformedWaivers: malformed };
	if (parsed.kind === 'blocks') return { ...file, blocks: parsed.blocks, attributes: parsed.attributes };
	const { problem, line, column } = parsed;
	return { ...file, blocks: [], attributes: new Map(), problem: { problem, line, column } };
}
