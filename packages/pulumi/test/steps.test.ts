import { type EcsOperation, operationsOfReading, runsUserRequest } from '@sg-preflight/operations';
import { readPreview } from '@sg-preflight/pulumi';
import test from 'ava';
import { terraformTypeOf } from '../src/names/translate.js';

/** Previews written by hand in the form of the CLI's, for cases that no recording has. */

const stack = 'urn:pulumi:s::p::pulumi:pulumi:Stack::p-s';
const group = 'alicloud:ecs/securityGroup:SecurityGroup';
const rule = 'alicloud:ecs/securityGroupRule:SecurityGroupRule';
const instance = 'alicloud:ecs/instance:Instance';
const unknown = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
const secret = '[secret]';

const urnOf = (type: string, name: string): string => `urn:pulumi:s::p::${type}::${name}`;

interface StateParts {
	readonly [key: string]: unknown;
}

function state(type: string, name: string, parts: StateParts): StateParts {
	return { urn: urnOf(type, name), type, custom: true, ...parts };
}

const sgA = (parts: StateParts = {}): StateParts =>
	state(group, 'a', { id: 'sg-a', inputs: { vpcId: 'v' }, outputs: { id: 'sg-a', vpcId: 'v' }, ...parts });

function step(
	op: string,
	oldState: StateParts | null,
	newState: StateParts | null,
	parts: StateParts = {},
): StateParts {
	const of = newState ?? oldState ?? {};
	return { op, urn: of.urn, ...(oldState ? { oldState } : {}), ...(newState ? { newState } : {}), ...parts };
}

const stackStep = (op: string): StateParts => ({
	op,
	urn: stack,
	newState: { urn: stack, type: 'pulumi:pulumi:Stack' },
});

/** Without the calls on groups that the preview does not show. */
const namedCalls = (operations: readonly EcsOperation[]): EcsOperation[] =>
	operations.filter(({ groups, unproven }) => groups.length > 0 || unproven === undefined);

async function ledger(steps: readonly StateParts[], parts: StateParts = { changeSummary: {} }) {
	const reading = await readPreview(JSON.stringify({ config: {}, steps, ...parts }), 'preview.json');
	const operations = operationsOfReading(reading);
	return {
		reading,
		operations,
		calls: namedCalls(operations).map(
			({ operation, certain, groups }) =>
				`${certain ? '' : 'perhaps '}${operation} ${groups.map(({ id, origin }) => id ?? origin?.kind).join(' ')}`,
		),
	};
}

