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
for (const file of [
	'LICENSE',
	'packages/cli/package.json',
	'packages/cli/bin',
	'packages/cli/dist/bundle',
	'examples',
]) {
	fs.cpSync(path.join(root, file), path.join(target, file), { recursive: true, dereference: true });
}
