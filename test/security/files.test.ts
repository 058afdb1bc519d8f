import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { cleanPlan, inventory, refusedPlan, root, scratch, sgPreflight } from '../cli/command-run.js';

const clean = fs.readFileSync(cleanPlan);
const refused = fs.readFileSync(refusedPlan);
const check = ['check', '--inventory', inventory];

test('a pipe, a link to a device and a link that leads out or nowhere are refused by name, and hide no other plan', async (t) => {
	const cwd = scratch(t, { 'plans/a/plan.json': refused, 'outside.plan.json': clean });
	execFileSync('mkfifo', [path.join(cwd, 'plans/x.plan.json')]);
	for (const [name, target] of [
		['device.plan.json', '/dev/zero'],
		['out.plan.json', '../outside.plan.json'],
		['gone.plan.json', 'nowhere'],
	] as const) {
		fs.symlinkSync(target, path.join(cwd, 'plans', name));
	}
	fs.symlinkSync('/', path.join(cwd, 'plans/everything'));
	fs.symlinkSync('..', path.join(cwd, 'plans/again'));
	fs.symlinkSync('a/plan.json', path.join(cwd, 'plans/inside.plan.json'));
	t.log('pipe, device, links out, to nowhere, to / and to ..: 6 × 2 tried, 0 waits, 0 hidden plans');
	for (const given of ['plans', 'plans/**/*plan.json']) {
		const { status, stderr, stdout } = await sgPreflight([...check, given, '--format', 'json'], { cwd });
		t.is(status, 2);
		t.regex(stderr, /plans\/x\.plan\.json: this is not a regular file/);
		t.regex(stderr, /plans\/device\.plan\.json: this is not a regular file/);
		t.regex(stderr, /plans\/out\.plan\.json: this is a link to a file outside plans/);
		t.regex(stderr, /plans\/gone\.plan\.json: this is a link to a file that does not exist/);
		const report = JSON.parse(stdout);
		t.is(report.verdict, 'refused');
		t.is(report.inputs.filter(({ error }: { error: string | null }) => error === null).length, 2);
	}
});

test('a pipe instead of the configuration is refused at once', async (t) => {
	const cwd = scratch(t, { 'plan.json': clean });
	execFileSync('mkfifo', [path.join(cwd, 'sg-preflight.yaml')]);
	const { status, stderr } = await sgPreflight([...check, 'plan.json'], { cwd });
	t.is(status, 2);
	t.regex(stderr, /sg-preflight\.yaml: this is not a regular file/);
});

test('an inventory that a found configuration names is a regular file; one that the operator names may be a pipe', async (t) => {
	const cwd = scratch(t, { 'plan.json': clean, 'sg-preflight.yaml': 'inventory: pipe\n' });
	execFileSync('mkfifo', [path.join(cwd, 'pipe')]);
	t.is((await sgPreflight(['check', 'plan.json'], { cwd })).status, 2);
	const writing = fs.promises.writeFile(path.join(cwd, 'pipe'), fs.readFileSync(inventory));
	t.is((await sgPreflight(['check', 'plan.json', '--inventory', 'pipe'], { cwd })).status, 0);
	await writing;
});

test('a pipe in a directory of inventories is refused by name', async (t) => {
	const cwd = scratch(t, { 'plan.json': clean, 'inventories/a.json': fs.readFileSync(inventory) });
	t.is((await sgPreflight(['check', 'plan.json', '--inventory', 'inventories'], { cwd })).status, 0);
	execFileSync('mkfifo', [path.join(cwd, 'inventories/x.json')]);
	for (const given of ['inventories', 'inventories/*.json']) {
		const { status, stderr } = await sgPreflight(['check', 'plan.json', '--inventory', given], { cwd });
		t.is(status, 2);
		t.regex(stderr, /inventories\/x\.json: this is not a regular file/);
	}
});

test('after -- a name that begins with - is a file', async (t) => {
	const cwd = scratch(t, {
		'--inventory=evil.json': refused,
		'--help': refused,
		'-': refused,
		'evil.json': fs.readFileSync(inventory, 'utf8').replace('"ServiceManaged": true', '"ServiceManaged": false'),
	});
	for (const name of ['--inventory=evil.json', '--help', '-']) {
		const { status, stdout } = await sgPreflight([...check, '--no-config', '--', name], { cwd, stdin: clean });
		t.is(status, 1, `${name}: ${stdout}`);
	}
});

test('a waiver with many stars is matched at once', async (t) => {
	const key = 'a'.repeat(60);
	const plan = refused.toString().replaceAll('alicloud_instance.i', `alicloud_instance.i[\\"${key}\\"]`);
	const stars = `${'*a'.repeat(30)}*b`;
	const cwd = scratch(t, {
		'plan.json': plan,
		'named.yaml': `waivers:\n  - { address: "${stars}", operation: "*", group: "*", reason: r, owner: o }\n`,
	});
	const { status } = await sgPreflight([...check, 'plan.json', '--config', 'named.yaml'], { cwd });
	t.is(status, 1);
});

