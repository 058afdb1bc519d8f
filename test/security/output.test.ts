import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { refusedPlan, root, scratch, sgPreflight } from '../cli/command-run.js';

// The formats of reports have tests of their own (packages/cli/test/hostile-text.test.ts); these are the other commands.

/** Texts that an author of a plan, or whoever names groups, can choose. */
const payloads: Readonly<Record<string, string>> = JSON.parse(
	fs.readFileSync(path.join(root, 'test/fixtures/hostile-texts.json'), 'utf8'),
);

/** The lines that a terminal or a runner would obey. */
function obeyed(printed: string): string[] {
	const raw = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]/u;
	return printed.split('\n').filter((line) => raw.test(line) || /^\s*::|##\w*\[/.test(line));
}

test('operations, inventory show and inventory diff print names as text that can be seen, in text and JSON', async (t) => {
	const names = Object.values(payloads);
	const plan = JSON.parse(fs.readFileSync(refusedPlan, 'utf8'));
	const [change] = plan.resource_changes;
	plan.resource_changes = names.map((name, at) => ({
		...change,
		address: `${at % 2 === 0 ? name : ''}alicloud_instance.i[${JSON.stringify(name)}]`,
		index: name,
		deposed: name,
		change: { ...change.change, after: { ...change.change.after, security_groups: [`sg-${name}`] } },
	}));
	const group = (at: number, managed: boolean) => ({
		SecurityGroupId: `sg-${at}${names[at]}`,
		SecurityGroupName: names[at],
		VpcId: names[at],
		ServiceManaged: managed,
		ServiceID: 1,
	});
	const listing = (managed: boolean) =>
		JSON.stringify({
			RegionId: names.join(),
			SecurityGroups: { SecurityGroup: names.map((_, at) => group(at, managed)) },
			TotalCount: names.length,
		});
	const cwd = scratch(t, { 'plan.json': JSON.stringify(plan), 'a.json': listing(true), 'b.json': listing(false) });
	let lines = 0;
	for (const command of [
		['operations', 'plan.json'],
		['inventory', 'show', 'a.json'],
		['inventory', 'diff', 'a.json', 'b.json'],
	]) {
		for (const format of ['text', 'json']) {
			const { status, stdout, stderr } = await sgPreflight([...command, '--format', format], { cwd });
			t.is(status, 0, `${command[0]}: ${stderr}`);
			t.true(stdout.includes(format === 'json' ? 'sg-' : '\\u001b'), stdout.slice(0, 500));
			t.deepEqual(obeyed(stdout), [], `${command.join(' ')} ${format}`);
			t.deepEqual(obeyed(stderr), []);
			lines += stdout.split('\n').length;
		}
	}
	t.log(`${names.length} texts in 3 commands and 2 formats: ${lines} lines, 0 that a terminal or a runner obeys`);
});
