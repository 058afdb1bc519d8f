import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { root, scratch, sgPreflight } from './command-run.js';

/** The command on each document that Pulumi prints. The documents are of the real CLI. */

const cases = path.join(root, 'test/fixtures/pulumi-cases');
const recordings = path.join(root, 'test/fixtures/pulumi');

interface Report {
	readonly verdict: string;
	readonly findings: readonly { readonly rule: string; readonly operation: string | null; readonly message: string }[];
}

async function checked(t: Parameters<typeof scratch>[0], document: string) {
	const inventory = path.join(scratch(t), 'inventory.json');
	const groups = [
		{ id: 'sg-managed1', managed: true, serviceId: 7 },
		{ id: 'sg-own1', managed: false },
		{ id: 'sg-lit1', managed: false },
		{ id: 'sg-lit2', managed: false },
	];
	fs.writeFileSync(inventory, JSON.stringify({ schemaVersion: 1, groups }));
	const { status, stdout, stderr } = await sgPreflight([
		'check',
		document,
		'--inventory',
		inventory,
		'--format',
		'json',
	]);
	const report = JSON.parse(stdout) as Report;
	return { status, report, output: stdout + stderr };
}

const rulesIn = ({ findings }: Report): string[] => findings.map(({ rule, operation }) => `${rule} ${operation}`);

function written(t: Parameters<typeof scratch>[0], text: string): string {
	const file = path.join(scratch(t), 'preview.json');
	fs.writeFileSync(file, text);
	return file;
}

test('one resource that the engine refreshed hides no other step', async (t) => {
	const { status, report } = await checked(t, path.join(cases, 'partial-refresh/preview.json'));
	t.is(status, 1);
	t.deepEqual(rulesIn(report).sort(), ['refused-operation JoinSecurityGroup', 'refused-operation RevokeSecurityGroup']);
});

test('one resource that the engine refreshed hides no delete of a destroy', async (t) => {
	const { status, report } = await checked(t, path.join(cases, 'partial-refresh/destroy.json'));
	t.is(status, 1);
	t.deepEqual(rulesIn(report), ['refused-operation RevokeSecurityGroup']);
});

test('a change beside the findings of --refresh is refused', async (t) => {
	const { status, report } = await checked(t, path.join(cases, 'refresh-and-change/preview.json'));
	t.is(status, 1);
	t.deepEqual(rulesIn(report), ['refused-operation JoinSecurityGroup']);
});

test('an interrupted preview is undetermined', async (t) => {
	const { report } = await checked(t, path.join(cases, 'interrupted/preview.json'));
	t.is(report.verdict, 'undetermined');
	t.deepEqual(rulesIn(report), ['incomplete-plan null']);
	t.regex(report.findings[0]?.message ?? '', /no summary at its end/);
});

test('a preview whose summary counts more than its steps show is undetermined', async (t) => {
	const preview = JSON.parse(fs.readFileSync(path.join(recordings, 'sg_noop/preview.json'), 'utf8'));
	preview.changeSummary = { same: 2, delete: 2 };
	const { report } = await checked(t, written(t, JSON.stringify(preview)));
	t.deepEqual(rulesIn(report), ['incomplete-plan null']);
	t.regex(report.findings[0]?.message ?? '', /counts 2 × delete, its steps show 0/);
});

test('a command that names a managed group is undetermined, and others are counted', async (t) => {
	const preview = JSON.parse(fs.readFileSync(path.join(recordings, 'sg_create/preview.json'), 'utf8'));
	const command = (name: string, create: string) => {
		const urn = `urn:pulumi:s1::proj::command:local:Command::${name}`;
		return { op: 'create', urn, newState: { urn, custom: true, type: 'command:local:Command', inputs: { create } } };
	};
	preview.steps.push(command('opens', 'aliyun ecs AuthorizeSecurityGroup --SecurityGroupId sg-managed1'));
	preview.steps.push(command('echoes', 'echo sg'));
	preview.changeSummary.create += 2;
	const { report, output } = await checked(t, written(t, JSON.stringify(preview)));
	t.is(report.verdict, 'undetermined');
	t.deepEqual(rulesIn(report), ["unlisted-operation a user's command"]);
	t.regex(output, /1 command was not looked into/);
});

