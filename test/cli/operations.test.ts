import fs from 'node:fs';
import test from 'ava';
import { cleanPlan, inventory, refusedPlan, scratch, sgPreflight } from './command-run.js';

test('the ledger in JSON is exactly the contract', async (t) => {
	const { status, stdout } = await sgPreflight(['operations', refusedPlan, '--format', 'json']);
	t.is(status, 0);
	const { operations, possible, ...rest } = JSON.parse(stdout);
	t.like(rest, { schemaVersion: 1, input: { kind: 'terraform-plan', formatVersion: '1.2' } });
	t.like(rest.coverage, { changes: 1, mapped: 1, reviewed: 0, unmapped: [] });
	t.deepEqual(possible, []);
	t.deepEqual(
		operations,
		['sg-lit2', 'sg-lit3'].map((id) => ({
			address: 'alicloud_instance.i',
			deposed: null,
			type: 'alicloud_instance',
			action: 'update',
			product: 'Ecs',
			operation: 'JoinSecurityGroup',
			listed: true,
			groups: [{ role: 'target', id, attribute: 'security_groups' }],
			consequence: 'swallowed',
		})),
	);
});

test('the ledger as text', async (t) => {
	const { status, stdout } = await sgPreflight(['operations', cleanPlan]);
	t.is(status, 0);
	t.regex(stdout, /^alicloud_security_group_rule\.r\["ssh"\] create\n {2}AuthorizeSecurityGroup\n {4}target sg-lit1/m);
	t.regex(stdout, /^4 operations of 4 changes\.$/m);
});

test('a group id under a sensitive mask is judged and never printed', async (t) => {
	const plan = JSON.parse(fs.readFileSync(refusedPlan, 'utf8'));
	plan.resource_changes[0].change.after_sensitive.security_groups = true;
	plan.resource_changes[0].change.before_sensitive.security_groups = true;
	const cwd = scratch(t, { 'plan.json': JSON.stringify(plan) });
	for (const format of ['text', 'json']) {
		const ledger = await sgPreflight(['operations', 'plan.json', '--format', format], { cwd });
		t.is(ledger.status, 0);
		t.regex(ledger.stdout, /\(sensitive\)/);
		t.notRegex(ledger.stdout, /sg-lit/);
		const report = await sgPreflight(['check', 'plan.json', '--inventory', inventory, '--format', format], { cwd });
		t.is(report.status, 1);
		t.notRegex(report.stdout, /sg-lit/);
	}
});

test('a document that is not a plan gives no ledger', async (t) => {
	const cwd = scratch(t, { 'x.json': '{"hello": 1}' });
	const { status, stdout, stderr } = await sgPreflight(['operations', 'x.json', '--format', 'json'], { cwd });
	t.is(status, 2);
	t.is(stdout, '');
	t.regex(stderr, /x\.json/);
});

test('the permission table has its 19 rows', async (t) => {
	const { stdout } = await sgPreflight(['table', '--format', 'json']);
	const { operations } = JSON.parse(stdout);
	t.is(operations.length, 19);
	t.like(operations[0], {
		operation: 'AuthorizeSecurityGroup',
		account: false,
		service: true,
		evidence: { kind: 'table' },
	});
	const text = (await sgPreflight(['table'])).stdout;
	t.regex(text, /^DescribeSecurityGroups +Yes +Yes$/m);
	t.regex(text, /^JoinSecurityGroup +No +Yes$/m);
	t.regex(text, /^Ecs ModifyInstanceVpcAttribute +No for the account\n +error list, 2025-12-22/m);
	t.regex(text, /^Eci CreateVirtualNode +undetermined$/m);
});

test('inventory show counts and names the owners', async (t) => {
	const { status, stdout } = await sgPreflight(['inventory', 'show', inventory]);
	t.is(status, 0);
	t.regex(stdout, /^3 groups: 1 managed, 2 not managed, 0 without ServiceManaged$/m);
	t.regex(stdout, /^Managed by a cloud service \(serviceID 1234\):\n {2}sg-lit3 {2}"nlb-managed"/m);
	const json = JSON.parse((await sgPreflight(['inventory', 'show', inventory, '--format', 'json'])).stdout);
	t.is(json.groups.length, 3);
});
