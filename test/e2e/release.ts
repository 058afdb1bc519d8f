import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { ExecutionContext } from 'ava';
import { root } from '../cli/command-run.js';

const output = path.join(root, 'dist/release');

/** The release of this checkout, as `npm run release:dry` writes it, made once for each commit. */
export function release(t: ExecutionContext): {
	readonly folder: string;
	readonly version: string;
	/** Of the npm package. */
	readonly tarball: string;
	/** Bare, with the tag. */
	readonly repository: string;
} {
	const { version } = JSON.parse(fs.readFileSync(path.join(root, 'packages/cli/package.json'), 'utf8'));
	const marker = path.join(output, 'made-from');
	const state = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' });
	if (!fs.existsSync(marker) || fs.readFileSync(marker, 'utf8') !== state) {
		t.log(
			execFileSync(process.execPath, ['release/release.mjs', '--version', version], { cwd: root, encoding: 'utf8' }),
		);
		fs.writeFileSync(marker, state);
	}
	return {
		folder: output,
		version,
		tarball: path.join(output, `sg-preflight-${version}.tgz`),
		repository: path.join(output, 'repository.git'),
	};
}

/** The rows of the table of times and sizes, as docs/performance.md has them. */
export const measures = [
	'package, packed',
	'package, installed',
	'`npm install --global`',
	'`npx`, empty cache',
	'`pnpm dlx`, empty cache',
	'`yarn dlx`, empty cache',
	'check of a saved plan',
	'check of plan JSON',
	'check of a Pulumi preview',
	'GitHub action, start to end',
	'`pre-commit install-hooks`',
	'pre-commit, two hooks, offline',
	'policy pack, packed',
	'policy pack, `npm install`',
] as const;

/** Adds a row to the table, which `.ci/measured.mjs` prints. */
export function measured(
	t: ExecutionContext,
	what: (typeof measures)[number],
	{ seconds, bytes, files }: { readonly seconds?: number; readonly bytes?: number; readonly files?: number },
): void {
	const row = [
		seconds === undefined ? '' : `${seconds.toFixed(1)} s`,
		bytes === undefined ? '' : sizeText(bytes),
		files === undefined ? '' : `${files} files`,
	];
	const file = path.join(output, 'measured.json');
	const rows = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
	fs.writeFileSync(file, JSON.stringify({ ...rows, [what]: row }, null, '\t'));
	t.log(`${what}: ${row.filter((part) => part !== '').join(', ')}`);
}

function sizeText(bytes: number): string {
	return bytes < 1e6 ? `${(bytes / 1000).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Runs a function and returns what it returns, with the seconds that it took. */
export function timed<T>(run: () => T): { readonly result: T; readonly seconds: number } {
	const start = process.hrtime.bigint();
	const result = run();
	return { result, seconds: Number(process.hrtime.bigint() - start) / 1e9 };
}

/** Number of the files below a folder, and their bytes. */
export function sizeOf(folder: string): { readonly bytes: number; readonly files: number } {
	const files = fs
		.readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => fs.statSync(path.join(entry.parentPath, entry.name)).size);
	return { bytes: files.reduce((sum, size) => sum + size, 0), files: files.length };
}
