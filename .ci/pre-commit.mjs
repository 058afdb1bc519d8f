#!/usr/bin/env node
// What pre-commit runs, from its own clone of this repository: builds the command there once, with only Node and npm,
// and then is the command.
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
