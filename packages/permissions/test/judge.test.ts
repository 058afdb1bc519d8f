import { createInventory, type Inventory, type InventoryGroup, type InventoryScope } from '@sg-preflight/inventory';
import {
	type EcsOperation,
	type GroupReference,
	isListed,
	listedOperations,
	type Origin,
	type PlanReading,
	type ResourceChange,
} from '@sg-preflight/operations';
import test from 'ava';
import fc from 'fast-check';
import {
	type Finding,
	findingIdentity,
	type Judgement,
	judge,
	type Principal,
	permissionTable,
	type Rule,
} from '../src/index.js';

const listing = (id: string, facts: Partial<InventoryGroup> = {}): InventoryGroup => ({
	id,
	name: `name of ${id}`,
	managed: false,
	serviceId: null,
	region: 'cn-hangzhou',
	vpc: null,
	where: `inventory.json: ${id}`,
	...facts,
});

const scope = (facts: Partial<InventoryScope> = {}): InventoryScope => ({
	source: 'inventory.json',
	account: null,
	regions: ['cn-hangzhou'],
	time: null,
	toolVersion: null,
	...facts,
});

/** A group of each kind. */
const inventory = createInventory(
	[
		listing('sg-own'),
		listing('sg-managed', { managed: true, serviceId: 7 }),
		listing('sg-other', { managed: true, serviceId: 8 }),
		listing('sg-ownerless', { managed: true }),
		listing('sg-silent', { managed: null }),
	],
	[scope()],
);

const target = (id: string | null, facts: Partial<GroupReference> = {}): GroupReference => ({
	role: 'target',
	id,
	attribute: 'security_groups',
	...facts,
});

const call = (name: string, groups: readonly GroupReference[], facts: Partial<EcsOperation> = {}): EcsOperation => ({
	address: 'alicloud_instance.i',
	deposed: null,
	type: 'alicloud_instance',
	action: 'update',
	product: 'Ecs',
	operation: name,
	listed: isListed(facts.product ?? 'Ecs', name),
	groups,
	consequence: 'aborts',
	certain: true,
	region: null,
	account: null,
	...facts,
});

const reading = (facts: Partial<PlanReading> = {}): PlanReading => ({
	kind: 'terraform-plan',
	formatVersion: '1.2',
	changes: [],
	coverage: { changes: 1, mapped: 1, reviewed: 0, unmapped: [], unrelated: 0 },
	incomplete: [],
	...facts,
});

interface Surroundings {
	readonly principal?: Principal;
	readonly reading?: PlanReading;
	readonly inventory?: Inventory;
}

const judged = (operations: readonly EcsOperation[], around: Surroundings = {}): Judgement =>
	judge({ input: 'plan.json', reading: reading(), operations, inventory, principal: 'account', ...around });

function only(judgement: Judgement): Finding {
	const [finding, ...more] = judgement.findings;
	if (!finding || more.length > 0) throw new Error(`${judgement.findings.length} findings instead of one`);
	return finding;
}

const row = test.macro((t, operation: EcsOperation, expected: Rule | 'allowed', around: Surroundings = {}) => {
	const judgement = judged([operation], around);
	t.deepEqual(
		judgement.findings.map(({ rule }) => rule),
		expected === 'allowed' ? [] : [expected],
	);
	t.deepEqual(judgement.allowed, expected === 'allowed' ? [operation] : []);
	for (const finding of judgement.findings) {
		t.is(finding.verdict, expected === 'refused-operation' ? 'refused' : 'undetermined');
		t.is(finding.errorCode === null, expected !== 'refused-operation');
		t.true(finding.docs.endsWith(`/docs/rules/${expected}.md`));
	}
});

const service7: Surroundings = { principal: 'service:7' };

