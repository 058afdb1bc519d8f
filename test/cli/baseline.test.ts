import fs from 'node:fs';
import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { cleanPlan, inventory, refusedPlan, scratch, sgPreflight } from './command-run.js';

/** A folder with the refused plan and the baseline that was written of it. */
async function adopted(t: ExecutionContext, plans: readonly string[] = ['plan.json']): Promise<string> {
	const cwd = scratch(t, {
		'plan.json': fs.readFileSync(refusedPlan),
		'clean.json': fs.readFileSync(cleanPlan),
		'inventory.json': fs.readFileSync(inventory),
	});
	const args = ['check', ...plans, '--inventory', 'inventory.json', '--report', 'json=baseline.json'];
	await sgPreflight(args, { cwd });
	return cwd;
}

const args = ['--inventory', 'inventory.json', '--baseline', 'baseline.json'];

test('findings of the baseline are reported as notes and do not count', async (t) => {
	const cwd = await adopted(t);
	const { status, stdout } = await sgPreflight(['check', 'plan.json', ...args], { cwd });
	t.is(status, 0);
	t.regex(stdout, /^NOTE alicloud_instance\.i$/m);
	t.regex(stdout, /Waived +known since baseline\.json was written/);
	t.regex(stdout, /^Passed, 1 refusal waived: 0 refused, .*1 waived/m);
	t.notRegex(stdout, /fail/i);
});

test('a baseline of a run with a baseline knows the same', async (t) => {
	const cwd = await adopted(t);
	await sgPreflight(['check', 'plan.json', ...args, '--report', 'json=baseline.json'], { cwd });
	t.is((await sgPreflight(['check', 'plan.json', ...args], { cwd })).status, 0);
});

test('a new finding counts: another group, and a second one like a known one', async (t) => {
	const cwd = await adopted(t);
	const plan = path.join(cwd, 'plan.json');
	fs.writeFileSync(path.join(cwd, 'other-stack.json'), fs.readFileSync(plan));
	const second = await sgPreflight(['check', 'plan.json', 'other-stack.json', ...args], { cwd });
	t.is(second.status, 1);
	t.regex(second.stdout, /^Refused: 1 refused, .*1 waived/m);
	fs.writeFileSync(plan, fs.readFileSync(plan, 'utf8').replaceAll('sg-lit3', 'sg-lit4'));
	fs.writeFileSync(
		path.join(cwd, 'inventory.json'),
		fs.readFileSync(inventory, 'utf8').replaceAll('sg-lit3', 'sg-lit4'),
	);
	const another = await sgPreflight(['check', 'plan.json', ...args], { cwd });
	t.is(another.status, 1);
	t.regex(another.stdout, /^FAIL alicloud_instance\.i$/m);
});

test('findings of the baseline that are gone are listed', async (t) => {
	const cwd = await adopted(t);
	const { status, stdout } = await sgPreflight(['check', 'clean.json', ...args], { cwd });
	t.is(status, 0);
	t.regex(
		stdout,
		/^WARN baseline\.json has findings that are no longer there \(alicloud_instance\.i JoinSecurityGroup\)/m,
	);
});

test('a finding that was waived is not in the baseline: it counts when the waiver is gone', async (t) => {
	const cwd = await adopted(t);
	const configuration = path.join(cwd, 'sg-preflight.yaml');
	fs.writeFileSync(
		configuration,
		'waivers:\n  - { address: alicloud_instance.i, operation: "*", group: "*", reason: agreed, owner: net }\n',
	);
	const named = ['--inventory', 'inventory.json', '--config', 'sg-preflight.yaml'];
	const write = ['check', 'plan.json', ...named, '--report', 'json=baseline.json'];
	t.is((await sgPreflight(write, { cwd })).status, 0);
	fs.rmSync(configuration);
	t.is((await sgPreflight(['check', 'plan.json', ...args], { cwd })).status, 1);
});

test('a baseline that cannot be read ends with 2', async (t) => {
	const cwd = await adopted(t);
	for (const file of ['absent.json', 'inventory.json']) {
		const { status, stderr, stdout } = await sgPreflight(
			['check', 'plan.json', '--inventory', 'inventory.json', '--baseline', file],
			{ cwd },
		);
		t.is(status, 2);
		t.true(stderr.includes(`sg-preflight: ${file}: `), stderr);
		t.is(stdout, '');
	}
});
