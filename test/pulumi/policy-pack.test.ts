import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import vm from 'node:vm';
import { ecs } from '@pulumi/alicloud';
import { ComponentResource, type CustomResourceOptions, type Input, secret } from '@pulumi/pulumi';
import type { PulumiFn } from '@pulumi/pulumi/automation/index.js';
import test, { type ExecutionContext } from 'ava';
import { forms, type Outcome, PreviewedStack } from './previewed-stack.js';

/** The real CLI previews real programs with the pack; its output and exit status are checked. */

const managed = 'sg-managed1';
const own = 'sg-own1';
const inventory = {
	schemaVersion: 1,
	groups: [
		{ id: managed, name: 'made by a service', managed: true, serviceId: 7 },
		{ id: own, managed: false },
	],
};
const config = { inventory };

const rule = (name: string, securityGroupId: Input<string>, options?: CustomResourceOptions, portRange = '22/22') =>
	new ecs.SecurityGroupRule(
		name,
		{ securityGroupId, type: 'ingress', ipProtocol: 'tcp', portRange, cidrIp: '10.0.0.0/8' },
		options,
	);
const group = (name: string, vpcId = 'vpc-a') => new ecs.SecurityGroup(name, { securityGroupName: name, vpcId });
const instance = (name: string, securityGroups: Input<string>[]) =>
	new ecs.Instance(name, {
		imageId: 'image',
		instanceType: 'ecs.g7.large',
		vswitchId: 'vsw-a',
		instanceName: name,
		securityGroups,
	});
const programOf =
	(declare: () => void): PulumiFn =>
	async () =>
		declare();

async function opened(t: ExecutionContext): Promise<PreviewedStack> {
	const stack = await PreviewedStack.open();
	t.teardown(() => stack.close());
	return stack;
}

const title = /^ {8}- \[(\w+)\] \[severity: \w+\] {2}([\w-]+) {2}\(([^)]*)\)/gm;

/** Parses the report of policies into level, policy and resource. */
const violationsIn = ({ output }: Outcome): string[] => [
	...new Set(
		[...output.matchAll(title)].map(
			([, level, policy, resource]) => `${level} ${policy} ${resource?.split(': ').at(-1)}`,
		),
	),
];

interface Row {
	readonly title: string;
	/** Program of the stack before. */
	readonly before?: () => void;
	readonly after: () => void;
	readonly config?: object;
	readonly target?: string[];
	readonly violations: readonly string[];
	/** Must be printed. */
	readonly says?: readonly RegExp[];
	/** Must not be printed. */
	readonly hides?: readonly RegExp[];
}

const refusal = (name: string) => `mandatory managed-security-groups ${name}`;
const doubt = (name: string) => `advisory undetermined-security-groups ${name}`;
const urn = (name: string) => `urn:pulumi:dev::proj::alicloud:ecs/securityGroupRule:SecurityGroupRule::${name}`;

class Network extends ComponentResource {
	constructor(name: string, options?: CustomResourceOptions) {
		super('example:net:Network', name, {}, options);
		rule('in-component', managed, { parent: this });
	}
}

