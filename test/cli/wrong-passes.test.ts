import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { root, scratch, sgPreflight } from './command-run.js';

/**
 * Plans of real Terraform that once passed wrongly. In each, the value may be a managed group, or the plan runs a program
 * that gets one.
 */
const fixtures = path.join(root, 'test/fixtures/wrong-passes');

interface WrongPass {
	readonly folder: string;
	/** Directory of the sources; undefined for plan JSON alone. */
	readonly source?: string;
	readonly modules?: readonly { readonly Key: string; readonly Source: string; readonly Dir: string }[];
	/** The rules of the findings, `RULE OPERATION GROUP`. */
	readonly findings: readonly string[];
}

const cases: readonly WrongPass[] = [
	{
		folder: 'plan-json-literal-beside-a-new-group',
		// The list of groups, and network interfaces that a dynamic block may make.
		findings: ['unproven-group RunInstances null', 'unproven-group RunInstances null'],
	},
	{ folder: 'sec-hidden-literal', findings: ['unproven-group AuthorizeSecurityGroup null'] },
	{ folder: 'sec-hidden-literal', source: '.', findings: ['refused-operation AuthorizeSecurityGroup sg-lit3'] },
	{ folder: 'sec-hidden-literal-list', findings: ['unproven-group RunInstances null'] },
	{ folder: 'sec-hidden-literal-list', source: '.', findings: ['refused-operation RunInstances sg-lit3'] },
	{ folder: 'sec-split-list', source: '.', findings: ['refused-operation RunInstances sg-lit3'] },
	{ folder: 'sec-template-of-parts', source: '.', findings: ['unknown-group AuthorizeSecurityGroup sg-lit3'] },
	{
		folder: 'sec-variable-default',
		source: '.',
		modules: [
			{ Key: '', Source: '', Dir: '.' },
			{ Key: 'm', Source: './m', Dir: 'm' },
		],
		findings: ['refused-operation AuthorizeSecurityGroup sg-lit3'],
	},
	{ folder: 'sec-file-function', source: '.', findings: ['unknown-group AuthorizeSecurityGroup sg-lit3'] },
	{ folder: 'sec-override-json', source: '.', findings: ['unknown-group AuthorizeSecurityGroup sg-lit3'] },
	{ folder: 'sec-tofu-shadow', source: '.', findings: ['unknown-group AuthorizeSecurityGroup sg-lit3'] },
	{
		folder: 'list-part-not-taken-counts-as-kept',
		source: 'src',
		findings: ['refused-operation LeaveSecurityGroup sg-lit1'],
	},
	{
		folder: 'ros-stack-names-a-managed-group',
		findings: ["unlisted-operation a user's template or request sg-managed1"],
	},
];

for (const { folder, source, modules, findings } of cases) {
	test(`${folder}${source ? ', with the sources' : ''}, does not pass`, async (t) => {
		const cwd = scratch(t);
		fs.cpSync(path.join(fixtures, folder), cwd, { recursive: true });
		if (modules) {
			fs.mkdirSync(path.join(cwd, '.terraform/modules'), { recursive: true });
			fs.writeFileSync(path.join(cwd, '.terraform/modules/modules.json'), JSON.stringify({ Modules: modules }));
		}
		const { status, stdout } = await sgPreflight(
			[
				...['check', 'plan.json', '--inventory', 'inventory.json', '--strict', '--format', 'json'],
				...(source ? ['--source', source] : []),
			],
			{ cwd },
		);
		const report = JSON.parse(stdout) as {
			readonly findings: readonly {
				readonly rule: string;
				readonly operation: string;
				readonly group: { readonly id: string | null };
			}[];
		};
		t.is(status, 1);
		t.deepEqual(
			report.findings.map(({ rule, operation, group }) => `${rule} ${operation} ${group.id}`),
			findings,
		);
	});
}

test('a source file that is too large makes values that depend on it undetermined, and a notice names it', async (t) => {
	const cwd = scratch(t);
	fs.cpSync(path.join(fixtures, 'sec-hidden-literal'), cwd, { recursive: true });
	fs.appendFileSync(path.join(cwd, 'main.tf'), `# ${'x'.repeat(17_000_000)}\n`);
	const { status, stdout } = await sgPreflight(
		['check', 'plan.json', '--inventory', 'inventory.json', '--strict', '--source', '.', '--format', 'json'],
		{ cwd },
	);
	const { findings, notices } = JSON.parse(stdout) as {
		readonly findings: readonly { readonly rule: string; readonly message: string }[];
		readonly notices: readonly { readonly message: string }[];
	};
	t.is(status, 1);
	t.deepEqual(
		findings.map(({ rule }) => rule),
		['unproven-group'],
	);
	t.true(notices.some(({ message }) => message.includes('main.tf is larger than 16 MiB')));
});

test('provisioners: the id of a managed group is a finding, and the others are counted', async (t) => {
	const resource = (name: string, command: object) => ({
		address: `terraform_data.${name}`,
		mode: 'managed',
		type: 'terraform_data',
		name,
		provisioners: [{ type: 'local-exec', expressions: { command } }],
	});
	const change = (name: string, actions: readonly string[]) => ({
		address: `terraform_data.${name}`,
		mode: 'managed',
		type: 'terraform_data',
		change: { actions, before: null, after: {}, after_unknown: { id: true } },
	});
	const plan = {
		format_version: '1.2',
		resource_changes: [change('opens', ['create']), change('echoes', ['create']), change('stays', ['no-op'])],
		configuration: {
			root_module: {
				resources: [
					resource('opens', { constant_value: 'aliyun ecs AuthorizeSecurityGroup --SecurityGroupId sg-lit3' }),
					resource('echoes', { references: ['terraform_data.opens.id', 'terraform_data.opens'] }),
					resource('stays', { constant_value: 'echo sg-lit3' }),
				],
			},
		},
	};
	const cwd = scratch(t, {
		'plan.json': JSON.stringify(plan),
		'inventory.json': fs.readFileSync(path.join(fixtures, 'sec-hidden-literal/inventory.json')),
	});
	const { status, stdout } = await sgPreflight(
		['check', 'plan.json', '--inventory', 'inventory.json', '--strict', '--format', 'json'],
		{ cwd },
	);
	const report = JSON.parse(stdout);
	t.is(status, 1);
	t.is(report.findings.length, 1);
	t.like(report.findings[0], {
		rule: 'unlisted-operation',
		address: 'terraform_data.opens',
		group: { id: 'sg-lit3', attribute: 'provisioner.local-exec.command' },
	});
	t.true(
		report.notices.some(({ message }: { message: string }) => message.endsWith('1 provisioner was not looked into.')),
	);
});

test('explain and the page of types agree on the types that run a template', async (t) => {
	const { stdout } = await sgPreflight(['explain', 'alicloud_ros_stack']);
	t.regex(stdout, /runs a template, a document or a request of the user/);
	const page = fs.readFileSync(path.join(root, 'docs/resource-types.md'), 'utf8');
	t.regex(page, /it runs a template, a document or a request of the user: [^\n]*`alicloud_ros_stack`/);
});
