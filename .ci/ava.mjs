// Runs ava under this very node, whatever node the package scripts would find on the PATH.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

console.log(`Node.js ${process.version}`);
const ava = createRequire(import.meta.url).resolve('ava');
const { status } = spawnSync(process.execPath, [path.join(path.dirname(ava), 'cli.mjs'), ...process.argv.slice(2)], {
	stdio: 'inherit',
});
process.exit(status ?? 1);