test('inventories and kept groups can be read by their owner alone', async (t) => {
	const cwd = scratch(t, { 'plan.json': clean });
	const { status } = await sgPreflight(['init', '--dry-run'], { cwd });
	t.is(status, 0);
	const folder = path.join(cwd, 'cache');
	fs.mkdirSync(folder, { mode: 0o777 });
	fs.chmodSync(folder, 0o777);
	const offline = await sgPreflight(['check', 'plan.json', '--live', '--offline', '--cache-dir', folder], { cwd });
	t.is(offline.status, 2);
	t.regex(offline.stderr, /others can write to this folder/);
});

test('a pipe among the sources is refused by name, and a link of the sources is followed as Terraform does', async (t) => {
	const cwd = scratch(t, { 'plan.json': refused, 'sources/main.tf': '', 'elsewhere.tf': '' });
	fs.symlinkSync('../elsewhere.tf', path.join(cwd, 'sources/link.tf'));
	fs.mkdirSync(path.join(cwd, 'sources/folder.tf'));
	t.is((await sgPreflight([...check, 'plan.json', '--source', 'sources'], { cwd })).status, 1);
	execFileSync('mkfifo', [path.join(cwd, 'sources/x.tf')]);
	const { status, stderr } = await sgPreflight([...check, 'plan.json', '--source', 'sources'], { cwd });
	t.is(status, 2);
	t.regex(stderr, /sources\/x\.tf: this is not a regular file/);
});

test('sources name no file of the machine: modules and links that lead out of the repository are not read', async (t) => {
	const hidden = 'test/fixtures/wrong-passes/sec-file-function';
	const written = (name: string) => fs.readFileSync(path.join(root, hidden, name), 'utf8');
	const folder = scratch(t, {
		'machine/id.txt': 'sg-of-the-machine',
		'machine/outputs.tf': 'output "id" {\n  value = "sg-of-the-machine"\n}\n',
		'repository/.git/x': '',
		'repository/plan.json': written('plan.json'),
	});
	const cwd = path.join(folder, 'repository');
	const text = (id: string) => written('main.tf').replace('file("id.txt")', id);
	const module = (dir: string) =>
		JSON.stringify({
			Modules: [
				{ Key: '', Source: '', Dir: '.' },
				{ Key: 'm', Source: './m', Dir: dir },
			],
		});
	const call = 'module "m" {\n  source = "./m"\n}\n';
	const byFunction = text(`file("${path.join(folder, 'machine/id.txt')}")`);
	let tried = 0;
	for (const [what, main, dir, link] of [
		['a function and a module with ..', byFunction, '../machine', null],
		['a function and a module of the root', byFunction, '../../../../../../../', null],
		['a function and a linked module', byFunction, 'linked', '../machine'],
		['an output of a module', `${text('module.m.id')}${call}`, '../machine', null],
		['an output of a linked module', `${text('module.m.id')}${call}`, 'linked', '../machine'],
		['a linked file of a module', `${text('module.m.id')}${call}`, 'm', null],
		['a function and a link', text('file("id.txt")'), '.', null],
	] as const) {
		for (const name of fs.readdirSync(cwd))
			if (!/^plan|^\.git/.test(name)) fs.rmSync(path.join(cwd, name), { recursive: true });
		fs.mkdirSync(path.join(cwd, '.terraform/modules'), { recursive: true });
		fs.mkdirSync(path.join(cwd, 'm'));
		fs.symlinkSync('../../machine/outputs.tf', path.join(cwd, 'm/outputs.tf'));
		fs.symlinkSync('../machine/id.txt', path.join(cwd, 'id.txt'));
		fs.writeFileSync(path.join(cwd, 'main.tf'), main);
		fs.writeFileSync(path.join(cwd, '.terraform/modules/modules.json'), module(dir));
		if (link !== null) fs.symlinkSync(link, path.join(cwd, 'linked'));
		for (const command of [
			['check', '--inventory', inventory, '--format', 'json', '--no-config'],
			['operations', '--format', 'json'],
		]) {
			const { stdout, stderr } = await sgPreflight([...command, 'plan.json', '--source', '.'], { cwd });
			t.true(stdout.startsWith('{'), stderr);
			t.false(`${stdout}${stderr}`.includes('sg-of-the-machine'), `${what}: ${stdout}`);
			tried++;
		}
	}
	t.log(`${tried} ways to have a file of the machine read and printed, 0 succeed`);
});

test('scan refuses a pipe by name and does not follow links out of the directory', async (t) => {
	const cwd = scratch(t, { 'checkout/main.tf': '', 'outside.tf': 'locals {\n  security_group_id = "sg-lit3"\n}\n' });
	fs.symlinkSync('../outside.tf', path.join(cwd, 'checkout/link.tf'));
	fs.symlinkSync('/', path.join(cwd, 'checkout/everything'));
	const scan = ['scan', 'checkout', '--inventory', inventory, '--no-config'];
	const linked = await sgPreflight(scan, { cwd });
	t.is(linked.status, 0);
	t.regex(linked.stdout, /links out of the directory were not followed: checkout\/link\.tf/);
	execFileSync('mkfifo', [path.join(cwd, 'checkout/x.tf')]);
	const piped = await sgPreflight(scan, { cwd });
	t.is(piped.status, 2);
	t.regex(piped.stderr, /checkout\/x\.tf: this is not a regular file/);
});
