import fs from 'node:fs';
import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { cleanPlan, inventory, type Run, refusedPlan, root, scratch, sgPreflight } from './command-run.js';

// The complaints of users of comparable tools, by the numbers of the list that the project started from: one test each.
// Plans and previews are recordings of the real provider. If none shows the complaint, the test makes a small plan.

const terraform = (scenario: string): string => path.join(root, 'test/fixtures/terraform', scenario, 'plan.json');
const pulumi = (scenario: string): string => path.join(root, 'test/fixtures/pulumi', scenario, 'preview.json');

/** The groups of the recordings, of which `managed` belong to a cloud service. */
function inventoryWith(...managed: readonly string[]): string {
	const ids = new Set(['sg-lit1', 'sg-lit2', 'sg-lit3', 'sg-mock000001', ...managed]);
	return JSON.stringify({
		SecurityGroups: {
			SecurityGroup: [...ids].map((SecurityGroupId) =>
				managed.includes(SecurityGroupId)
					? { SecurityGroupId, ServiceManaged: true, ServiceID: 1234 }
					: { SecurityGroupId, ServiceManaged: false },
			),
		},
	});
}

interface Change {
	readonly type: string;
	readonly actions: readonly string[];
	readonly before?: object | null;
	readonly after?: object | null;
	readonly after_unknown?: object;
	readonly after_sensitive?: object;
}

/** Makes a plan: the change of each address, with its configuration if references matter. */
function planOf(changes: Readonly<Record<string, Change>>, rootModule: object = {}): string {
	return JSON.stringify({
		format_version: '1.2',
		terraform_version: '1.11.4',
		resource_changes: Object.entries(changes).map(([address, { type, ...change }]) => ({
			address,
			mode: 'managed',
			type,
			name: 'x',
			provider_name: 'registry.terraform.io/aliyun/alicloud',
			change: { before: null, after: null, after_unknown: {}, ...change },
		})),
		configuration: { root_module: rootModule },
		complete: true,
		errored: false,
	});
}

const rule = (securityGroupId: string | undefined): object => ({
	...(securityGroupId === undefined ? {} : { security_group_id: securityGroupId }),
	type: 'ingress',
	ip_protocol: 'tcp',
	port_range: '443/443',
	cidr_ip: '10.0.0.0/8',
	nic_type: 'intranet',
});

async function checked(
	t: ExecutionContext,
	plan: string,
	managed: readonly string[],
	...more: readonly string[]
): Promise<Run & { readonly report: Report }> {
	const cwd = scratch(t, { 'inventory.json': inventoryWith(...managed) });
	const run = await sgPreflight(['check', plan, '--inventory', 'inventory.json', '--format', 'json', ...more], { cwd });
	return { ...run, report: JSON.parse(run.stdout) };
}

interface Report {
	readonly verdict: string;
	readonly findings: readonly {
		readonly rule: string;
		readonly address: string;
		readonly action: string;
		readonly operation: string;
		readonly group: { readonly id: string | null };
		readonly waiver: object | null;
	}[];
}

const callsOf = ({ report }: { readonly report: Report }): string[] =>
	report.findings.map(({ action, operation, group }) => `${action}: ${operation} ${group.id}`);

test('1. deletes are scanned: the delete of a managed group, of its rule and of its member is refused', async (t) => {
	for (const [plan, call, group] of [
		[terraform('sg_delete'), 'delete: DeleteSecurityGroup sg-mock000001', 'sg-mock000001'],
		[terraform('sg_replace_vpc'), 'delete: DeleteSecurityGroup sg-mock000001', 'sg-mock000001'],
		[terraform('rule_delete_ingress'), 'delete: RevokeSecurityGroup sg-lit1', 'sg-lit1'],
		[pulumi('sg_delete'), 'delete: DeleteSecurityGroup sg-mock000001', 'sg-mock000001'],
		[pulumi('rule_delete_ingress'), 'delete: RevokeSecurityGroup sg-lit1', 'sg-lit1'],
	] as const) {
		const run = await checked(t, plan, [group]);
		t.is(run.status, 1, plan);
		t.deepEqual(callsOf(run), [call], plan);
	}
});

test('2. known after apply: traced to its origin, and undetermined if the origin is not known, never silent', async (t) => {
	const created = await checked(t, terraform('unk_rule_module_output'), []);
	t.is(created.status, 0);
	t.deepEqual([...new Set(created.report.findings.map(({ rule }) => rule))], ['unproven-group']);
	t.is((await checked(t, terraform('unk_rule_module_output'), [], '--strict')).status, 1);
	const read = await checked(t, terraform('unk_datasource_deferred'), []);
	t.is(read.status, 0);
	t.is(read.report.verdict, 'undetermined');
	t.like(read.report.findings[0], { rule: 'unknown-group', group: { id: null } });
	t.is((await checked(t, terraform('unk_datasource_deferred'), [], '--strict')).status, 1);
});