for (const name of listedOperations) {
	const expected = permissionTable[name].account ? 'allowed' : 'refused-operation';
	const operation = (id: string): EcsOperation => call(name, [target(id)]);
	test(`${name} by the account on a managed group`, row, operation('sg-managed'), expected);
	test(`${name} by the account on a group that is not managed`, row, operation('sg-own'), 'allowed');
	test(`${name} by the owner`, row, operation('sg-managed'), 'allowed', service7);
	test(`${name} by another service`, row, operation('sg-other'), expected, service7);
}

const createdHere: Origin = { kind: 'created-in-plan', address: 'alicloud_security_group.a' };
const returned: Origin = {
	kind: 'resource-attribute',
	address: 'alicloud_nlb_load_balancer.n',
	attribute: 'security_group_id',
	product: 'Nlb',
	via: ['module.n.output.group'],
};

test('a group that this plan creates', row, call('RunInstances', [target(null, { origin: createdHere })]), 'allowed');
test(
	'a group that this plan creates, given to an operation outside the table',
	row,
	call('CreateLaunchTemplate', [target(null, { origin: createdHere })]),
	'allowed',
);
test('a group known after apply', row, call('RunInstances', [target(null, { origin: returned })]), 'unknown-group');
test(
	'a group known after apply of which no origin is told',
	row,
	call('RunInstances', [target(null)]),
	'unknown-group',
);
test(
	'a group known after apply, and an operation outside the table',
	row,
	call('CreateLaunchTemplate', [target(null, { origin: returned })]),
	'unknown-group',
);
test('a group known after apply, and a service', row, call('RunInstances', [target(null)]), 'unknown-group', service7);
test(
	'an id that the origin has is judged',
	row,
	call('RunInstances', [target('sg-managed', { origin: { kind: 'known', id: 'sg-managed', address: 'data.x.y' } })]),
	'refused-operation',
);
const jsonOnly = { role: 'target', attribute: 'security_groups', by: 'plan-json' } as const;
test(
	'a group that this plan creates, beside which plan JSON may hide a literal',
	row,
	call('RunInstances', [target(null, { origin: createdHere })], { unproven: [jsonOnly] }),
	'unproven-group',
);
test(
	'what plan JSON may hide beside a group of which nothing is known anyway',
	row,
	call('RunInstances', [target(null, { origin: returned })], { unproven: [jsonOnly] }),
	'unknown-group',
);
test(
	'a call on a group that plan JSON may hide',
	row,
	call('JoinSecurityGroup', [], { unproven: [jsonOnly] }),
	'unproven-group',
);
test(
	'a rule whose other side is not proved',
	row,
	call('AuthorizeSecurityGroup', [target('sg-own')], { unproven: [{ ...jsonOnly, role: 'peer' }] }),
	'allowed',
);
test(
	'an operation that the account may call on any group',
	row,
	call('DescribeSecurityGroups', [], { unproven: [jsonOnly] }),
	'allowed',
);
test('a managed group is refused, whatever else plan JSON hides', (t) => {
	const { findings } = judged([call('RunInstances', [target('sg-managed')], { unproven: [jsonOnly] })]);
	t.deepEqual(
		findings.map(({ rule }) => rule),
		['refused-operation', 'unproven-group'],
	);
});
test('an unproven group: one finding for the operation and the attribute, with a remedy', (t) => {
	const groups = ['a', 'b'].map((name) =>
		target(null, { origin: { ...createdHere, address: `alicloud_security_group.${name}` } }),
	);
	const finding = only(judged([call('RunInstances', groups, { unproven: [jsonOnly] })]));
	t.is(
		finding.message,
		'alicloud_instance.i: plan JSON cannot show that security_groups of alicloud_instance.i is only the groups created here.',
	);
	t.regex(finding.remedy, /^Check the saved plan .*pass `--source DIR`/);
	t.like(finding.group, { id: null, role: 'target', attribute: 'security_groups' });
});