const state = '{"version":3,"deployment":{"manifest":{},"resources":[]}}';
const update = '{"sequence":3,"timestamp":1,"resourcePreEvent":{"metadata":{"op":"delete","urn":"urn:pulumi:a"}}}';

for (const [title, text, said] of [
	[
		'text before a preview',
		fs.readFileSync(path.join(cases, 'text-around/before.json'), 'utf8'),
		/"Installing policy pack corp-rules 0\.0\.7\.\.\.…" comes before the document, up to byte 76/,
	],
	[
		'text after a preview',
		fs.readFileSync(path.join(cases, 'text-around/after.json'), 'utf8'),
		/"Update plan written to plan\.out…" comes after the document, from byte 3053 on/,
	],
	['the state of a stack', state, /the state of a stack/],
	[
		'a state file of a backend',
		'{"version":3,"checkpoint":{"stack":"organization/p/s","latest":{}}}',
		/the state of a stack/,
	],
	[
		'an export of Pulumi Insights',
		'{"total":1,"resources":[{"urn":"urn:pulumi:s::p::a:b:C::d","type":"a:b:C"}]}',
		/export of Pulumi Insights/,
	],
	[
		'a table of Pulumi Insights',
		'created,urn,type\n2026-01-01,urn:pulumi:s::p::a:b:C::d,a:b:C\n',
		/export of Pulumi Insights/,
	],
	[
		'the output of pulumi up --json',
		`{\n  "steps": [],\n  "duration": 1,\n  "changeSummary": {"same":1}\n}\n${update}\n`,
		/the output of an update \(pulumi up --json/,
	],
	['the events of an update', `${update}\n`, /the events of an update/],
] as const) {
	test(`${title} is named, with the command that makes a preview`, async (t) => {
		const { status, output } = await checked(t, written(t, text));
		t.is(status, 2);
		t.regex(output.replaceAll('\\"', '"'), said);
		t.regex(output, /pulumi preview --json/);
		t.notRegex(output, /terraform/);
	});
}

const updatePlan = path.join(cases, 'update-plan/plan.json');
const updatePlanState = path.join(cases, 'update-plan/state.json');
const updatePlanRun = (t: Parameters<typeof scratch>[0]): string[] => [
	'check',
	updatePlan,
	'--inventory',
	written(t, '{"schemaVersion":1,"groups":[{"id":"sg-managed1","managed":true,"serviceId":7}]}'),
	'--format',
	'json',
];

test('an update plan is read with the state that --pulumi-state names', async (t) => {
	const { status, stdout } = await sgPreflight([...updatePlanRun(t), '--pulumi-state', updatePlanState]);
	t.is(status, 1);
	t.deepEqual(
		rulesIn(JSON.parse(stdout) as Report).filter((rule) => rule.startsWith('refused')),
		[
			'refused-operation JoinSecurityGroup',
			'refused-operation AuthorizeSecurityGroup',
			'refused-operation RevokeSecurityGroup',
		],
	);
});

test('without --pulumi-state the state is exported by the pulumi on the PATH', async (t) => {
	const folder = scratch(t);
	fs.writeFileSync(
		path.join(folder, 'pulumi'),
		`#!/bin/sh\necho "$@" > '${folder}/asked'\ncat '${updatePlanState}'\n`,
		{
			mode: 0o755,
		},
	);
	const { status } = await sgPreflight(updatePlanRun(t), {
		env: { PATH: [folder, process.env.PATH].join(path.delimiter) },
	});
	t.is(status, 1);
	t.is(fs.readFileSync(path.join(folder, 'asked'), 'utf8'), 'stack export --non-interactive --stack=dev\n');
});

test('without a state an update plan is not read, and the message has the command that writes one', async (t) => {
	for (const [text, said] of [
		[null, /pulumi was not found on the PATH/],
		['#!/bin/sh\necho "error: no stack" >&2\nexit 1\n', /pulumi stack export. ended with an error: error: no stack/],
	] as const) {
		const folder = scratch(t);
		if (text !== null) fs.writeFileSync(path.join(folder, 'pulumi'), text, { mode: 0o755 });
		const { status, stderr } = await sgPreflight(updatePlanRun(t), { env: { PATH: `${folder}:/bin` } });
		t.is(status, 2);
		t.regex(stderr, said);
		t.regex(stderr, /--pulumi-state FILE/);
	}
});