const table: readonly (readonly [string, readonly StateParts[], readonly string[], StateParts?])[] = [
	['a delete calls', [step('delete', sgA(), null)], ['DeleteSecurityGroup sg-a']],
	['a retained resource stays', [step('delete', sgA({ retainOnDelete: true }), null)], []],
	['what was only read stays', [step('delete', sgA({ external: true }), null)], []],
	[
		'a protected resource stops the update',
		[step('delete', sgA({ protect: true }), null)],
		[],
		{ changeSummary: {}, diagnostics: [{ severity: 'error', message: 'preview failed' }] },
	],
	[
		'--ignore-protect deletes a protected resource',
		[step('delete', sgA({ protect: true }), null)],
		['DeleteSecurityGroup sg-a'],
	],
	[
		'a resource that is deleted with another one is not deleted by itself',
		[
			step('delete', sgA({ deletedWith: urnOf(instance, 'i') }), null),
			step('delete', state(instance, 'i', { id: 'i-1' }), null),
		],
		[],
	],
	[
		'a resource that would be deleted with one that stays is deleted by itself',
		[step('delete', sgA({ deletedWith: urnOf(instance, 'i') }), null)],
		['DeleteSecurityGroup sg-a'],
	],
	[
		'a replacement that retains the old one',
		[step('replace', sgA({ retainOnDelete: true }), sgA({ id: undefined, outputs: undefined }))],
		[],
	],
	[
		'an import over a resource of the stack deletes the old one',
		[step('replace', sgA(), sgA({ id: undefined, importID: 'sg-b' }))],
		['DeleteSecurityGroup sg-a'],
	],
	[
		'an import of a resource that was only read before calls nothing',
		[
			step(
				'replace',
				sgA({ external: true }),
				sgA({ id: undefined, importID: 'sg-a', inputs: { innerAccess: false } }),
			),
		],
		[],
	],
	[
		'an import option that is still there does not make a replacement an import',
		[
			step(
				'replace',
				state(rule, 'r', {
					id: 'sg-a:ingress',
					importID: 'sg-a:ingress',
					inputs: { securityGroupId: 'sg-a', type: 'ingress' },
				}),
				state(rule, 'r', { importID: 'sg-a:ingress', inputs: { securityGroupId: 'sg-b', type: 'ingress' } }),
			),
		],
		['AuthorizeSecurityGroup sg-b', 'RevokeSecurityGroup sg-a'],
	],
	[
		'delete first, with the parts of the replacement shown',
		[
			step(
				'delete-replaced',
				state(rule, 'r', { id: 'sg-a:ingress', inputs: { securityGroupId: 'sg-a', type: 'ingress' } }),
				null,
			),
			step(
				'replace',
				state(rule, 'r', { id: 'sg-a:ingress', inputs: { securityGroupId: 'sg-a', type: 'ingress' } }),
				state(rule, 'r', { inputs: { securityGroupId: 'sg-b', type: 'ingress' } }),
			),
			step('create-replacement', null, state(rule, 'r', { inputs: { securityGroupId: 'sg-b', type: 'ingress' } })),
		],
		['RevokeSecurityGroup sg-a', 'AuthorizeSecurityGroup sg-b'],
	],
	[
		'a resource that an interrupted replacement left over is deleted',
		[step('delete-replaced', sgA({ delete: true }), null)],
		['DeleteSecurityGroup sg-a'],
	],
	[
		'a resource that was deleted before is only forgotten',
		[step('remove-pending-replace', sgA({ pendingReplacement: true }), null)],
		[],
	],
	['refresh --preview-only shows what is gone as a delete', [stackStep('refresh'), step('delete', sgA(), null)], []],
	[
		'refresh --preview-only shows a difference as an update',
		[
			stackStep('refresh'),
			step('update', sgA(), sgA({ inputs: { description: 'd' } }), {
				detailedDiff: { description: { kind: 'update' } },
			}),
		],
		[],
	],
	[
		'an update is one whether or not the engine has filled in its id',
		[
			stackStep('same'),
			step('update', sgA(), sgA({ inputs: { description: 'd' } }), {
				detailedDiff: { description: { kind: 'update' } },
			}),
		],
		['ModifySecurityGroupAttribute sg-a'],
	],
	[
		'preview --refresh deletes what the program no longer has',
		[stackStep('refresh'), step('refresh', sgA(), sgA()), stackStep('same'), step('delete', sgA(), null)],
		['DeleteSecurityGroup sg-a'],
	],
	[
		'preview --refresh creates a vanished resource again',
		[
			stackStep('refresh'),
			step(
				'delete',
				state(rule, 'r', { id: 'sg-a:ingress', inputs: { securityGroupId: 'sg-a', type: 'ingress' } }),
				null,
			),
			stackStep('same'),
			step('create', null, state(rule, 'r', { inputs: { securityGroupId: 'sg-a', type: 'ingress' } })),
		],
		['AuthorizeSecurityGroup sg-a'],
	],
	[
		'a computed attribute that is left out keeps its value, another is taken away',
		[
			step(
				'update',
				sgA({
					inputs: { vpcId: 'v', description: 'd', innerAccess: true },
					outputs: { id: 'sg-a', vpcId: 'v', description: 'd', innerAccess: true },
				}),
				sgA({ id: undefined, inputs: { vpcId: 'v' }, outputs: undefined }),
			),
		],
		['ModifySecurityGroupAttribute sg-a'],
	],
	[
		'the order of a set means nothing',
		[
			step(
				'update',
				state(instance, 'i', { id: 'i-1', inputs: { securityGroups: ['sg-a', 'sg-b'], instanceName: 'x' } }),
				state(instance, 'i', { inputs: { securityGroups: ['sg-b', 'sg-a'], instanceName: 'y' } }),
			),
		],
		['ModifyInstanceAttribute '],
	],
	[
		'a secret that stays is not a change',
		[
			step(
				'update',
				state(instance, 'i', { id: 'i-1', inputs: { securityGroups: secret, password: secret, instanceName: 'x' } }),
				state(instance, 'i', { inputs: { securityGroups: secret, password: secret, instanceName: 'y' } }),
				{ detailedDiff: { instanceName: { kind: 'update' } } },
			),
		],
		['ModifyInstanceAttribute '],
	],
	[
		'a secret group that goes, of a list that is secret as a whole',
		[
			step(
				'update',
				state(instance, 'i', { id: 'i-1', inputs: { securityGroups: secret } }),
				state(instance, 'i', { inputs: { securityGroups: secret } }),
				{ detailedDiff: { securityGroups: { kind: 'update' }, 'securityGroups[1]': { kind: 'delete' } } },
			),
		],
		['LeaveSecurityGroup expression'],
	],
	[
		'secrets that are shown are read, and stay secret',
		[
			step(
				'create',
				null,
				state(rule, 'r', {
					inputs: {
						securityGroupId: {
							'4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270',
							plaintext: '"sg-a"',
						},
						type: 'ingress',
					},
				}),
			),
		],
		['AuthorizeSecurityGroup sg-a'],
	],
	[
		'two unknown groups of one list, each with its own origin',
		[
			step('create', null, state(group, 'a', { inputs: {} })),
			step('create', null, state(group, 'b', { inputs: {} })),
			step('update', state(instance, 'i', { id: 'i-1', inputs: { securityGroups: ['sg-x'] } }), {
				...state(instance, 'i', { inputs: { securityGroups: ['sg-x', unknown, unknown] } }),
				propertyDependencies: { securityGroups: [urnOf(group, 'a'), urnOf(group, 'b')] },
			}),
		],
		['JoinSecurityGroup created-in-plan', 'JoinSecurityGroup created-in-plan'],
	],
	[
		'a group id that another product returns',
		[
			step('create', null, {
				...state(rule, 'r', { inputs: { securityGroupId: unknown, type: 'ingress' } }),
				propertyDependencies: { securityGroupId: [urnOf('alicloud:cs/managedKubernetes:ManagedKubernetes', 'k')] },
			}),
		],
		['AuthorizeSecurityGroup resource-attribute'],
	],
	[
		'an unknown id without a reference',
		[step('create', null, state(rule, 'r', { inputs: { securityGroupId: unknown, type: 'ingress' } }))],
		['AuthorizeSecurityGroup expression'],
	],
];