test('a group that is not in the inventory', row, call('JoinSecurityGroup', [target('sg-2')]), 'unlisted-group');
test(
	'a group that is not in the inventory, and an operation outside the table',
	row,
	call('ModifyInstanceVpcAttribute', [target('sg-2')]),
	'unlisted-group',
);
test('a group whose listing does not say', row, call('JoinSecurityGroup', [target('sg-silent')]), 'unlisted-group');
test(
	'a managed group without an owner, for the account',
	row,
	call('JoinSecurityGroup', [target('sg-ownerless')]),
	'refused-operation',
);
test(
	'a managed group without an owner, for a service',
	row,
	call('JoinSecurityGroup', [target('sg-ownerless')]),
	'unlisted-group',
	service7,
);
test('an ECS operation outside the table', row, call('TagResources', [target('sg-managed')]), 'unlisted-operation');

test(
	'an ECS operation whose error list has the refusal',
	row,
	call('ModifyInstanceVpcAttribute', [target('sg-managed')]),
	'refused-operation',
);

test('an operation of another product whose error list has the refusal', (t) => {
	const create = call('CreateContainerGroup', [target('sg-managed')], { product: 'Eci' });
	t.like(only(judged([create])), {
		verdict: 'refused',
		errorCode: 'InvalidOperation.ResourceManagedByCloudProduct',
		evidence: { kind: 'error-list', date: '2026-06-02' },
	});
});

test('a parameter that excludes managed groups is a refusal without an error code', (t) => {
	const create = call('CreateInstance', [target('sg-managed')], { product: 'amqp-open' });
	const finding = only(judged([create]));
	t.like(finding, { verdict: 'refused', errorCode: null, evidence: { kind: 'parameter-doc' } });
	t.regex(finding.message, /"Managed security groups are not supported"/);
});

test('a doubtful document leaves the operation undetermined and is cited', (t) => {
	const create = call('CreateVirtualNode', [target('sg-managed')], { product: 'Eci' });
	const finding = only(judged([create]));
	t.is(finding.rule, 'unlisted-operation');
	t.is(finding.evidence, undefined);
	t.regex(finding.message, /2024-06-24.*shared with/);
});

test('a known owner is named, and its own resource is the way to change the group', (t) => {
	const owned = createInventory(
		[listing('sg-nat', { name: 'ngw-bp1abc_security_group', managed: true, serviceId: 1679259531804325 })],
		[scope()],
	);
	const remove = call('DeleteSecurityGroup', [target('sg-nat', { attribute: 'id' })], { action: 'delete' });
	const { message, remedy, group } = only(judged([remove], { inventory: owned }));
	t.regex(message, /managed by NAT Gateway \(serviceID 1679259531804325\)/);
	t.regex(remedy, /delete or change the NAT gateway ngw-bp1abc: its group goes with it\.$/);
	t.is(group?.product, 'NAT Gateway');
	const sensitive = call('DeleteSecurityGroup', [target('sg-nat', { sensitive: true })], { action: 'delete' });
	t.notRegex(JSON.stringify(judged([sensitive], { inventory: owned })), /ngw-bp1abc|sg-nat/);
});

test('a service principal with an id beyond exact numbers is that service and no other', (t) => {
	const owned = createInventory([listing('sg-big', { managed: true, serviceId: '9007199254740993' })], [scope()]);
	const join = call('JoinSecurityGroup', [target('sg-big')]);
	t.is(judged([join], { inventory: owned, principal: 'service:9007199254740993' }).findings.length, 0);
	t.is(judged([join], { inventory: owned, principal: 'service:9007199254740992' }).findings.length, 1);
});

