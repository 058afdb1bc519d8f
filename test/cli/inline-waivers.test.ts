import fs from 'node:fs';
import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { inventory, refusedPlan, scratch, sgPreflight } from './command-run.js';

const source = fs.readFileSync(path.join(path.dirname(refusedPlan), 'main.tf'), 'utf8');

/** Checks the refused plan with these lines above the refused resource. */
async function checked(t: ExecutionContext, lines: string, ...args: string[]) {
	const cwd = scratch(t, { 'main.tf': source.replace(/^resource "alicloud_instance" "i"/m, `${lines}\n$&`) });
	const { status, stdout, stderr } = await sgPreflight(
		['check', refusedPlan, '--source', '.', '--inventory', inventory, '--format', 'json', ...args],
		{ cwd },
	);
	t.is(stderr, '');
	const report = JSON.parse(stdout) as {
		summary: { waived: number };
		notices: { message: string }[];
		findings: { waiver: { reason: string; owner: string } | null }[];
	};
	return {
		status,
		...report,
		said: report.notices.flatMap(({ message }) => (message.includes('waiver') ? [message] : [])).join('\n'),
	};
}

const waiver = '# sg-preflight:allow JoinSecurityGroup sg-lit3 until 2999-01-01: agreed with the NLB team';

test('a waiver in the sources counts if the operator allows it, and is reported like the others', async (t) => {
	const { status, summary, findings } = await checked(t, waiver, '--inline-waivers');
	t.is(status, 0);
	t.is(summary.waived, 1);
	const [finding] = findings.filter((one) => one.waiver !== null);
	t.is(finding?.waiver?.reason, 'agreed with the NLB team');
	t.regex(finding?.waiver?.owner ?? '', /^main\.tf:\d+$/);
});

test('a waiver in the sources does not count unasked, and a notice names it', async (t) => {
	const { status, said } = await checked(t, waiver);
	t.is(status, 1);
	t.regex(said, /the waiver in main\.tf:\d+ does not count: .*--inline-waivers/);
});

for (const [what, line, says] of [
	['an expired one', waiver.replace('2999', '2001'), /main\.tf:\d+ expired after 2001-01-01/],
	['one with a word for a date', waiver.replace('2999-01-01', 'soon'), /:\d+ counts as expired: "soon" is not a date/],
	[
		'one with a day that does not exist',
		waiver.replace('01-01', '02-30'),
		/"2999-02-30" is not a date of the form YYYY/,
	],
	['one for another operation', waiver.replace('Join', 'Leave'), /^$/],
	['one for another group', waiver.replace('sg-lit3', 'sg-lit1'), /^$/],
	['one without a reason', '# sg-preflight:allow JoinSecurityGroup sg-lit3', /main\.tf:\d+ cannot be read: expected/],
	['one above another resource', `${waiver}\nresource "terraform_data" "x" {}`, /^$/],
] as const) {
	test(`a waiver in the sources: ${what} does not count`, async (t) => {
		const { status, said } = await checked(t, line, '--inline-waivers');
		t.is(status, 1);
		t.regex(said, says);
	});
}

test('a configuration that was only found cannot allow waivers in sources beside a named inventory', async (t) => {
	const cwd = scratch(t, {
		'main.tf': source.replace(/^resource "alicloud_instance" "i"/m, `${waiver}\n$&`),
		'sg-preflight.yaml': 'inlineWaivers: true\n',
		'operator.yaml': 'inlineWaivers: true\n',
	});
	const args = ['check', refusedPlan, '--source', '.', '--inventory', inventory];
	t.is((await sgPreflight(args, { cwd })).status, 1);
	t.is((await sgPreflight([...args, '--config', 'operator.yaml'], { cwd })).status, 0);
});

test('a configuration extends others: their waivers are added, its own settings win', async (t) => {
	const cwd = scratch(t, {
		'organisation/waivers.yaml': `undetermined: fail
waivers:
  - { address: alicloud_instance.i, operation: JoinSecurityGroup, group: sg-lit3, reason: agreed, owner: net }
`,
		'sg-preflight.yaml': 'extends: organisation/waivers.yaml\nundetermined: warn\n',
		'circle.yaml': 'extends: circle.yaml\n',
	});
	const args = ['check', refusedPlan, '--inventory', inventory, '--config'];
	const { status, stdout } = await sgPreflight([...args, 'sg-preflight.yaml', '--format', 'json'], { cwd });
	t.is(status, 0, stdout);
	t.is(JSON.parse(stdout).summary.waived, 1);
	const circle = await sgPreflight([...args, 'circle.yaml'], { cwd });
	t.is(circle.status, 2);
	t.regex(circle.stderr, /circle\.yaml: extends is a chain of more than 5 files/);
});
