import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'ava';

const root = path.resolve(import.meta.dirname, '../../..');

/** The data flow of docs/architecture.md: what each package may import from the workspace. */
const mayImport: Record<string, readonly string[]> = {
	documents: [],
	operations: [],
	inventory: ['documents'],
	permissions: ['documents', 'operations', 'inventory'],
	terraform: ['documents', 'operations'],
	pulumi: ['documents', 'operations'],
	'policy-pack': ['documents', 'operations', 'inventory', 'permissions', 'pulumi'],
	cli: ['documents', 'operations', 'inventory', 'permissions', 'terraform', 'pulumi'],
};

test('every package has its place in the data flow', (t) => {
	t.deepEqual(fs.readdirSync(path.join(root, 'packages')).sort(), Object.keys(mayImport).sort());
});

for (const [name, allowed] of Object.entries(mayImport)) {
	test(`${name} depends on nothing against the data flow`, (t) => {
		const manifest = JSON.parse(fs.readFileSync(path.join(root, 'packages', name, 'package.json'), 'utf8'));
		const workspace = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
			.filter((dependency) => dependency.startsWith('@sg-preflight/'))
			.map((dependency) => dependency.slice('@sg-preflight/'.length));
		t.deepEqual(
			workspace.filter((dependency) => !allowed.includes(dependency)),
			[],
		);
	});

	test(`the README of ${name} lists its imports and its limits`, (t) => {
		const readme = fs.readFileSync(path.join(root, 'packages', name, 'README.md'), 'utf8');
		const [, listed = ''] = /\*\*May import\*\* (.*)\./.exec(readme) ?? [];
		const said =
			listed === 'every package but `policy-pack`'
				? Object.keys(mayImport).filter((one) => one !== name && one !== 'policy-pack')
				: [...listed.matchAll(/`([\w-]+)`/g)].map(([, one]) => one);
		t.deepEqual(said, allowed);
		t.regex(readme, /\*\*May not\*\* .*\n- \*\*World\*\*: /);
	});

	test(`docs/architecture.md has the limits of ${name} that its README has`, (t) => {
		const readme = fs.readFileSync(path.join(root, 'packages', name, 'README.md'), 'utf8');
		const [, mayNot = ''] = /\*\*May not\*\* (.*)\.\n/.exec(readme) ?? [];
		const rows = fs.readFileSync(path.join(root, 'docs/architecture.md'), 'utf8').split(/ *\n/);
		t.true(rows.some((row) => row.startsWith(`| \`${name}\` `) && row.includes(` ${mayNot} `)));
	});

	for (const other of Object.keys(mayImport).filter(
		(candidate) => candidate !== name && !allowed.includes(candidate),
	)) {
		test(`an import of ${other} in ${name} does not resolve`, (t) => {
			const from = createRequire(path.join(root, 'packages', name, 'package.json'));
			t.throws(() => from.resolve(`@sg-preflight/${other}/package.json`), { code: 'MODULE_NOT_FOUND' });
		});
	}

	test(`${name} reaches into no other package by path`, (t) => {
		const sources = files(path.join(root, 'packages', name, 'src'));
		const reaching = sources.filter((file) =>
			[...fs.readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']*)'/g)].some(
				([, target]) =>
					!path.resolve(path.dirname(file), target as string).startsWith(path.join(root, 'packages', name) + path.sep),
			),
		);
		t.deepEqual(reaching, []);
	});
}

function files(folder: string): string[] {
	return fs
		.readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
		.map((entry) => path.join(entry.parentPath, entry.name));
}

test('the compiler refuses an import against the data flow', (t) => {
	const folder = fs.mkdtempSync(path.join(root, 'packages/operations/dist/boundary-'));
	t.teardown(() => fs.rmSync(folder, { recursive: true }));
	const file = path.join(folder, 'against.ts');
	fs.writeFileSync(file, "import { reasons } from '@sg-preflight/permissions';\nexport const against = reasons;\n");
	const typescript = createRequire(import.meta.url).resolve('typescript/package.json');
	const { status, stdout } = spawnSync(
		process.execPath,
		[path.join(path.dirname(typescript), 'bin/tsc'), '--noEmit', '--module', 'nodenext', '--ignoreConfig', file],
		{ encoding: 'utf8', cwd: root },
	);
	t.not(status, 0);
	t.regex(stdout, /TS2307.*@sg-preflight\/permissions/);
});

test('no file or folder is called util, helper, common, shared, misc or lib', (t) => {
	const { stdout } = spawnSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' });
	const bad = stdout
		.split('\n')
		.filter(
			(file) =>
				/(^|\/)[^/]*\b(utils?|helpers?|common|shared|misc|lib)\b(\.[a-z]+)*(\/|$)/i.test(file) &&
				!file.includes('fixtures'),
		);
	t.deepEqual(bad, []);
});
