import path from 'node:path';
import test from 'ava';
import { committed, exists, textOf } from './source-files.js';

/** Folders with more than twelve files, all of one kind. */
const oneKind: readonly { readonly folder: RegExp; readonly kind: string }[] = [
	{ folder: /^packages\/operations\/src\/resources$/, kind: 'one entry for each resource type' },
	{ folder: /^packages\/operations\/test\/cases$/, kind: 'the cases of each entry' },
	{ folder: /^packages\/cli\/src\/commands$/, kind: 'one file for each command' },
	{ folder: /^(packages\/[\w-]+\/)?test(\/[\w-]+)?$/, kind: 'tests, each named after what it tests' },
	{ folder: /^packages\/operations\/scripts$/, kind: 'scripts, each with what it needs' },
	{ folder: /^docs(\/rules)?$/, kind: 'pages' },
	{ folder: /^\.$/, kind: 'the files that tools look for in the root' },
];

test('no folder has more than twelve files of different kinds', (t) => {
	const folders = new Map<string, number>();
	for (const file of committed()) folders.set(path.dirname(file), (folders.get(path.dirname(file)) ?? 0) + 1);
	const full = [...folders].flatMap(([folder, count]) =>
		count > 12 && !oneKind.some((known) => known.folder.test(folder)) ? [`${folder}: ${count}`] : [],
	);
	t.deepEqual(full, []);
	const needless = oneKind.filter(
		({ folder }) => ![...folders].some(([name, count]) => count > 12 && folder.test(name)),
	);
	t.deepEqual(
		needless.map(({ kind }) => kind),
		[],
	);
});

/** Files of more than 300 lines, with their one job. Tests are tables, and entries, cases and generated files are data. */
const oneJob: ReadonlyMap<string, string> = new Map([
	['packages/terraform/scanner/scanner.as.ts', 'the automaton over JSON, compiled as one WebAssembly module'],
]);

test('no file of more than 300 lines does more than one job', (t) => {
	const long = committed('*.ts', '*.mjs', '*.cjs').filter(
		(file) => !/(^|\/)(test|fixtures|resources)\/|\.generated\.ts$/.test(file) && textOf(file).split('\n').length > 301,
	);
	t.deepEqual(long, [...oneJob.keys()]);
});

test('every file that a page names exists', (t) => {
	const absent = committed('*.md').flatMap((page) =>
		[...textOf(page).matchAll(/`((?:packages|test|docs|release|\.ci)\/[\w./-]+)`/g)].flatMap(([, name = '']) =>
			page === 'CHANGELOG.md' || exists(name) ? [] : [`${page}: ${name}`],
		),
	);
	t.deepEqual(absent, []);
});
