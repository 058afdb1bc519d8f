import fs from 'node:fs';
import { matchesStars, UserError } from '@sg-preflight/documents';
import { isPattern, parsePatterns } from '../file-pattern.js';
import { type FoundFile, foundFiles, statsOf } from '../found-files.js';

/** The file names of saved plans and plan documents. In a directory all other files are skipped. */
const planNames = ['tfplan', '*.tfplan', '*plan.json', '*preview.json'];

const ignored = new Set(['.terraform', '.git', 'node_modules']);

/**
 * Returns the plans that arguments name: files, `-`, directories (every plan in them, at any depth) and patterns that
 * the shell did not expand. Each plan is returned once; plans of a directory or a pattern are sorted by name.
 *
 * @throws {UserError} when a directory or a pattern has none
 */
export function planPaths(inputs: readonly string[]): FoundFile[] {
	return [...new Map(inputs.flatMap(pathsOf).map((file) => [file.path, file])).values()];
}

function pathsOf(input: string): readonly FoundFile[] {
	if (input === '-') return [{ path: input, problem: null }];
	const stats = statsOf(input);
	if (typeof stats === 'string') return [{ path: input, problem: stats }];
	if (stats?.isDirectory()) return plansIn(input);
	if (stats || !isPattern(input)) return [{ path: input, problem: null }];
	const files = parsePatterns(input).flatMap(({ base, matches, mayHold }) =>
		fs.existsSync(base)
			? foundFiles(base, { enters: (steps) => isSearched(steps) && mayHold(steps), wants: matches })
			: [],
	);
	if (files.length === 0) throw new UserError(`${input}: no file matches this pattern.`);
	return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function plansIn(directory: string): FoundFile[] {
	const files = foundFiles(directory, {
		enters: isSearched,
		wants: (steps) => planNames.some((name) => matchesStars(name, steps.at(-1) ?? '')),
	});
	if (files.length > 0) return files;
	throw new UserError(
		`${directory}: no plan found in this directory (looked for ${planNames.join(', ')}). Name other files one by one.`,
	);
}

function isSearched(steps: readonly string[]): boolean {
	return !ignored.has(steps.at(-1) ?? '');
}

/** Every `of`-th path from the `index`-th (counting from 1) on. */
export interface Shard {
	readonly index: number;
	readonly of: number;
}

export function parseShard(text: string): Shard {
	const [, index, of] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text)?.map(Number) ?? [];
	if (index === undefined || of === undefined || index > of) {
		throw new UserError(`--shard ${text}: expected which part of how many (at most 9999), such as 2/8.`);
	}
	return { index, of };
}

export function shardOf<T>(all: readonly T[], { index, of }: Shard): T[] {
	return all.filter((_, position) => position % of === index - 1);
}
