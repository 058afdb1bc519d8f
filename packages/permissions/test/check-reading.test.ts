import { createInventory, type InventoryGroup } from '@sg-preflight/inventory';
import type { EcsOperation, PlanReading } from '@sg-preflight/operations';
import test from 'ava';
import {
	type ActingCall,
	checkReading,
	conclude,
	type Principal,
	type Rule,
	uniformPolicies,
	type WaiverRule,
} from '../src/index.js';

const scope = { source: 'inventory.yaml', account: null, regions: null, time: null, toolVersion: null };
const group = (id: string, facts: Partial<InventoryGroup> = {}): InventoryGroup => ({
	id,
	name: null,
	managed: true,
	serviceId: 7,
	region: null,
	vpc: null,
	where: 'inventory.yaml',
	...facts,
});
const inventory = createInventory([group('sg-7'), group('sg-nameless', { serviceId: null })], [scope]);

const waiver: WaiverRule = {
	address: '*',
	operation: '*',
	group: 'sg-7',
	reason: 'agreed',
	owner: 'net',
	expires: null,
};

const reading: PlanReading = {
	kind: 'terraform-plan',
	formatVersion: '1.2',
	changes: [
		{
			address: 'alicloud_security_group.g',
			deposed: null,
			type: 'alicloud_security_group',
			actions: ['delete'],
			before: { id: 'sg-7' },
			after: null,
			beforeSensitive: false,
			afterSensitive: false,
			region: null,
			account: null,
		},
	],
	coverage: { changes: 1, mapped: 1, reviewed: 0, unmapped: [], unrelated: 0 },
	incomplete: [],
	dependencies: () => ({ blockOf: (address) => address, needs: () => new Set(), neededBy: () => new Set() }),
};

const request = { input: 'plan.json', reading, inventory, principal: 'account' } as const;
const today = '2026-03-01';

test('a reading is judged, gets the blast radius of its refusals, and says which waivers matched', async (t) => {
	const other = { ...waiver, group: 'sg-other' };
	const checked = await checkReading({ ...request, waivers: { rules: [other, waiver], today } });
	t.deepEqual(
		checked.judgement.findings.map(({ operation, verdict, waiver, blastRadius }) => [
			operation,
			verdict,
			waiver?.owner,
			blastRadius?.unordered,
		]),
		[['DeleteSecurityGroup', 'refused', 'net', 0]],
	);
	t.deepEqual(checked.usedWaivers, [1]);
	t.deepEqual(checked.scopes, [scope]);
	t.is(conclude([checked.judgement], uniformPolicies()).exitStatus, 0);
});

test('an inventory that is looked up is asked about the operations of the reading', async (t) => {
	const asked: EcsOperation[] = [];
	const { judgement } = await checkReading({
		...request,
		waivers: { rules: [], today },
		inventory: async (operations) => {
			asked.push(...operations);
			return inventory;
		},
	});
	t.deepEqual(
		asked.map(({ operation }) => operation),
		['DeleteSecurityGroup'],
	);
	t.is(judgement.findings.length, 1);
});

const join: ActingCall = { product: 'Ecs', operation: 'JoinSecurityGroup' };
const template: ActingCall = { product: 'Ecs', operation: 'CreateLaunchTemplate' };

const literal = test.macro(
	async (t, id: string, principal: Principal, calls: readonly ActingCall[], expected: Rule | null, said?: RegExp) => {
		const location = { file: 'main.tf', line: 3, column: 5 };
		const { judgement } = await checkReading({
			input: 'main.tf',
			literals: [{ id, address: null, type: null, attribute: 'security_groups', calls, location }],
			inventory,
			principal,
			waivers: { rules: [], today },
		});
		const [finding] = judgement.findings;
		t.is(finding?.rule ?? null, expected);
		if (finding === undefined) return;
		t.is(judgement.findings.length, 1);
		t.deepEqual(finding.location, location);
		t.regex(finding.message, said ?? /^security_groups: /);
	},
);

test('a literal: refused for the account', literal, 'sg-7', 'account', [join], 'refused-operation', /Your account may/);
test(
	'a literal: refused for another service',
	literal,
	'sg-7',
	'service:8',
	[join],
	'refused-operation',
	/Service 8 may/,
);
test('a literal: allowed for its own service', literal, 'sg-7', 'service:7', [join, template], null);
test(
	'a literal: whether the service owns a group without ServiceID is not known',
	literal,
	'sg-nameless',
	'service:7',
	[join],
	'unlisted-group',
	/ServiceID is missing/,
);
test('a literal: an operation outside the table', literal, 'sg-7', 'account', [template], 'unlisted-operation');
test('a literal: the refused call counts', literal, 'sg-7', 'account', [template, join], 'refused-operation');
test(
	'a literal: an operation that the table allows',
	literal,
	'sg-7',
	'account',
	[{ product: 'Ecs', operation: 'DescribeSecurityGroups' }],
	null,
);