test('3. versions: any Terraform with this plan format is read, another format is named and never passes', async (t) => {
	const plan = fs.readFileSync(refusedPlan, 'utf8');
	const format = '"format_version": "1.2"';
	const cwd = scratch(t, {
		'later.json': plan.replace('"1.11.4"', '"9.9.9"').replace(format, '"format_version": "1.99"'),
		'another.json': plan.replace(format, '"format_version": "2.0"'),
	});
	const later = await sgPreflight(['check', 'later.json', '--inventory', inventory], { cwd });
	t.is(later.status, 1);
	t.regex(later.stdout, /^Refused: 1 refused/m);
	const another = await sgPreflight(['check', 'another.json', '--inventory', inventory], { cwd });
	t.is(another.status, 2);
	t.regex(another.stderr, /another\.json.*2\.0/);
});

test('4. SARIF points at the .tf file and the line that caused it', async (t) => {
	const source = fs.readFileSync(terraform('rule_foreach_create').replace('plan.json', 'after.tf'), 'utf8');
	const cwd = scratch(t, { 'stack/main.tf': source, 'inventory.json': inventoryWith('sg-lit1') });
	const { status, stdout } = await sgPreflight(
		[
			...['check', terraform('rule_foreach_create'), '--inventory', 'inventory.json'],
			...['--source', 'stack', '--format', 'sarif'],
		],
		{ cwd },
	);
	t.is(status, 1);
	const { results } = JSON.parse(stdout).runs[0] as {
		readonly results: readonly {
			readonly locations: readonly {
				readonly physicalLocation: {
					readonly artifactLocation: { readonly uri: string };
					readonly region: { readonly startLine: number };
				};
			}[];
		}[];
	};
	t.is(results.length, 4);
	for (const { locations } of results) {
		const { artifactLocation, region } = (locations[0] as (typeof locations)[number]).physicalLocation;
		t.is(artifactLocation.uri, 'stack/main.tf');
		t.regex(source.split('\n')[region.startLine - 1] ?? '', /^resource |security_group_id = "sg-lit1"/);
	}
});

test('5. suppressions: one waiver matches under count, for_each and modules', async (t) => {
	const addresses = [
		'module.web["a/b"].alicloud_security_group_rule.r[0]',
		'module.web["c"].module.inner[3].alicloud_security_group_rule.r["tls"]',
		'alicloud_security_group_rule.r["x.y"]',
	];
	const change: Change = { type: 'alicloud_security_group_rule', actions: ['create'], after: rule('sg-lit3') };
	const cwd = scratch(t, {
		'plan.json': planOf(Object.fromEntries(addresses.map((address) => [address, change]))),
		'inventory.json': inventoryWith('sg-lit3'),
		'sg-preflight.yaml': `inventory: inventory.json
waivers:
  - { address: "*alicloud_security_group_rule.r[*", operation: AuthorizeSecurityGroup, group: sg-lit3, reason: agreed, owner: net }
`,
	});
	const { status, stdout } = await sgPreflight(['check', 'plan.json', '--format', 'json'], { cwd });
	const { findings } = JSON.parse(stdout) as Report;
	t.is(status, 0);
	t.deepEqual(findings.map(({ address }) => address).sort(), [...addresses].sort());
	t.true(findings.every(({ waiver }) => waiver !== null));
});

