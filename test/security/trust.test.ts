import fs from 'node:fs';
import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { inventory, refusedPlan, scratch, sgPreflight } from '../cli/command-run.js';

// The author of a change controls its checkout: the plan, sg-preflight.yaml, and every file beside them.

const waiver = 'waivers:\n  - { address: "*", operation: "*", group: "*", reason: r, owner: author }\n';
const plan = fs.readFileSync(refusedPlan);
const facts = fs.readFileSync(inventory);
const noManaged = fs.readFileSync(inventory, 'utf8').replace('"ServiceManaged": true', '"ServiceManaged": false');

/** A checkout with a configuration of the author's, and the operator's inventory and configuration outside it. */
function checkout(t: ExecutionContext, configuration: string, files: Record<string, string | Buffer> = {}) {
	const root = scratch(t, {
		'operator/inventory.json': facts,
		'operator/sg-preflight.yaml': 'inventory: inventory.json\n',
		'checkout/plan.json': plan,
		'checkout/none-managed.json': noManaged,
		'checkout/sg-preflight.yaml': configuration,
		...Object.fromEntries(Object.entries(files).map(([name, text]) => [`checkout/${name}`, text])),
	});
	return { cwd: path.join(root, 'checkout'), root };
}

const weakenings: Readonly<Record<string, string>> = {
	waivers: waiver,
	principal: 'principal: service:1234\n',
	inventory: 'inventory: none-managed.json\n',
	'inventories and waivers': `inventory: [none-managed.json]\nallowPartialInventory: true\n${waiver}`,
};

for (const [name, configuration] of Object.entries(weakenings)) {
	test(`${name} of a found configuration do not pass a plan when the operator names the inventory`, async (t) => {
		const { cwd } = checkout(t, configuration);
		for (const args of [
			['--inventory', '../operator/inventory.json'],
			['--inventory', '../operator/inventory.json', '--strict'],
			['--inventory', '../operator/inventory.json', '--no-config'],
			['--config', '../operator/sg-preflight.yaml'],
		]) {
			t.is((await sgPreflight(['check', 'plan.json', ...args], { cwd })).status, 1, args.join(' '));
		}
		const env = { SG_PREFLIGHT_CONFIG: '../operator/sg-preflight.yaml' };
		t.is((await sgPreflight(['check', 'plan.json'], { cwd, env })).status, 1);
		t.log(`a found configuration with ${name}: 5 ways to run the gate, 0 pass`);
	});
}

test('undetermined: ignore of a found configuration hides nothing when the operator names the inventory', async (t) => {
	const unlisted = plan.toString().replaceAll('sg-lit3', 'sg-unknown');
	const { cwd } = checkout(t, 'undetermined: ignore\nstale: ignore\n', { 'plan.json': unlisted });
	const { stdout } = await sgPreflight(
		['check', 'plan.json', '--inventory', '../operator/inventory.json', '--format', 'json'],
		{ cwd },
	);
	const report = JSON.parse(stdout);
	t.is(report.verdict, 'undetermined');
	t.is(report.summary.ignored, 0);
	t.is(report.configuration.notUsed.length, 2);
});

test('a found configuration can make a check stricter and choose formats', async (t) => {
	const unlisted = plan.toString().replaceAll('sg-lit3', 'sg-unknown');
	const { cwd } = checkout(t, 'undetermined: fail\nformat: json\nreports: { junit: out.xml }\n', {
		'plan.json': unlisted,
	});
	const args = ['check', 'plan.json', '--inventory', '../operator/inventory.json'];
	const { status, stdout } = await sgPreflight(args, { cwd });
	t.is(status, 1);
	t.is(JSON.parse(stdout).exitStatus, 1);
	t.true(fs.existsSync(path.join(cwd, 'out.xml')));
});

test('the report names the configuration, the inventories, and the settings that weaken the check', async (t) => {
	const { cwd } = checkout(t, `inventory: none-managed.json\n${waiver}`);
	const found = JSON.parse((await sgPreflight(['check', 'plan.json', '--format', 'json'], { cwd })).stdout);
	t.like(found.configuration, { file: 'sg-preflight.yaml', named: false, weakens: ['inventory', 'waivers (1)'] });
	t.like(found.inventories[0], { source: 'none-managed.json' });
	t.regex(found.inventories[0].sha256, /^[0-9a-f]{64}$/);
	t.regex(
		found.notices.map(({ message }: { message: string }) => message).join(),
		/weakens this check: inventory, waiver/,
	);
	const args = ['--config', '../operator/sg-preflight.yaml', '--format', 'json'];
	const named = JSON.parse((await sgPreflight(['check', 'plan.json', ...args], { cwd })).stdout);
	t.like(named.configuration, { file: '../operator/sg-preflight.yaml', named: true, weakens: [] });
	t.like(named.inventories[0], { source: '../operator/inventory.json' });
	const none = await sgPreflight(
		['check', 'plan.json', '--no-config', '--inventory', '../operator/inventory.json', '--format', 'json'],
		{ cwd },
	);
	t.is(JSON.parse(none.stdout).configuration, null);
});

test('terraformBin of a found configuration is never run', async (t) => {
	const program = '#!/bin/sh\necho ran > ran\n';
	const { cwd } = checkout(t, 'terraformBin: ./evil.sh\ninventory: none-managed.json\n', {
		'evil.sh': program,
		'plan.tfplan': 'PK\u0003\u0004',
	});
	fs.chmodSync(path.join(cwd, 'evil.sh'), 0o755);
	const { status } = await sgPreflight(['check', 'plan.tfplan'], { cwd });
	t.is(status, 2);
	t.false(fs.existsSync(path.join(cwd, 'ran')));
});