test('a delete with Terraform 1.16 or newer can be forgotten in its resource block', (t) => {
	const remove = call('DeleteSecurityGroup', [target('sg-managed', { attribute: 'id' })], { action: 'delete' });
	const remedy = (toolVersion?: string): string =>
		only(judged([remove], { reading: reading(toolVersion === undefined ? {} : { toolVersion }) })).remedy;
	t.regex(remedy('1.16.0'), /`lifecycle \{ destroy = false \}` in its resource block/);
	t.regex(remedy('1.17.0-alpha20261014'), /in its resource block/);
	for (const older of ['1.15.9', '1.16.0-rc1', undefined]) t.notRegex(remedy(older), /in its resource block/);
});
test(
	'an operation of another product with a name of the table',
	row,
	call('JoinSecurityGroup', [target('sg-managed')], { product: 'Ens' }),
	'unlisted-operation',
);
test(
	'an operation outside the table on a group that is not managed',
	row,
	call('CreateLaunchTemplate', [target('sg-own')]),
	'allowed',
);
test(
	'an operation outside the table by the owner',
	row,
	call('CreateLaunchTemplate', [target('sg-managed')]),
	'allowed',
	service7,
);
for (const id of ['sg-managed', 'sg-2', null]) {
	test(
		`a peer: ${id}`,
		row,
		call('AuthorizeSecurityGroup', [target('sg-own'), target(id, { role: 'peer' })]),
		'allowed',
	);
}
const member = { role: 'member' } as const;
test('a member', row, call('ModifyNetworkInterfaceAttribute', [target('sg-managed', member)]), 'member');
test('a member of an own group', row, call('ModifyNetworkInterfaceAttribute', [target('sg-own', member)]), 'allowed');
test(
	'a member, for the owner',
	row,
	call('ModifyNetworkInterfaceAttribute', [target('sg-managed', member)]),
	'allowed',
	service7,
);
test('a member through a launch template', row, call('RunInstances', [target('sg-managed', member)]), 'member');
test(
	'a member of an unlisted group',
	row,
	call('ModifyNetworkInterfaceAttribute', [target('sg-2', member)]),
	'unlisted-group',
);
test('ModifyInstanceAttribute without groups', row, call('ModifyInstanceAttribute', []), 'allowed');
test(
	'ModifyInstanceAttribute of a member',
	row,
	call('ModifyInstanceAttribute', [target('sg-managed', member)]),
	'allowed',
);
test(
	'a call that a value known after apply decides on',
	row,
	call('LeaveSecurityGroup', [target('sg-managed')], { certain: false }),
	'unknown-group',
);
test(
	'a group that a value known after apply may be, or another',
	row,
	call('RunInstances', [target('sg-managed', { certain: false })]),
	'unknown-group',
);
test('a group that the request names or not, as the provider’s version decides', (t) => {
	for (const [operation, expected] of [
		[
			call('RunInstances', [target('sg-managed', { certain: false, byVersion: true })]),
			/the request names the group\./,
		],
		[call('LeaveSecurityGroup', [target('sg-managed')], { certain: false, byVersion: true }), /the call is made\./],
	] as const) {
		const finding = only(judged([operation]));
		t.is(finding.rule, 'unknown-group');
		t.regex(finding?.message ?? '', /The provider's version decides whether/);
		t.regex(finding?.message ?? '', expected);
		t.regex(finding?.remedy ?? '', /--provider-version VERSION/);
	}
});

test('such a group that is not managed', row, call('RunInstances', [target('sg-own', { certain: false })]), 'allowed');
test(
	'such a call on a group that is not managed',
	row,
	call('LeaveSecurityGroup', [target('sg-own')], { certain: false }),
	'allowed',
);

test('the finding has the fields of the contract', (t) => {
	const operation = call('JoinSecurityGroup', [target('sg-managed')], { consequence: 'swallowed' });
	t.like(only(judged([operation])), {
		rule: 'refused-operation',
		verdict: 'refused',
		input: 'plan.json',
		address: 'alicloud_instance.i',
		deposed: null,
		type: 'alicloud_instance',
		action: 'update',
		product: 'Ecs',
		operation: 'JoinSecurityGroup',
		group: { id: 'sg-managed', name: 'name of sg-managed', serviceId: 7, role: 'target', attribute: 'security_groups' },
		principal: 'account',
		errorCode: 'InvalidOperation.ResourceManagedByCloudProduct',
		consequence: 'swallowed',
		location: null,
		waiver: null,
	});
});

test('each group of an operation is judged for itself', (t) => {
	const operation = call('RunInstances', [target(null, { origin: createdHere }), target('sg-managed'), target('sg-2')]);
	const { findings, allowed } = judged([operation]);
	t.deepEqual(
		findings.map(({ rule, group }) => [rule, group?.id]),
		[
			['refused-operation', 'sg-managed'],
			['unlisted-group', 'sg-2'],
		],
	);
	t.deepEqual(allowed, []);
});

test('a call that the provider makes twice is one finding', (t) => {
	const operation = call('ModifySecurityGroupRule', [target('sg-managed')]);
	t.is(judged([operation, operation]).findings.length, 1);
});

test('a call that is made for certain and once more perhaps is refused', (t) => {
	const perhaps = call('JoinSecurityGroup', [target('sg-managed')], { certain: false });
	const surely = call('JoinSecurityGroup', [target('sg-managed')]);
	t.is(only(judged([perhaps, surely])).rule, 'refused-operation');
	t.is(only(judged([surely, perhaps])).rule, 'refused-operation');
});

test('the same call on another object, action or origin is another finding', (t) => {
	const operations = [
		call('RunInstances', [target('sg-managed')]),
		call('RunInstances', [target('sg-managed')], { address: 'alicloud_instance.j' }),
		call('RunInstances', [target('sg-managed')], { action: 'create' }),
		call('RunInstances', [target('sg-managed')], { deposed: '00000001' }),
		call('RunInstances', [target(null, { origin: returned })]),
		call('RunInstances', [target(null, { origin: { ...returned, address: 'alicloud_nlb_load_balancer.m' } })]),
	];
	t.is(judged(operations).findings.length, operations.length);
});

test('a sensitive id is judged and appears nowhere', (t) => {
	const groups = ['sg-managed', 'sg-2', 'sg-silent'].map((id) => target(id, { sensitive: true }));
	const known: Origin = { kind: 'known', id: 'sg-managed', address: 'data.x.y' };
	const { findings } = judged([
		call('JoinSecurityGroup', groups),
		call('RunInstances', [target('sg-managed', { sensitive: true, origin: known })]),
		call('RunInstances', [target('sg-managed', { sensitive: true })], { certain: false }),
	]);
	const silent = createInventory([listing('sg-silent', { managed: null, where: 'inventory.json: [4]' })], [scope()]);
	const texts = JSON.stringify([
		findings.filter(({ message }) => !message.includes('inventory.json: sg-silent')),
		judged([call('JoinSecurityGroup', groups.slice(2))], { inventory: silent }).findings,
	]);
	t.is(findings.length, 4);
	t.notRegex(texts, /sg-managed|sg-2|sg-silent|name of/);
	t.regex(texts, /\(sensitive\)/);
	t.true(findings.every(({ group }) => group?.id === '(sensitive)' && group.name === null));
});

test('two sensitive groups of one operation are two findings', (t) => {
	const groups = ['sg-managed', 'sg-other'].map((id) => target(id, { sensitive: true }));
	t.is(judged([call('RunInstances', groups)]).findings.length, 2);
});

const reason = test.macro((t, scopes: InventoryScope[], facts: Partial<EcsOperation>, expected: RegExp) => {
	const { message, rule } = only(
		judged([call('JoinSecurityGroup', [target('sg-2')], facts)], { inventory: createInventory([], scopes) }),
	);
	t.is(rule, 'unlisted-group');
	t.regex(message, expected);
});
const beijing = { region: 'cn-beijing', account: '1' };
const noReason = /not in the inventory\.$/;
test('a region outside the inventory', reason, [scope()], beijing, /does not cover region cn-beijing/);
test('a region in one of the files', reason, [scope(), scope({ regions: ['cn-beijing'] })], beijing, noReason);
test('a file that does not record its regions', reason, [scope(), scope({ regions: null })], beijing, noReason);
test('an account outside the inventory', reason, [scope({ account: '2' })], beijing, /does not cover account 1/);
test(
	'a region that only the other account has',
	reason,
	[scope({ account: '2', regions: ['cn-beijing'] }), scope({ account: '1' })],
	beijing,
	/does not cover region cn-beijing/,
);
test('a plan that does not say', reason, [scope({ account: '2' })], {}, noReason);
test('no inventory', reason, [], beijing, /no inventory was given/);
test('an incomplete inventory says so', (t) => {
	const partial = createInventory([], [scope()], ['a.json: 1 of 2 groups listed, 1 missing']);
	const { message } = only(judged([call('JoinSecurityGroup', [target('sg-2')])], { inventory: partial }));
	t.regex(message, /incomplete \(a\.json: 1 of 2 groups listed/);
});
test(
	'a group that is listed is judged wherever the plan is',
	row,
	call('RunInstances', [target('sg-managed')], beijing),
	'refused-operation',
);

test('a type that is not known is a finding for each resource', (t) => {
	const coverage = {
		changes: 2,
		mapped: 0,
		reviewed: 0,
		unmapped: [
			{ address: 'alicloud_new.a', type: 'alicloud_new' },
			{ address: 'alicloud_new.b', type: 'alicloud_new' },
			{ address: 'alicloud_new.b', type: 'alicloud_new' },
		],
		unrelated: 0,
	};
	const { findings } = judged([], { reading: reading({ coverage }) });
	t.deepEqual(
		findings.map(({ rule, address, type, operation, group }) => [rule, address, type, operation, group]),
		[
			['unmapped-resource', 'alicloud_new.a', 'alicloud_new', null, null],
			['unmapped-resource', 'alicloud_new.b', 'alicloud_new', null, null],
		],
	);
});

test('an incomplete plan is a finding for each reason', (t) => {
	const { findings } = judged([], {
		reading: reading({ incomplete: ['The plan ended with errors.', 'Two changes are deferred.'] }),
	});
	t.deepEqual(
		findings.map(({ rule, address, message }) => [rule, address, message]),
		[
			['incomplete-plan', null, 'The plan ended with errors.'],
			['incomplete-plan', null, 'Two changes are deferred.'],
		],
	);
});

const change = (actions: ResourceChange['actions']): ResourceChange => ({
	address: 'alicloud_instance.i',
	deposed: null,
	type: 'alicloud_instance',
	actions,
	before: null,
	after: null,
	beforeSensitive: false,
	afterSensitive: false,
	region: null,
	account: null,
});

const effect = test.macro((t, facts: Partial<EcsOperation>, actions: ResourceChange['actions'], expected: RegExp) => {
	const operation = call('RunInstances', [target('sg-managed')], facts);
	const text = only(judged([operation], { reading: reading({ changes: [change(actions)] }) })).effect ?? '';
	t.regex(text, expected);
});
test('aborts', effect, { consequence: 'aborts' }, ['update'], /^The apply stops halfway/);
test('retries', effect, { consequence: 'retries' }, ['delete'], /five minutes \(34 times\)/);
test('swallowed', effect, { consequence: 'swallowed' }, ['update'], /reports success.*next plan shows the same change/);
test('perhaps', effect, { certain: false }, ['update'], /^If the API refuses it, the /);

test('the prose of a finding', (t) => {
	const prose = (operation: EcsOperation, around: Surroundings = {}): string[] => {
		const { message, effect, remedy } = only(judged([operation], around));
		return [message, effect ?? '', remedy];
	};
	t.snapshot({
		join: prose(call('JoinSecurityGroup', [target('sg-managed')], { consequence: 'swallowed' })),
		leave: prose(call('LeaveSecurityGroup', [target('sg-managed')], { consequence: 'swallowed' })),
		delete: prose(
			call('DeleteSecurityGroup', [target('sg-managed', { attribute: 'id' })], {
				address: 'alicloud_security_group.g["a"]',
				action: 'delete',
				deposed: '0a1b2c3d',
			}),
		),
		authorize: prose(call('AuthorizeSecurityGroup', [target('sg-managed')], { action: 'create' })),
		attribute: prose(call('ModifySecurityGroupAttribute', [target('sg-managed', { attribute: 'id' })])),
		create: prose(call('RunInstances', [target('sg-ownerless')], { action: 'create' })),
		pulumi: prose(call('JoinSecurityGroup', [target('sg-other')], { action: 'delete' }), {
			...service7,
			reading: reading({ kind: 'pulumi-preview' }),
		}),
		unknown: prose(call('RunInstances', [target(null, { origin: returned })])),
		perhaps: prose(call('LeaveSecurityGroup', [target('sg-managed')], { certain: false })),
		unlisted: prose(call('RunInstances', [target('sg-2')], { region: 'cn-beijing' })),
		silent: prose(call('RunInstances', [target('sg-silent')])),
		ownerless: prose(call('RunInstances', [target('sg-ownerless')]), service7),
		product: prose(call('CreateLoadBalancer', [target('sg-managed')], { product: 'Nlb' })),
		member: prose(call('ModifyNetworkInterfaceAttribute', [target('sg-managed', member)])),
	});
});

test('the identity of a finding does not depend on the rest of the plan or on names', (t) => {
	const one = call('RunInstances', [target('sg-managed')]);
	const other = call('JoinSecurityGroup', [target('sg-managed'), target('sg-other')]);
	const renamed = createInventory(
		[...inventory.groups.values()].map((group) => ({ ...group, name: 'renamed' })),
		inventory.scopes,
	);
	const identities = (operations: EcsOperation[], around: Surroundings = {}): string[] =>
		judged(operations, around).findings.map(findingIdentity).sort();
	const all = identities([one, other]);
	t.is(new Set(all).size, 3);
	t.deepEqual(identities([other, one], { inventory: renamed }), all);
	t.true(all.includes(identities([one])[0] ?? ''));
	const sentences = reading({ incomplete: ['One.', 'Two.'] });
	t.is(new Set(identities([], { reading: sentences })).size, 2);
});

const anyGroup = fc.record({
	role: fc.constantFrom('target' as const, 'member' as const, 'peer' as const),
	id: fc.constantFrom('sg-own', 'sg-managed', 'sg-other', 'sg-ownerless', 'sg-silent', 'sg-2', null),
	attribute: fc.constant('security_groups'),
});
const anyOperation = fc
	.tuple(
		fc.constantFrom(...listedOperations, 'CreateLaunchTemplate'),
		fc.array(anyGroup, { maxLength: 4 }),
		fc.boolean(),
		fc.constantFrom('Ecs', 'Ens'),
	)
	.map(([name, groups, certain, product]) => call(name, groups, { certain, product }));
const anyPrincipal = fc.constantFrom<Principal[]>('account', 'service:7', 'service:8');

test('every operation is allowed with a proof or has a finding', (t) => {
	fc.assert(
		fc.property(anyOperation, anyPrincipal, (operation, principal) => {
			const { findings, allowed } = judged([operation], { principal });
			if ((allowed.length === 0) !== findings.length > 0) return false;
			if (
				allowed.length === 0 ||
				(isListed(operation.product, operation.operation) && permissionTable[operation.operation].account)
			)
				return true;
			return operation.groups.every(({ id, role }) => {
				if (role === 'peer') return true;
				if (role === 'member' && operation.product === 'Ecs' && operation.operation === 'ModifyInstanceAttribute')
					return true;
				const listed = id === null ? undefined : inventory.groups.get(id);
				return listed?.managed === false || (listed?.managed === true && principal === `service:${listed.serviceId}`);
			});
		}),
		{ numRuns: 2000 },
	);
	t.pass();
});

test('knowing less never allows more', (t) => {
	const poorer = createInventory([listing('sg-own')], [scope()]);
	fc.assert(
		fc.property(anyOperation, anyPrincipal, (operation, principal) => {
			const { allowed } = judged([operation], { principal });
			return allowed.length > 0 || judged([operation], { principal, inventory: poorer }).allowed.length === 0;
		}),
		{ numRuns: 1000 },
	);
	t.pass();
});