test('6. references: count, for_each, splats and modules lead to the group that the plan creates', async (t) => {
	const create = (type: string): Change => ({ type, actions: ['create'], after: {}, after_unknown: { id: true } });
	const unknownRule: Change = {
		type: 'alicloud_security_group_rule',
		actions: ['create'],
		after: rule(undefined),
		after_unknown: { id: true, security_group_id: true },
	};
	const resource = (address: string, references?: readonly string[], more: object = {}): object => {
		const [type, name] = address.split('.');
		const expressions = references ? { security_group_id: { references } } : {};
		return { address, mode: 'managed', type, name, expressions, ...more };
	};
	const each = { for_each_expression: { references: ['alicloud_security_group.g'] } };
	const cwd = scratch(t, {
		'plan.json': planOf(
			{
				'alicloud_security_group.g["a"]': create('alicloud_security_group'),
				'alicloud_security_group.n[0]': create('alicloud_security_group'),
				'module.m[0].alicloud_security_group.this': create('alicloud_security_group'),
				'alicloud_security_group_rule.each["a"]': unknownRule,
				'alicloud_security_group_rule.count': unknownRule,
				'alicloud_security_group_rule.splat': unknownRule,
				'alicloud_security_group_rule.module': unknownRule,
			},
			{
				resources: [
					resource('alicloud_security_group.g', undefined, { for_each_expression: {} }),
					resource('alicloud_security_group.n', undefined, { count_expression: {} }),
					resource('alicloud_security_group_rule.each', ['each.value.id', 'each.value'], each),
					resource('alicloud_security_group_rule.count', [
						'alicloud_security_group.n[0].id',
						'alicloud_security_group.n[0]',
						'alicloud_security_group.n',
					]),
					resource('alicloud_security_group_rule.splat', ['alicloud_security_group.n']),
					resource('alicloud_security_group_rule.module', ['module.m[0].id', 'module.m[0]', 'module.m']),
				],
				module_calls: {
					m: {
						source: './m',
						count_expression: {},
						module: {
							outputs: {
								id: {
									expression: { references: ['alicloud_security_group.this.id', 'alicloud_security_group.this'] },
								},
							},
							resources: [resource('alicloud_security_group.this')],
						},
					},
				},
			},
		),
		'inventory.json': inventoryWith(),
	});
	const { status, stdout } = await sgPreflight(
		['check', 'plan.json', '--inventory', 'inventory.json', '--format', 'json'],
		{ cwd },
	);
	const { findings, summary } = JSON.parse(stdout) as Report & { readonly summary: object };
	t.deepEqual([...new Set(findings.map(({ rule }) => rule))], ['unproven-group']);
	t.like(summary, { refused: 0, undetermined: 4, ignored: 0 });
	t.is(status, 0);
	t.is((await checked(t, terraform('rule_foreach_create'), ['sg-lit1'])).report.findings.length, 4);
});

test('7. big plans: 20,000 resources are read with a small heap, and the one refusal is found', async (t) => {
	const cwd = scratch(t, { 'inventory.json': inventoryWith('sg-lit3') });
	const plan = fs.openSync(path.join(cwd, 'plan.json'), 'w');
	fs.writeSync(plan, '{"format_version":"1.2","terraform_version":"1.11.4","resource_changes":[');
	const change = (index: number, group: string): string =>
		JSON.stringify({
			address: `alicloud_security_group_rule.r[${index}]`,
			mode: 'managed',
			type: 'alicloud_security_group_rule',
			name: 'r',
			index,
			provider_name: 'registry.terraform.io/aliyun/alicloud',
			change: {
				actions: ['create'],
				before: null,
				after: { ...rule(group), description: 'd'.repeat(2000) },
				after_unknown: {},
			},
		});
	for (let index = 0; index < 20_000; index++) fs.writeSync(plan, `${change(index, 'sg-lit1')},`);
	fs.writeSync(plan, `${change(20_000, 'sg-lit3')}],"configuration":{},"complete":true,"errored":false}`);
	fs.closeSync(plan);
	const { status, stdout } = await sgPreflight(
		['check', 'plan.json', '--inventory', 'inventory.json', '--format', 'json'],
		{ cwd, env: { NODE_OPTIONS: '--max-old-space-size=96' } },
	);
	t.is(status, 1);
	t.like(JSON.parse(stdout), {
		summary: { refused: 1, undetermined: 0, allowed: 20_000 },
		findings: [{ address: 'alicloud_security_group_rule.r[20000]' }],
	});
});

test('8. exit status: refused is 1, could not check is 2, and the policy for undetermined changes neither', async (t) => {
	for (const policy of ['fail', 'warn', 'ignore']) {
		const status = async (plan: string, list = inventory): Promise<number | null> =>
			(await sgPreflight(['check', plan, '--inventory', list, '--undetermined', policy], { cwd: scratch(t) })).status;
		t.is(await status(cleanPlan), 0, policy);
		t.is(await status(refusedPlan), 1, policy);
		t.is(await status('absent.json'), 2, policy);
		t.is(await status(inventory), 2, policy);
		t.is(await status(refusedPlan, 'absent.json'), 2, policy);
	}
});

test('9. secrets: no format and no message prints a value of the plan', async (t) => {
	const secret = 'hunter2-of-the-plan';
	const cwd = scratch(t, {
		'plan.json': planOf({
			'alicloud_instance.i': {
				type: 'alicloud_instance',
				actions: ['update'],
				before: { id: 'i-1', security_groups: ['sg-lit1'], user_data: secret, password: secret, tags: { a: secret } },
				after: { id: 'i-1', security_groups: ['sg-lit1', 'sg-lit3'], user_data: secret, password: `${secret}2` },
				after_sensitive: { password: true },
			},
			'alicloud_security_group_rule.r': {
				type: 'alicloud_security_group_rule',
				actions: ['create'],
				after: { ...rule('sg-lit3'), description: secret },
				after_sensitive: { security_group_id: true },
			},
		}),
		'broken.json': `{"format_version": "1.2", "resource_changes": [{"address": "a.b", "change": {"after": "${secret}`,
		'inventory.json': inventoryWith('sg-lit3'),
	});
	const formats = ['text', 'json', 'sarif', 'junit', 'github', 'gitlab', 'markdown', 'html'];
	for (const format of formats) {
		const { status, stdout, stderr } = await sgPreflight(
			['check', 'plan.json', 'broken.json', '--inventory', 'inventory.json', '--format', format],
			{ cwd },
		);
		t.is(status, 2, format);
		t.regex(stdout, /alicloud_security_group_rule\.r/, format);
		t.false((stdout + stderr).includes(secret), format);
	}
});

