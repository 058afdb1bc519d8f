#!/usr/bin/env node
// The command of a checkout that may not be built: builds it once, with only Node and npm, and then is it. For
// pre-commit and the gates of examples/, which start from a clone.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);
if (!fs.existsSync(path.join(root, 'packages/cli/dist/bundle/main.js'))) {
	const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, '.ci/pnpm.mjs'), 'build'], {
		encoding: 'utf8',
	});
	if (status !== 0) {
		console.error(`sg-preflight could not be built in ${root}:\n${stdout}${stderr}`);
		process.exit(2);
	}
}
await import(path.join(root, 'packages/cli/bin/sg-preflight.js'));