for (const [title, steps, expected, parts] of table) {
	test(title, async (t) => {
		t.deepEqual((await ledger(steps, parts)).calls, expected);
	});
}

test('a group that the update replaces is traced through a rule that has its id', async (t) => {
	const { operations } = await ledger([
		step('replace', sgA(), sgA({ id: undefined, inputs: { vpcId: 'w' }, outputs: undefined })),
		step('create', null, {
			...state(rule, 'r', { inputs: { securityGroupId: unknown, type: 'ingress' } }),
			propertyDependencies: { securityGroupId: [urnOf(group, 'a')] },
		}),
		step('create', null, {
			...state(rule, 'q', { inputs: { securityGroupId: unknown, type: 'ingress' } }),
			propertyDependencies: { securityGroupId: [urnOf(rule, 'r')] },
		}),
	]);
	t.deepEqual(operations.at(-1)?.groups[0]?.origin, {
		kind: 'created-in-plan',
		address: urnOf(group, 'a'),
		replaces: 'sg-a',
		via: [urnOf(rule, 'r')],
	});
});

test('a secret id that is shown carries its mask', async (t) => {
	const { operations } = await ledger([
		step(
			'delete',
			state(rule, 'r', { id: 'sg-a:ingress', inputs: { securityGroupId: secret, type: 'ingress' } }),
			null,
		),
	]);
	t.like(operations[0]?.groups[0], { id: 'sg-a', sensitive: true });
});

