import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@sg-preflight/documents';

/** Names that saved plans and plan documents go by; in a directory no other file is taken for one. */
const planNames = ['tfplan', '*.tfplan', '*plan.json', '*preview.json'];

const ignored = ['**/.terraform/**', '**/.git/**', '**/node_modules/**'];

/**
 * The plans that arguments name: files, `-`, directories (every plan in them, at any depth) and patterns that the
 * shell left as they are. Each once, what a directory or a pattern gives in the order of names.
 */
export async function planPaths(inputs: readonly string[]): Promise<string[]> {
	const found = new Set<string>();
	for (const input of inputs) {
		for (const file of await pathsOf(input)) found.add(file);
	}
	return [...found];
}

async function pathsOf(input: string): Promise<readonly string[]> {
	if (input === '-') return [input];
	const stats = fs.statSync(input, { throwIfNoEntry: false });
	if (stats?.isDirectory()) {
		const names = await matches(
			planNames.map((name) => `**/${name}`),
			input,
		);
		if (names.length === 0) {
			throw new UserError(
				`${input}: there is no plan in this directory. Files that are called ${planNames.join(', ')} are; name others one by one.`,
			);
		}
		return names.map((name) => path.join(input, name));
	}
	if (stats || !/[*?[{]/.test(input)) return [input];
	const files = await matches([input]);
	if (files.length === 0) throw new UserError(`${input}: no file matches this pattern.`);
	return files;
}

async function matches(patterns: string[], cwd = process.cwd()): Promise<string[]> {
	const { glob } = await import('tinyglobby');
	return (await glob(patterns, { cwd, ignore: ignored, dot: true, expandDirectories: false })).sort();
}

/** Every `of`-th path from the `index`-th (counting from 1) on. */
export interface Shard {
	readonly index: number;
	readonly of: number;
}

export function parseShard(text: string): Shard {
	const [, index, of] = /^([1-9]\d{0,4})\/([1-9]\d{0,4})$/.exec(text)?.map(Number) ?? [];
	if (index === undefined || of === undefined || index > of) {
		throw new UserError(`--shard ${text}: expected which part of how many, such as 2/8.`);
	}
	return { index, of };
}

export function shardOf<T>(all: readonly T[], { index, of }: Shard): T[] {
	return all.filter((_, position) => position % of === index - 1);
}