test('10. setup-terraform: output that its wrapper changes is never taken for a plan, and the message names the setting', async (t) => {
	const plan = fs.readFileSync(cleanPlan, 'utf8');
	const cwd = scratch(t, {
		'before.json': `[command]/opt/terraform/terraform-bin show -json plan.tfplan\n${plan}`,
		'after.json': `${plan}\n::debug::Terraform exited with code 0.\n`,
	});
	const before = await sgPreflight(['check', 'before.json', '--inventory', inventory], { cwd });
	t.is(before.status, 2);
	t.regex(before.stderr, /setup-terraform.*terraform_wrapper: false/);
	const after = await sgPreflight(['check', 'after.json', '--inventory', inventory], { cwd });
	t.is(after.status, 2);
	t.regex(after.stderr, /after\.json.*terraform show -json/);
});

test('11. pulumi preview --json is judged by itself, and the verdicts are JSON too', async (t) => {
	const run = await checked(t, pulumi('inst_add_sg'), ['sg-lit2']);
	t.is(run.status, 1);
	t.is(run.report.verdict, 'refused');
	t.deepEqual(callsOf(run), ['update: JoinSecurityGroup sg-lit2']);
});

test('12. Pulumi: the operation and the state before are known: leaving, replacing and deleting differ', async (t) => {
	const calls = async (scenario: string, managed: string): Promise<string[]> =>
		callsOf(await checked(t, pulumi(scenario), [managed]));
	t.deepEqual(await calls('inst_remove_sg', 'sg-lit2'), ['update: LeaveSecurityGroup sg-lit2']);
	t.deepEqual(await calls('inst_remove_sg', 'sg-lit1'), []);
	t.deepEqual(await calls('sg_update_desc', 'sg-mock000001'), ['update: ModifySecurityGroupAttribute sg-mock000001']);
	t.deepEqual(await calls('rule_replace_port', 'sg-lit1'), [
		'create: AuthorizeSecurityGroup sg-lit1',
		'delete: RevokeSecurityGroup sg-lit1',
	]);
});

test('13. Pulumi unknowns: one unknown hides nothing beside it, and every run gives the same', async (t) => {
	const plan = pulumi('unk_inst_update_new_sg');
	const { report } = await checked(t, plan, []);
	t.deepEqual([...new Set(report.findings.map(({ rule }) => rule))], ['unproven-group']);
	const { operations } = JSON.parse((await sgPreflight(['operations', plan, '--format', 'json'])).stdout) as {
		readonly operations: readonly { readonly operation: string; readonly groups: readonly object[] }[];
	};
	t.like(operations, [{ operation: 'JoinSecurityGroup', groups: [{ id: null, origin: { kind: 'created-in-plan' } }] }]);
	const secret = await checked(t, pulumi('inst_secret_sg'), []);
	t.is(secret.report.verdict, 'undetermined');
	t.deepEqual((await checked(t, pulumi('inst_secret_sg'), [])).report.findings, secret.report.findings);
});

test('14. forget: an object that only leaves the state calls nothing, and is not reported', async (t) => {
	for (const plan of [terraform('sg_removed_forget'), pulumi('sg_retain_delete')]) {
		const { status, report } = await checked(t, plan, ['sg-mock000001'], '--strict');
		t.is(status, 0);
		t.deepEqual(report.findings, []);
	}
	t.is((await checked(t, terraform('sg_removed_destroy'), ['sg-mock000001'])).status, 1);
});

test('15. orchestrators: a clean run has no "fail", a refused one starts a line with FAIL, and JSON is JSON', async (t) => {
	const clean = await sgPreflight(['check', cleanPlan, '--inventory', inventory]);
	t.is(clean.status, 0);
	t.notRegex(clean.stdout + clean.stderr, /fail/i);
	const refused = await sgPreflight(['check', refusedPlan, '--inventory', inventory]);
	t.is(refused.status, 1);
	t.regex(refused.stdout, /^FAIL /m);
	for (const plan of [cleanPlan, refusedPlan, 'absent.json']) {
		const { stdout } = await sgPreflight(['check', plan, '--inventory', inventory, '--format', 'json']);
		t.is(typeof JSON.parse(stdout).verdict, 'string');
	}
});