test('region and account come from the provider of the resource', async (t) => {
	const provider = urnOf('pulumi:providers:alicloud', 'p');
	const { reading } = await ledger(
		[
			{
				op: 'create',
				urn: provider,
				newState: { urn: provider, type: 'pulumi:providers:alicloud', custom: true, inputs: { region: 'cn-beijing' } },
			},
			step('create', null, state(group, 'a', { inputs: {}, provider: `${provider}::${unknown}` })),
			step(
				'create',
				null,
				state(group, 'b', { inputs: {}, provider: `${urnOf('pulumi:providers:alicloud', 'default_3_108_0')}::x` }),
			),
		],
		{ config: { 'alicloud:region': 'cn-hangzhou', 'alicloud:accountId': '12' }, changeSummary: {} },
	);
	t.deepEqual(
		reading.changes.map(({ region, account }) => [region, account]),
		[
			['cn-beijing', null],
			['cn-hangzhou', '12'],
		],
	);
});

test('every change counts as mapped, reviewed or unmapped', async (t) => {
	const { reading } = await ledger([
		stackStep('create'),
		step('create', null, state(group, 'a', { inputs: {} })),
		step('create', null, state('alicloud:vpc/network:Network', 'v', { inputs: {} })),
		step('create', null, state('alicloud:new/thing:Thing', 't', { inputs: { nested: { securityGroupId: 'x' } } })),
		step('create', null, state('aws:ec2/instance:Instance', 'w', { inputs: { vpcSecurityGroupIds: ['sg-0a'] } })),
		step('create', null, state('random:index/randomId:RandomId', 'r', { inputs: {} })),
		step('create', null, { ...state('my:mod:Net', 'n', {}), custom: false }),
		step('same', sgA(), sgA()),
	]);
	t.deepEqual(reading.coverage, {
		changes: 5,
		mapped: 1,
		reviewed: 1,
		unmapped: [{ address: urnOf('alicloud:new/thing:Thing', 't'), type: 'alicloud:new/thing:Thing' }],
		unrelated: 2,
	});
});

test('a preview with errors is incomplete', async (t) => {
	const { reading } = await ledger([step('transmogrify', sgA(), sgA())], {
		changeSummary: {},
		maybeCorrupt: true,
		diagnostics: [{ severity: 'error', message: 'a message with a secret' }],
	});
	t.is(reading.incomplete.length, 3);
	t.false(reading.incomplete.join().includes('a message'));
	t.true(reading.incomplete.some((reason) => reason.includes('transmogrify')));
});

test('a launch template of the same preview gives its groups to an instance that has none', async (t) => {
	const { operations } = await ledger([
		step(
			'create',
			null,
			state('alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate', 'l', {
				inputs: { securityGroupIds: ['sg-a'], networkInterfaces: { securityGroupId: 'sg-b' } },
			}),
		),
		step('create', null, {
			...state(instance, 'i', { inputs: { launchTemplateId: unknown } }),
			propertyDependencies: { launchTemplateId: [urnOf('alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate', 'l')] },
		}),
	]);
	t.deepEqual(
		operations.at(-1)?.groups.map(({ id, role }) => [id, role]),
		[
			['sg-a', 'member'],
			['sg-b', 'member'],
		],
	);
});

