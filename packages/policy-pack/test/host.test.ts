import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'ava';
import { alwaysRefreshes, asksForRefresh } from '../src/host/engine-process.js';
import { projectFile, runFolder } from '../src/host/project-folder.js';

for (const args of [
	['preview', '--refresh'],
	['preview', '-r'],
	['up', '-yr'],
	['up', '--refresh=true'],
]) {
	test(`pulumi ${args.join(' ')} refreshes`, (t) => t.true(asksForRefresh(args)));
}

for (const args of [['preview'], ['up', '--refresh=false'], ['preview', '--stack', 'refresh'], ['up', '-ysr2']]) {
	test(`pulumi ${args.join(' ')} does not refresh`, (t) => t.false(asksForRefresh(args)));
}

for (const [project, always] of [
	['name: a\noptions:\n  refresh: always\n', true],
	['options: { refresh: always }\nname: a\n', true],
	['name: a\noptions:\n  # every time\n\n  refresh: "always"\n', true],
	['name: a\noptions:\n  refresh: never\n', false],
	['name: a\nconfig:\n  refresh: always\n', false],
	['name: a\noptions:\n  other: 1\nconfig:\n  refresh: always\n', false],
] as const) {
	test(`a project ${always ? 'refreshes' : 'does not refresh'} always: ${JSON.stringify(project)}`, (t) => {
		t.is(alwaysRefreshes(project), always);
	});
}

test('the run folder is the one of pulumi, else of the shell in the same project, else of the program', (t) => {
	const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-folders-')));
	t.teardown(() => fs.rmSync(folder, { recursive: true }));
	const [project, deep, second, none] = ['project', 'project/deep', 'second', 'none'].map((name) =>
		path.join(folder, name),
	) as [string, string, string, string];
	for (const made of [deep, second, none]) fs.mkdirSync(made, { recursive: true });
	for (const made of [project, second]) fs.writeFileSync(path.join(made, 'Pulumi.yaml'), 'name: a\n');
	t.is(projectFile(deep), path.join(project, 'Pulumi.yaml'));
	t.is(projectFile(none), null);
	t.is(runFolder({ engine: none, shell: deep, start: project }), none);
	t.is(runFolder({ engine: null, shell: deep, start: project }), deep);
	t.is(runFolder({ engine: null, shell: second, start: project }), project, 'pulumi -C');
	t.is(runFolder({ engine: null, shell: project, start: none }), project);
	t.is(runFolder({ engine: null, shell: project, start: null }), project);
	t.is(runFolder({ engine: null, shell: null, start: deep }), deep);
});

for (const folder of ['../..', '../../dist/pack'].map((name) => path.resolve(import.meta.dirname, name))) {
	test(`${path.basename(folder)} can be loaded as a folder, as the Node.js language host loads it`, (t) => {
		// It serves until it is killed.
		const { stdout, stderr } = spawnSync(
			process.execPath,
			['-e', 'require(process.argv[1]); setTimeout(process.exit, 500)', folder],
			{
				encoding: 'utf8',
				cwd: os.tmpdir(),
			},
		);
		t.regex(stdout, /^\d+\n$/, stderr);
		t.is(stderr, '');
	});
}
