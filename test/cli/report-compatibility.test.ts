import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { root, scratch, sgPreflight } from './command-run.js';

const old = path.join(root, 'test/fixtures/reports-of-0.1');
const statuses: Readonly<Record<string, number>> = { refused: 1, clean: 0, unreadable: 2 };

/** Returns the names of all fields, as paths; an element of a list has the name of the list. */
function fieldsOf(value: unknown, name = ''): readonly string[] {
	if (Array.isArray(value)) return value.flatMap((one) => fieldsOf(one, `${name}[]`));
	if (typeof value !== 'object' || value === null) return [name];
	return [name, ...Object.entries(value).flatMap(([key, field]) => fieldsOf(field, `${name}.${key}`))];
}

for (const [name, status] of Object.entries(statuses)) {
	test(`a report of 0.1 that is ${name} can be merged and printed in every format`, async (t) => {
		const file = path.join(old, `${name}.json`);
		for (const format of ['text', 'json', 'sarif', 'junit', 'github', 'gitlab', 'markdown', 'html']) {
			const run = await sgPreflight(['merge', file, '--format', format]);
			t.is(run.status, status, run.stderr);
		}
	});
}

test('a report of this version has every field that one of 0.1 has', async (t) => {
	const plan = (scenario: string) => fs.readFileSync(path.join(root, 'test/fixtures/terraform', scenario, 'plan.json'));
	const group = { SecurityGroupId: 'sg-lit1', SecurityGroupName: 'nlb', ServiceManaged: true, ServiceID: 1234 };
	const cwd = scratch(t, {
		'inst_replace_zone.json': plan('inst_replace_zone'),
		'rule_replace_port.json': plan('rule_replace_port'),
		'inventory.json': JSON.stringify({ TotalCount: 1, SecurityGroups: { SecurityGroup: [group] } }),
	});
	const plans = ['inst_replace_zone.json', 'rule_replace_port.json'];
	const { stdout } = await sgPreflight(['check', ...plans, '--inventory', 'inventory.json', '--format', 'json'], {
		cwd,
	});
	const now = new Set(fieldsOf(JSON.parse(stdout)));
	const before = fieldsOf(JSON.parse(fs.readFileSync(path.join(old, 'refused.json'), 'utf8')));
	t.deepEqual(
		[...new Set(before)].filter((field) => !now.has(field)),
		[],
	);
});

test('a baseline of 0.1 is still known', async (t) => {
	const cwd = scratch(t, {
		'inst_replace_zone.json': fs.readFileSync(path.join(root, 'test/fixtures/terraform/inst_replace_zone/plan.json')),
		'inventory.json': JSON.stringify({
			TotalCount: 1,
			SecurityGroups: { SecurityGroup: [{ SecurityGroupId: 'sg-lit1', ServiceManaged: true, ServiceID: 1234 }] },
		}),
	});
	const baseline = path.join(old, 'refused.json');
	const args = ['check', 'inst_replace_zone.json', '--inventory', 'inventory.json', '--baseline', baseline];
	t.is((await sgPreflight(args, { cwd })).status, 0);
});
