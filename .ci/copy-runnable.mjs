// Copies what the built command needs to run, and nothing else: `node .ci/copy-runnable.mjs FOLDER`, which then has
// packages/cli/bin/sg-preflight.js.
import fs from 'node:fs';
import path from 'node:path';

const [target] = process.argv.slice(2);
if (!target) {
	console.error('Name the folder to copy to: node .ci/copy-runnable.mjs FOLDER');
	process.exit(2);
}
const root = path.dirname(import.meta.dirname);
/** Read by name at run time; all else is in the bundle. */
const grammar = ['web-tree-sitter', '@tree-sitter-grammars/tree-sitter-hcl'].flatMap((name) =>
	fs
		.readdirSync(path.join(root, 'packages/cli/node_modules', name))
		.filter((file) => /\.wasm$|^(package\.json|LICENSE)$/.test(file))
		.map((file) => path.join('packages/cli/node_modules', name, file)),
);
for (const file of [
	'LICENSE',
	'packages/cli/package.json',
	'packages/cli/bin',
	'packages/cli/dist/bundle',
	'examples',
	...grammar,
]) {
	fs.cpSync(path.join(root, file), path.join(target, file), { recursive: true, dereference: true });
}
