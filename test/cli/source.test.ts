import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { inventory, refusedPlan, root, scratch, sgPreflight } from './command-run.js';

const recording = path.join(root, 'test/fixtures/terraform/mix_create');

test('with --source, a literal beside a reference is in the ledger', async (t) => {
	const cwd = scratch(t, {
		'main.tf': fs.readFileSync(path.join(recording, 'after.tf')),
		'modules/app/main.tf': fs.readFileSync(path.join(recording, 'modules/app/main.tf')),
		'modules/net/main.tf': fs.readFileSync(path.join(recording, 'modules/net/main.tf')),
		'.terraform/modules/modules.json': JSON.stringify({
			Modules: [
				{ Key: '', Source: '', Dir: '.' },
				{ Key: 'app', Source: './modules/app', Dir: 'modules/app' },
				{ Key: 'batch', Source: './modules/app', Dir: 'modules/app' },
				{ Key: 'net', Source: './modules/net', Dir: 'modules/net' },
			],
		}),
	});
	const groups = async (...args: string[]) => {
		const plan = path.join(recording, 'plan.json');
		const { stdout, stderr } = await sgPreflight(['operations', plan, '--format', 'json', ...args], { cwd });
		t.is(stderr, '');
		const { operations } = JSON.parse(stdout) as {
			operations: { address: string; groups: { id: string | null; origin?: { address: string } }[] }[];
		};
		const vm = operations.find(({ address }) => address === 'module.app.alicloud_instance.vm[0]');
		return vm?.groups.map(({ id, origin }) => id ?? origin?.address).sort();
	};
	const created = 'module.net["prod"].alicloud_security_group.base';
	t.deepEqual(await groups(), [created]);
	t.deepEqual(await groups('--source', '.'), [created, 'sg-lit1']);
});

test('with --source, a finding has file and line', async (t) => {
	const cwd = scratch(t, { 'main.tf': fs.readFileSync(path.join(path.dirname(refusedPlan), 'main.tf')) });
	const { stdout } = await sgPreflight(
		['check', refusedPlan, '--source', '.', '--inventory', inventory, '--format', 'json'],
		{ cwd },
	);
	const { findings } = JSON.parse(stdout) as { findings: { location: { file: string; line: number } | null }[] };
	const lines = fs.readFileSync(path.join(cwd, 'main.tf'), 'utf8').split('\n');
	t.true(findings.length > 0);
	for (const { location } of findings) {
		t.is(location?.file, 'main.tf');
		t.regex(lines[(location?.line ?? 0) - 1] ?? '', /^resource "|sg-lit3/);
	}
});

test('an unreadable --source gets a message, with 2', async (t) => {
	const check = (directory: string) =>
		sgPreflight(['check', refusedPlan, '--source', directory, '--inventory', inventory]);
	const missing = await check(path.join(scratch(t), 'none'));
	t.is(missing.status, 2);
	t.regex(missing.stderr, /--source .*none: there is no such directory/);
	const broken = await check(scratch(t, { '.terraform/modules/modules.json': '{' }));
	t.is(broken.status, 2);
	t.regex(broken.stderr, /modules\.json: this is not JSON\. Write it again with: terraform init/);
});
