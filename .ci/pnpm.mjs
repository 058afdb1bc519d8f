// Runs a package script with the pinned pnpm after installing and building what changed, so that a clone
// needs only Node and npm. `node .ci/pnpm.mjs SCRIPT [ARG…]`
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

const root = new URL('..', import.meta.url);
const { packageManager } = JSON.parse(fs.readFileSync(new URL('package.json', root), 'utf8'));

function pnpm(args, options = {}) {
	const { status, error } = spawnSync(
		'npm',
		['exec', '--yes', '--loglevel=error', `--package=${packageManager}`, '--', 'pnpm', ...args],
		{
			cwd: root,
			stdio: 'inherit',
			...options,
		},
	);
	if (error) {
		console.error(`Cannot run npm: ${error.message}. Install Node.js ≥ 20.19 with npm.`);
		process.exit(2);
	}
	if (status !== 0) process.exit(status ?? 1);
}

pnpm(['install', '--frozen-lockfile', '--silent']);
pnpm(['run', '--silent', 'build']);
pnpm(['run', '--silent', ...process.argv.slice(2)]);
