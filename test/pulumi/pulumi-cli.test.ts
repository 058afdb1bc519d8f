import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'ava';
import { languageHost, writeModule } from './pulumi-cli.js';

test.before((t) =>
	t.log(`language host: ${languageHost.isReal ? `the real one, ${languageHost.folder}` : 'a double'}`),
);

test.serial('the module that builds the Pulumi CLI is one that the installed Go accepts', (t) => {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-module-'));
	t.teardown(() => fs.rmSync(folder, { recursive: true }));
	writeModule(folder);
	const { status, stdout, stderr } = spawnSync('go', ['mod', 'tidy'], { cwd: folder, encoding: 'utf8' });
	t.is(status, 0, stdout + stderr);
});
