import { readFileSync } from 'node:fs';
import test from 'ava';

/** The packages that a module and all that it imports at once need; what `import()` brings is loaded later. */
function packagesOf(module: URL, seen = new Set<string>()): Set<string> {
	const packages = new Set<string>();
	if (seen.has(module.href)) return packages;
	seen.add(module.href);
	for (const [, from = ''] of readFileSync(module, 'utf8').matchAll(
		/^(?:import|export)\s(?:[^;'"]*\sfrom\s)?['"]([^'"]+)['"];/gm,
	)) {
		if (!from.startsWith('.')) packages.add(from);
		else for (const name of packagesOf(new URL(from, module), seen)) packages.add(name);
	}
	return packages;
}

test('a check without a configuration starts without zod and yaml', (t) => {
	t.deepEqual([...packagesOf(new URL('../src/index.js', import.meta.url))].sort(), [
		'@sg-preflight/documents',
		'@sg-preflight/inventory',
		'@sg-preflight/operations',
	]);
	t.true(
		packagesOf(new URL('../src/configuration/configuration-schema.js', import.meta.url)).has('zod'),
		'imports are seen',
	);
});