test('a found configuration writes no report outside the working directory, not through a linked folder either', async (t) => {
	const { cwd, root } = checkout(
		t,
		'inventory: none-managed.json\nreports: { json: ../outside.json, text: link/outside.txt, junit: /tmp/../tmp/sg-preflight-outside.xml }\n',
	);
	fs.symlinkSync(root, path.join(cwd, 'link'));
	const { stdout } = await sgPreflight(['check', 'plan.json', '--format', 'json'], { cwd });
	t.deepEqual(fs.readdirSync(root).sort(), ['checkout', 'operator']);
	t.is(JSON.parse(stdout).configuration.notUsed.length, 3);
	t.false(fs.existsSync('/tmp/sg-preflight-outside.xml'));
});

test('a found configuration writes no report into the files of git or into another checkout below', async (t) => {
	const { cwd } = checkout(
		t,
		'inventory: none-managed.json\nreports: { json: sub/.git/config, text: gate/scripts/run.sh, junit: .GIT/x, sarif: link/run.sh, html: sub/out.html }\n',
		{ 'sub/.git/config': 'a', 'gate/.git/x': '', 'gate/scripts/run.sh': 'a', 'plain/x': '' },
	);
	fs.symlinkSync('gate/scripts', path.join(cwd, 'link'));
	const { stdout } = await sgPreflight(['check', 'plan.json', '--format', 'json'], { cwd });
	t.is(JSON.parse(stdout).configuration.notUsed.length, 5);
	fs.writeFileSync(
		path.join(cwd, 'sg-preflight.yaml'),
		'inventory: none-managed.json\nreports: { html: plain/out.html }\n',
	);
	await sgPreflight(['check', 'plan.json'], { cwd });
	t.is(fs.readFileSync(path.join(cwd, 'gate/scripts/run.sh'), 'utf8'), 'a');
	t.is(fs.readFileSync(path.join(cwd, 'sub/.git/config'), 'utf8'), 'a');
	t.true(fs.existsSync(path.join(cwd, 'plain/out.html')));
});

test('an unreadable configuration never counts as a missing one', async (t) => {
	const { cwd } = checkout(t, '');
	const named = ['check', 'plan.json', '--inventory', '../operator/inventory.json'];
	fs.rmSync(path.join(cwd, 'sg-preflight.yaml'));
	fs.symlinkSync('nowhere', path.join(cwd, 'sg-preflight.yaml'));
	t.is((await sgPreflight(named, { cwd })).status, 2);
	t.is((await sgPreflight([...named, '--config', 'absent.yaml'], { cwd })).status, 2);
	t.is((await sgPreflight(named, { cwd, env: { SG_PREFLIGHT_CONFIG: 'absent.yaml' } })).status, 2);
	t.is((await sgPreflight([...named, '--config', 'a.yaml', '--no-config'], { cwd })).status, 2);
	t.is((await sgPreflight([...named, '--no-config'], { cwd })).status, 1);
});

test('scan takes no waiver of a found configuration either', async (t) => {
	const { cwd } = checkout(t, waiver, {
		'main.tf': 'resource "alicloud_security_group_rule" "r" {\n  security_group_id = "sg-lit3"\n}\n',
	});
	t.is((await sgPreflight(['scan', 'main.tf', '--inventory', '../operator/inventory.json'], { cwd })).status, 1);
	const named = ['--config', 'sg-preflight.yaml', '--inventory', '../operator/inventory.json'];
	t.is((await sgPreflight(['scan', 'main.tf', ...named], { cwd })).status, 0);
});

test('a configuration that a found one extends is limited like it, and their number is bounded', async (t) => {
	const many = (name: string): string => `extends: [${Array(300).fill(name).join(', ')}]\n`;
	const { cwd } = checkout(t, many('b.yaml'), {
		'b.yaml': many('c.yaml'),
		'c.yaml': many('d.yaml'),
		'd.yaml': waiver,
		'e.yaml': `extends: [d.yaml]\nterraformBin: ./evil.sh\n`,
	});
	const named = ['check', 'plan.json', '--inventory', '../operator/inventory.json'];
	const endless = await sgPreflight(named, { cwd });
	t.is(endless.status, 2);
	t.regex(endless.stderr, /extends more than 20 files/);
	fs.writeFileSync(path.join(cwd, 'sg-preflight.yaml'), 'extends: [e.yaml]\n');
	const { status, stdout } = await sgPreflight([...named, '--format', 'json'], { cwd });
	t.is(status, 1);
	t.deepEqual(JSON.parse(stdout).configuration.notUsed, ['waivers (1)', 'terraformBin']);
	fs.writeFileSync(path.join(cwd, 'sg-preflight.yaml'), 'extends: [http://127.0.0.1:9/x.yaml]\n');
	t.regex((await sgPreflight(named, { cwd })).stderr, /which is not fetched/);
	fs.writeFileSync(path.join(cwd, 'sg-preflight.yaml'), 'inventory: http://127.0.0.1:9/x.yaml\n');
	t.regex((await sgPreflight(['check', 'plan.json'], { cwd })).stderr, /which is not fetched/);
});

test('standard input as the inventory of a found configuration is not read', async (t) => {
	const { cwd } = checkout(t, 'inventory: "-"\n');
	const { status, stderr } = await sgPreflight(['check', 'plan.json'], { cwd, stdin: noManaged });
	t.is(status, 2);
	t.regex(stderr, /standard input: a configuration that was only found names it, so it is not read/);
	t.is((await sgPreflight(['check', 'plan.json', '--inventory', '-'], { cwd, stdin: facts })).status, 1);
});
