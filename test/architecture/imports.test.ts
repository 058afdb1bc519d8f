import path from 'node:path';
import test from 'ava';
import { committed, sourceFiles, textOf } from './source-files.js';

/** The modules that may touch files, the network, the clock or processes. All others are pure. */
const world: readonly RegExp[] = [
	/^packages\/cli\//,
	/^packages\/documents\/src\/files\//,
	/^packages\/inventory\/src\/live\//,
	/^packages\/policy-pack\/src\/(entry\.ts|host\/)/,
];

/** Builtins that only compute. */
const pure: ReadonlySet<string> = new Set(['node:buffer', 'node:zlib']);

const builtin = /(?:from |import\(|require\(|getBuiltinModule\(|^import )'(node:[^']+)'/gm;

test('no pure module imports a builtin of Node.js that touches files, the network, the clock or processes', (t) => {
	const found = sourceFiles()
		.filter((file) => !world.some((pattern) => pattern.test(file)))
		.flatMap((file) =>
			[...textOf(file).matchAll(builtin)].flatMap(([, name = '']) => (pure.has(name) ? [] : [`${file}: ${name}`])),
		);
	t.deepEqual(found, []);
});

test('no pure module reads the clock, the environment or the arguments, or writes to the console', (t) => {
	const used =
		/\b(Date\.now\(|new Date\(\)|process\.(env|argv|std\w+|exit|cwd)|console\.|\bsetTimeout\(|\bawait fetch\()/;
	const found = sourceFiles()
		.filter((file) => !world.some((pattern) => pattern.test(file)))
		.flatMap((file) =>
			textOf(file)
				.split('\n')
				.flatMap((line, index) => {
					const code = line.replace(/^\s*(\*|\/\/|\/\*\*).*/, '');
					return used.test(code) ? [`${file}:${index + 1} ${code.trim()}`] : [];
				}),
		);
	t.deepEqual(found, []);
});

/** Modules that need one another by nature, with the reason. */
const mutual: ReadonlyMap<string, string> = new Map([
	[
		'packages/terraform/src/language/parser/expression.ts, packages/terraform/src/language/parser/template.ts',
		'an expression holds templates, and a template expressions',
	],
	[
		[
			'packages/terraform/src/language/evaluation/evaluate-loop.ts',
			'packages/terraform/src/language/evaluation/evaluate-template.ts',
			'packages/terraform/src/language/evaluation/evaluate.ts',
			'packages/terraform/src/language/functions/call.ts',
			'packages/terraform/src/language/functions/files.ts',
		].join(', '),
		'loops, templates and calls hold expressions, and are expressions',
	],
]);

// Modules that are loaded later (`import()`) do not count, because they cannot block the module that loads them.
test('no modules import one another in a circle', (t) => {
	const files = committed('packages/*/src/*.ts');
	const known = new Set(files);
	const imports = new Map(
		files.map((file) => [
			file,
			[...textOf(file).matchAll(/\bfrom '(\.[^']+)'/g)]
				.map(([, target = '']) => path.join(path.dirname(file), target).replace(/\.js$/, '.ts'))
				.filter((target) => known.has(target)),
		]),
	);
	const reach = (from: string): Set<string> => {
		const found = new Set<string>();
		const open = [...(imports.get(from) ?? [])];
		for (let next = open.pop(); next !== undefined; next = open.pop()) {
			if (found.has(next)) continue;
			found.add(next);
			open.push(...(imports.get(next) ?? []));
		}
		return found;
	};
	const reached = new Map(files.map((file) => [file, reach(file)]));
	const circles = new Set(
		files.flatMap((file) => {
			if (!reached.get(file)?.has(file)) return [];
			return [files.filter((other) => reached.get(file)?.has(other) && reached.get(other)?.has(file)).join(', ')];
		}),
	);
	t.deepEqual(
		[...circles].filter((circle) => !mutual.has(circle)),
		[],
	);
});

/** The folders of a package; each may import from those before it. A file beside them has its own place. */
const layers: Readonly<Record<string, readonly string[]>> = {
	terraform: [
		...['address', 'json-scanner', 'language', 'plan', 'sources', 'tracing', 'changes', 'plan-json', 'saved-plan'],
	],
	cli: [
		...['version.ts', 'terminal', 'input', 'report', 'configuration', 'ledger', 'inventory', 'merge', 'run-task'],
		...['command-line', 'setup', 'check', 'scan', 'explain', 'api.ts', 'commands', 'main.ts'],
	],
};

for (const [name, folders] of Object.entries(layers)) {
	test(`the folders of the package ${name} import from lower ones only`, (t) => {
		const root = `packages/${name}/src/`;
		const layerOf = (file: string): number =>
			folders.indexOf((file.slice(root.length).split('/', 1)[0] ?? '').replace(/\.js$/, '.ts'));
		const upwards = sourceFiles()
			.filter((file) => file.startsWith(root) && file !== `${root}index.ts`)
			.flatMap((file) =>
				[...textOf(file).matchAll(/\bfrom '(\.[^']+)'/g)]
					.map(([, target = '']) => path.join(path.dirname(file), target))
					.filter((target) => layerOf(file) < 0 || layerOf(target) < 0 || layerOf(target) > layerOf(file))
					.map((target) => `${file} imports ${target}`),
			);
		t.deepEqual(upwards, []);
	});
}
