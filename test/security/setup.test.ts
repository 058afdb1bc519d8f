import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { scratch, sgPreflight } from '../cli/command-run.js';

// doctor and init run in a checkout that somebody else may have written.

test('doctor prints names of a found configuration as text that can be seen', async (t) => {
	const cwd = scratch(t, { 'sg-preflight.yaml': 'inventory: "a\\n::error::x\\e[31m.json"\n' });
	const { status, stdout } = await sgPreflight(['doctor'], { cwd });
	t.is(status, 1);
	t.notRegex(stdout, /^::/m);
	t.false(stdout.includes('\u001b'));
	t.true(stdout.includes('no inventory a\\n::error::x\\u001b[31m.json'), stdout);
});

test('doctor refuses a pipe or a device instead of each file that it reads', async (t) => {
	for (const [name, files] of [
		['.pre-commit-config.yaml', {}],
		['inventory.json', {}],
		['given.json', { 'sg-preflight.yaml': 'inventory: given.json\n' }],
		['sg-preflight.yaml', {}],
	] as const) {
		const cwd = scratch(t, files);
		execFileSync('mkfifo', [path.join(cwd, name)]);
		const piped = await sgPreflight(['doctor'], { cwd });
		t.is(piped.status, 2, name);
		t.true(piped.stderr.includes(`${name}: this is not a regular file`), piped.stderr);
		fs.rmSync(path.join(cwd, name));
		fs.symlinkSync('/dev/zero', path.join(cwd, name));
		t.is((await sgPreflight(['doctor'], { cwd })).status, 2, name);
	}
	t.log('a pipe and a device in the place of 4 files: 8 tried, 0 wait');
});

test('doctor and init find a region in time in proportion to the files', async (t) => {
	for (const [name, text] of [
		['a.tf', `provider "alicloud" {${'\n'.repeat(900_000)}x`],
		['b.tf', `${'provider "alicloud" {\n'.repeat(40_000)}x`],
		['c.tf', `provider "alicloud" {\n${' '.repeat(900_000)}x`],
		['Pulumi.x.yaml', `${'\n'.repeat(900_000)}x`],
		['Pulumi.y.yaml', `${' '.repeat(900_000)}x`],
	] as const) {
		const cwd = scratch(t, { [name]: text });
		const started = Date.now();
		t.is((await sgPreflight(['doctor'], { cwd })).status, 1);
		t.is((await sgPreflight(['init', '--dry-run'], { cwd })).status, 0);
		t.true(Date.now() - started < 10_000, `${name}: ${Date.now() - started} ms`);
	}
});

test('init writes nothing through a link that leads out of the repository, and keeps a broken link', async (t) => {
	const root = scratch(t, { 'repository/.git/x': '', 'outside/x': '' });
	const cwd = path.join(root, 'repository');
	fs.symlinkSync('../outside', path.join(cwd, '.github'));
	const linked = await sgPreflight(['init'], { cwd });
	t.is(linked.status, 2);
	t.regex(linked.stderr, /a link leads from its folder out of the repository/);
	t.deepEqual(fs.readdirSync(path.join(root, 'outside')), ['x']);
	t.deepEqual(fs.readdirSync(cwd).sort(), ['.git', '.github']);
	fs.rmSync(path.join(cwd, '.github'));
	fs.symlinkSync('../outside/new', path.join(cwd, 'sg-preflight.yaml'));
	const { status, stdout } = await sgPreflight(['init'], { cwd });
	t.is(status, 0);
	t.regex(stdout, /exists {2}sg-preflight\.yaml/);
	t.deepEqual(fs.readdirSync(path.join(root, 'outside')), ['x']);
});