test('a value that the program makes of a new group may name another one', async (t) => {
	const unproven = async (securityGroups: unknown) => {
		const { operations } = await ledger([
			step('create', null, state(group, 'a', { inputs: {} })),
			step('create', null, {
				...state(instance, 'i', { inputs: { securityGroups } }),
				propertyDependencies: { securityGroups: [urnOf(group, 'a')] },
			}),
		]);
		return operations.find(({ operation }) => operation === 'RunInstances')?.unproven;
	};
	const expected = [{ role: 'target', attribute: 'security_groups', by: 'preview' }] as const;
	t.deepEqual(await unproven([unknown]), expected);
	t.deepEqual(await unproven(unknown), expected);
	t.deepEqual(await unproven([unknown, 'sg-1']), expected);
	t.is(await unproven(['sg-1']), undefined);
	t.is(await unproven(secret), undefined);
});

test('a command, a template or a request of the user is an operation on the groups in its inputs', async (t) => {
	const { operations, reading } = await ledger([
		step(
			'create',
			null,
			state('command:local:Command', 'opens', {
				inputs: { create: 'aliyun ecs AuthorizeSecurityGroup --SecurityGroupId sg-1', environment: { A: 'x' } },
			}),
		),
		step('create', null, state('command:remote:Command', 'echoes', { inputs: { create: 'echo' } })),
		step(
			'delete',
			state('command:local:Command', 'closes', { inputs: { create: 'true', delete: ['rm', 'sg-2,sg-3'].join(' ') } }),
			null,
		),
		step(
			'update',
			state('alicloud:ros/stack:Stack', 's', { inputs: { templateBody: '{}' } }),
			state('alicloud:ros/stack:Stack', 's', {
				inputs: { parameters: [{ parameterKey: 'g', parameterValue: 'sg-4' }], templateBody: unknown },
			}),
		),
		step('create', null, state('pulumi-nodejs:dynamic:Resource', 'd', { inputs: { group: 'sg-5' } })),
		step('create', null, state('random:index/randomId:RandomId', 'r', { inputs: { byteLength: 2 } })),
	]);
	t.deepEqual(
		operations.map(({ action, operation, groups }) => [
			action,
			operation,
			...groups.map(({ id, attribute }) => `${id} ${attribute}`),
		]),
		[
			['create', "a user's command", 'sg-1 create'],
			['delete', "a user's command", 'sg-2 delete', 'sg-3 delete'],
			['update', "a user's template or request", 'sg-4 parameters[0].parameterValue'],
			['create', "a user's dynamic resource", 'sg-5 group'],
		],
	);
	t.is(reading.programs?.filter(({ groups }) => groups.length === 0).length, 1);
	t.like(reading.coverage, { changes: 6, mapped: 0, reviewed: 1, unmapped: [], unrelated: 5 });
});

test('each type that runs a request of the user has its token', (t) => {
	const types = [
		...['alicloud:ros/stack:Stack', 'alicloud:ros/changeSet:ChangeSet', 'alicloud:ros/stackGroup:StackGroup'],
		...['alicloud:ros/stackInstance:StackInstance', 'alicloud:ros/stackInstances:StackInstances'],
		...['alicloud:oos/execution:Execution', 'alicloud:oos/stateConfiguration:StateConfiguration'],
		...[
			'alicloud:cfg/remediation:Remediation',
			'alicloud:cloudcontrol/resource:Resource',
			'alicloud:pai/service:Service',
		],
		...['alicloud:ebs/solutionInstance:SolutionInstance', 'alicloud:computenest/serviceInstance:ServiceInstance'],
		'alicloud:servicecatalog/provisionedProduct:ProvisionedProduct',
	].map((token) => terraformTypeOf(token) ?? '');
	t.is(types.length, 13);
	t.deepEqual(
		types.filter((type) => !runsUserRequest(type)),
		[],
	);
});

test('a change has the position in the program that declares the resource, but not one in a library', async (t) => {
	const at = async (sourcePosition?: string) =>
		(await ledger([step('create', null, state(group, 'a', { inputs: {}, sourcePosition }))])).reading.changes[0]
			?.location;
	t.deepEqual(await at('project:///src/index.ts#12,3'), { file: 'src/index.ts', line: 12, column: 3 });
	t.is(await at('project:///node_modules/net/index.js#1,1'), undefined);
	t.is(await at(), undefined);
});