const rows: readonly Row[] = [
	{
		title: 'a rule on a managed group is refused',
		after: () => rule('r', managed),
		violations: [refusal('r')],
		says: [
			/sg-managed1 \("made by a service"\) is managed by a cloud service \(serviceID 7\)\. .* refuses AuthorizeSecurityGroup with/,
			/rules\/refused-operation\.md/,
		],
	},
	{ title: 'a rule on a group of one’s own is allowed', after: () => rule('r', own), violations: [] },
	{
		title: 'the service itself may',
		after: () => rule('r', managed),
		config: { ...config, principal: 'service:7' },
		violations: [],
	},
	{
		title: 'joining a managed group in an update is refused',
		before: () => instance('i', [own]),
		after: () => instance('i', [own, managed]),
		violations: [refusal('i')],
		says: [/JoinSecurityGroup/],
	},
	{
		title: 'an update that leaves the groups alone is allowed',
		before: () => instance('i', [managed]),
		after: () =>
			new ecs.Instance('i', {
				imageId: 'image',
				instanceType: 'ecs.g7.large',
				vswitchId: 'vsw-a',
				instanceName: 'another name',
				securityGroups: [managed],
			}),
		violations: [],
	},
	{
		title: 'the delete of a rule of a managed group is refused',
		before: () => rule('r', managed),
		after: () => {},
		violations: [refusal('proj-dev')],
		says: [/SecurityGroupRule::r: sg-managed1 .* refuses RevokeSecurityGroup/],
	},
	{
		title: 'the delete of a retained resource is not a call',
		before: () => rule('r', managed, { retainOnDelete: true }),
		after: () => {},
		violations: [],
	},
	{
		title: 'the delete of a resource that goes with another one is not a call',
		before: () => {
			const vm = instance('i', [own]);
			rule('r', managed, { deletedWith: vm });
		},
		after: () => {},
		violations: [],
	},
	{
		title: 'a replaced rule is revoked and authorized',
		before: () => rule('r', managed),
		after: () => rule('r', managed, {}, '80/80'),
		violations: [refusal('r')],
		says: [/RevokeSecurityGroup/, /AuthorizeSecurityGroup/],
	},
	{
		title: 'an unchanged stack is silent',
		before: () => rule('r', managed),
		after: () => rule('r', managed),
		violations: [],
	},
	{
		title: 'a renamed resource with an alias is the same',
		before: () => rule('r', managed),
		after: () => rule('s', managed, { aliases: [{ name: 'r' }] }),
		violations: [],
	},
	{
		title: 'a renamed resource without an alias is another one',
		before: () => rule('r', managed),
		after: () => rule('s', managed),
		violations: [refusal('proj-dev'), refusal('s')],
		says: [/SecurityGroupRule::r: sg-managed1 .* refuses RevokeSecurityGroup/],
	},
	{
		title: 'a renamed component with an alias takes its children with it',
		before: () => new Network('n'),
		after: () => new Network('m', { aliases: [{ name: 'n' }] }),
		violations: [],
	},
	{
		title: 'a child that goes with its component is deleted',
		before: () => new Network('n'),
		after: () => {},
		violations: [refusal('proj-dev')],
		says: [/::in-component: sg-managed1 .* refuses RevokeSecurityGroup/],
	},
	{
		title: 'what --target leaves out is not deleted',
		before: () => {
			rule('r', managed);
			rule('s', own);
		},
		after: () => rule('s', own, {}, '80/80'),
		target: [urn('s')],
		violations: [],
	},
	{
		title: 'what --target leaves out is not created',
		after: () => {
			rule('r', managed);
			rule('s', own);
		},
		target: [urn('s')],
		violations: [],
	},
	{
		title: 'the id of a group of the same stack is not proved, because the program may make another id of it',
		after: () => rule('r', group('a').id),
		violations: [doubt('r')],
		says: [/the preview cannot show that security_group_id of .* is only the groups created here/],
	},
	{
		title: 'a list that the program makes in one apply is not proved',
		after: () =>
			new ecs.Instance('i', {
				imageId: 'image',
				instanceType: 'ecs.g7.large',
				vswitchId: 'vsw-a',
				instanceName: 'i',
				securityGroups: group('a').id.apply((id) => [id, managed]),
			}),
		violations: [doubt('i')],
		says: [/the preview cannot show that security_groups of .* is only the groups created here/],
	},
	{
		title: 'an id that is not proved stops the preview with the policy fail',
		after: () => rule('r', group('a').id),
		config: { ...config, undetermined: { 'unproven-group': 'fail' } },
		violations: [refusal('r')],
	},
	{
		title: 'the id of a group that the same update replaces is allowed, and revoked from the old one',
		before: () => rule('r', group('a').id),
		after: () => rule('r', group('a', 'vpc-b').id),
		violations: [doubt('a'), doubt('r')],
		says: [/RevokeSecurityGroup/, /DeleteSecurityGroup/, /which is not in the inventory/],
	},
	{
		title: 'an id known only after apply is reported',
		after: () => rule('r', instance('i', [own]).privateIp),
		violations: [doubt('r')],
		says: [/a group whose id is known after apply/],
	},
	{
		title: 'an id known only after apply stops the preview with the policy fail',
		after: () => rule('r', instance('i', [own]).privateIp),
		config: { ...config, undetermined: { 'unknown-group': 'fail' } },
		violations: [refusal('r')],
	},
	{
		title: 'an unknown id does not hide the known one beside it',
		after: () => instance('i', [managed, group('a').id]),
		violations: [refusal('i'), doubt('i')],
	},
	{
		title: 'a secret group id is judged and not printed',
		after: () => rule('r', secret(managed)),
		violations: [refusal('r')],
		says: [/refuses AuthorizeSecurityGroup with/],
		hides: [/sg-managed1/, /made by a service/],
	},
	{
		title: 'a secret group id of the state is judged and not printed',
		before: () => instance('i', [secret(own), secret(managed)]),
		after: () => instance('i', [secret(own)]),
		violations: [refusal('i')],
		says: [/refuses LeaveSecurityGroup with/],
		hides: [/sg-managed1/, /made by a service/],
	},
	{
		title: 'a group that is not in the inventory is reported',
		after: () => rule('r', 'sg-other1'),
		violations: [doubt('r')],
		says: [/sg-other1, which is not in the inventory/],
	},
	{
		title: 'a waived refusal is reported and stops nothing',
		after: () => rule('r', managed),
		config: {
			...config,
			waivers: [
				{
					address: '*::r',
					operation: 'AuthorizeSecurityGroup',
					group: managed,
					reason: 'agreed with the service',
					owner: 'net team',
				},
			],
		},
		violations: [doubt('r')],
		says: [/Waived by net team: agreed with the service/],
	},
	{
		title: 'without the state every resource counts as created, and the report has the reason',
		before: () => rule('r', managed),
		after: () => rule('s', own),
		config: { ...config, state: 'off' },
		violations: [doubt('proj-dev')],
		says: [/The stack's state was not read \(state: off\)/],
	},
	{
		title: 'an inventory that cannot be read stops the preview',
		after: () => rule('r', own),
		config: { inventory: 'nowhere.json' },
		violations: [refusal('proj-dev')],
		says: [/nowhere\.json: this file cannot be read: there is no such file/],
		hides: [/at .*\.cjs:\d+/],
	},
];

for (const row of rows) {
	test.serial(row.title, async (t) => {
		const stack = await opened(t);
		if (row.before) await stack.has(programOf(row.before));
		const outcome = await stack.preview(programOf(row.after), {
			config: row.config ?? config,
			...(row.target ? { target: row.target } : {}),
		});
		t.deepEqual(violationsIn(outcome).sort(), [...row.violations].sort(), outcome.output);
		t.is(outcome.status, row.violations.some((violation) => violation.startsWith('mandatory')) ? 1 : 0);
		for (const said of row.says ?? []) t.regex(outcome.output, said);
		for (const hidden of row.hides ?? []) t.notRegex(outcome.output, hidden);
	});
}

test.serial('the folder of a checkout gives the same, started as the language host does', async (t) => {
	const stack = await opened(t);
	await stack.has(programOf(() => rule('r', managed)));
	const program = programOf(() => instance('i', [managed]));
	const [executable, folder] = [
		await stack.preview(program, { config, pack: forms.executable }),
		await stack.preview(program, { config, pack: forms.folder }),
	];
	t.deepEqual(violationsIn(folder).sort(), [refusal('i'), refusal('proj-dev')], folder.output);
	t.deepEqual(violationsIn(executable), violationsIn(folder));
	t.is(folder.status, 1);
});

test.serial('the installed package refuses in both forms, the folder started as the language host does', async (t) => {
	const stack = await opened(t);
	const installed = installedPack(t);
	await stack.has(programOf(() => rule('r', managed)));
	for (const pack of [installed, path.join(installed, 'bin/sg-preflight-policy.cjs')]) {
		const outcome = await stack.preview(
			programOf(() => instance('i', [managed])),
			{ config, pack },
		);
		t.deepEqual(violationsIn(outcome).sort(), [refusal('i'), refusal('proj-dev')], outcome.output);
		t.is(outcome.status, 1);
	}
});

/** Packs the package and installs its tarball into an empty project, where a Pulumi program has its SDK beside it. */
function installedPack(t: ExecutionContext): string {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-installed-'));
	t.teardown(() => fs.rmSync(folder, { recursive: true }));
	const npm = (cwd: string, ...args: string[]): string => {
		const { status, stdout, stderr } = spawnSync('npm', [...args, '--silent'], { cwd, encoding: 'utf8' });
		t.is(status, 0, stderr);
		return stdout.trim();
	};
	const tarball = npm(forms.folder, 'pack', '--pack-destination', folder);
	fs.writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
	npm(folder, 'install', '--offline', '--no-audit', '--no-fund', `./${tarball}`);
	const packages = fs.readdirSync(path.join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
	t.deepEqual(packages, ['@sg-preflight'], 'it brings no other package');
	fs.mkdirSync(path.join(folder, 'node_modules/@pulumi'));
	const sdk = createRequire(import.meta.url).resolve('@pulumi/pulumi/package.json');
	fs.symlinkSync(path.dirname(sdk), path.join(folder, 'node_modules/@pulumi/pulumi'));
	return path.join(folder, 'node_modules/@sg-preflight/policy-pack');
}

for (const backend of ['project file', 'environment, relative'] as const) {
	test.serial(`a delete is judged when the backend is named in the ${backend}`, async (t) => {
		const stack = await PreviewedStack.open(backend);
		t.teardown(() => stack.close());
		await stack.has(programOf(() => rule('r', managed)));
		for (const pack of Object.values(forms)) {
			const outcome = await stack.preview(
				programOf(() => {}),
				{ config, pack },
			);
			t.deepEqual(violationsIn(outcome), [refusal('proj-dev')], outcome.output);
			t.regex(outcome.output, /sg-managed1 .* refuses RevokeSecurityGroup/);
			t.is(outcome.status, 1);
		}
	});
}

test.serial('an inventory file is found from the folder where pulumi runs, in both forms', async (t) => {
	const stack = await opened(t);
	stack.write('groups/inventory.json', JSON.stringify(inventory));
	for (const pack of Object.values(forms)) {
		const outcome = await stack.preview(
			programOf(() => rule('r', managed)),
			{ config: { inventory: 'groups/inventory.json' }, pack },
		);
		t.deepEqual(violationsIn(outcome), [refusal('r')], outcome.output);
	}
});

test.serial('a preview without a state that can be read is stopped, with the reason', async (t) => {
	const stack = await opened(t);
	await stack.has(programOf(() => rule('r', managed)));
	const outcome = await stack.preview(
		programOf(() => {}),
		{ config: { ...config, state: 'nowhere.json' } },
	);
	t.deepEqual(violationsIn(outcome), [refusal('proj-dev')], outcome.output);
	t.regex(outcome.output, /state could not be read \(.*nowhere\.json: this file cannot be read: there is no such file/);
	t.is(outcome.status, 1);
});

test.serial('an update in a preview with --refresh is undetermined, in both forms', async (t) => {
	const stack = await opened(t);
	await stack.has(programOf(() => instance('i', [managed])));
	for (const pack of Object.values(forms)) {
		const outcome = await stack.preview(
			programOf(
				() =>
					new ecs.Instance('i', {
						imageId: 'image',
						instanceType: 'ecs.g7.large',
						vswitchId: 'vsw-a',
						instanceName: 'another name',
						securityGroups: [managed],
					}),
			),
			{ config, pack, refresh: true },
		);
		t.deepEqual(violationsIn(outcome), [doubt('proj-dev')], outcome.output);
		t.regex(outcome.output, /not shown what the refresh found/);
	}
});

test.serial('the example is refused, and its group is not proved', async (t) => {
	const folder = path.resolve(import.meta.dirname, '../../../examples/pulumi-project');
	const source = fs.readFileSync(path.join(folder, 'index.js'), 'utf8');
	const { 'managed-security-groups': settings } = JSON.parse(
		fs.readFileSync(path.join(folder, 'policy-config.json'), 'utf8'),
	) as { readonly 'managed-security-groups': { readonly inventory: string } };
	const stack = await opened(t);
	const outcome = await stack.preview(
		programOf(() => {
			// Installed for the tests, and not for the example.
			vm.runInNewContext(source, { require: createRequire(import.meta.url) });
		}),
		// The example names its inventory relative to its own folder, where its page runs pulumi.
		{ config: { ...settings, inventory: path.join(folder, settings.inventory) } },
	);
	t.deepEqual(violationsIn(outcome).sort(), [doubt('https'), refusal('from-office')], outcome.output);
	t.is(outcome.status, 1);
});

test.serial('an update without a preview stops before the operation', async (t) => {
	const stack = await opened(t);
	await stack.has(programOf(() => instance('i', [own])));
	const outcome = await stack.update(
		programOf(() => {
			instance('i', [own, managed]);
			rule('r', group('a').id);
		}),
		{ config },
	);
	t.deepEqual(violationsIn(outcome), [refusal('i')], outcome.output);
	t.is(outcome.status, 1);
	t.false(
		(
			await stack.update(
				programOf(() => rule('s', managed)),
				{ config },
			)
		).status === 0,
	);
	t.false((await stack.names()).includes('s'));
});

test.serial('an update does not touch resources that --target leaves out', async (t) => {
	const stack = await opened(t);
	await stack.has(programOf(() => rule('old', managed)));
	const outcome = await stack.update(
		programOf(() => {
			rule('old', managed, {}, '80/80');
			rule('new', managed);
			rule('s', own);
		}),
		{ config, target: [urn('s')] },
	);
	t.deepEqual(violationsIn(outcome), [], outcome.output);
	t.is(outcome.status, 0, outcome.output);
});

test.serial('an import creates nothing, in a preview and in an update', async (t) => {
	const stack = await opened(t);
	const imported = programOf(() =>
		rule('r', managed, { import: `${managed}:ingress:tcp:22/22:<nil>:10.0.0.0/8:accept:1` }),
	);
	for (const outcome of [await stack.preview(imported, { config }), await stack.update(imported, { config })]) {
		t.deepEqual(violationsIn(outcome), [], outcome.output);
		t.is(outcome.status, 0, outcome.output);
	}
	t.deepEqual(await stack.names(), ['r']);
});

test.serial('an update that is allowed goes through', async (t) => {
	const stack = await opened(t);
	const outcome = await stack.update(
		programOf(() => rule('r', group('a').id)),
		{ config: { ...config, undetermined: 'fail' } },
	);
	t.is(outcome.status, 0, outcome.output);
	t.deepEqual((await stack.names()).sort(), ['a', 'r']);
});

test.serial('the preview of a destroy is checked by the command', async (t) => {
	const stack = await opened(t);
	await stack.has(
		programOf(() => {
			rule('r', managed);
			rule('s', own);
		}),
	);
	const { status, stdout, output } = stack.pulumi('destroy', '--preview-only', '--json');
	t.is(status, 0, output);
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-destroy-'));
	t.teardown(() => fs.rmSync(folder, { recursive: true }));
	const file = (name: string, text: string): string => {
		fs.writeFileSync(path.join(folder, name), text);
		return path.join(folder, name);
	};
	const command = path.resolve(import.meta.dirname, '../../../packages/cli/bin/sg-preflight.js');
	const checked = spawnSync(
		process.execPath,
		[
			command,
			'check',
			file('destroy.json', stdout),
			'--inventory',
			file('inventory.json', JSON.stringify(inventory)),
			'--format',
			'json',
		],
		{ encoding: 'utf8' },
	);
	t.is(checked.status, 1, checked.stdout + checked.stderr);
	const { findings } = JSON.parse(checked.stdout) as { findings: { address: string; operation: string }[] };
	t.deepEqual(
		findings.map(({ address, operation }) => [address, operation]),
		[[urn('r'), 'RevokeSecurityGroup']],
	);
});
