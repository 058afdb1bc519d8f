import { parseInventory } from '@sg-preflight/inventory';
import { type Action, operationsOfReading, type ResourceChange, type Value } from '@sg-preflight/operations';
import { type Finding, type Judgement, judge, type PlanSteps } from '@sg-preflight/permissions';
import test from 'ava';
import { withBlastRadius } from '../src/blast-radius/blast-radius.js';
import { CallOrder } from '../src/blast-radius/call-order.js';

const inventory = await parseInventory([
	{
		name: 'inventory.json',
		text: JSON.stringify({
			TotalCount: 1,
			SecurityGroups: { SecurityGroup: [{ SecurityGroupId: 'sg-m', ServiceManaged: true, ServiceID: 1 }] },
		}),
	},
]);

function change(address: string, actions: readonly Action[], before: Value, after: Value): ResourceChange {
	const type = address.split('.').at(-2) as string;
	return {
		address,
		deposed: null,
		type,
		actions,
		before,
		after,
		beforeSensitive: false,
		afterSensitive: false,
		region: null,
		account: null,
	};
}

/** The judgement of changes; `needs` gives their dependencies. */
function judged(changes: readonly ResourceChange[], needs: readonly [string, string][]): Judgement {
	const operations = operationsOfReading({ changes });
	const reading = {
		kind: 'terraform-plan',
		formatVersion: '1.2',
		changes,
		coverage: { changes: 0, mapped: 0, reviewed: 0, unmapped: [], unrelated: 0 },
		incomplete: [],
	} as const;
	const judgement = judge({ input: 'plan.json', reading, operations, inventory, principal: 'account' });
	const dependencies = {
		blockOf: (address: string) => address.replace(/\[\d+\]$/, ''),
		needs: (block: string) => new Set(needs.flatMap(([a, b]) => (a === block ? [b] : []))),
		neededBy: (block: string) => new Set(needs.flatMap(([a, b]) => (b === block ? [a] : []))),
	};
	const calls = new CallOrder();
	for (const operation of operations) calls.add(operation);
	return withBlastRadius(judgement, changes, calls, dependencies);
}

function refusals(changes: readonly ResourceChange[], needs: readonly [string, string][]): readonly Finding[] {
	return judged(changes, needs).findings.filter(({ verdict }) => verdict === 'refused');
}

function steps(...names: readonly string[]): PlanSteps {
	const first = names.map((name) => {
		const [action, address] = name.split(' of ') as [Action, string];
		return { address, action };
	});
	return { count: first.length, first };
}

const rule = { security_group_id: 'sg-m', type: 'ingress' };
const instance = { vswitch_id: 'vsw-1', security_groups: ['sg-m'], instance_name: 'n' };

test('a replaced instance is already deleted when its new one is refused', (t) => {
	const [finding] = refusals([change('alicloud_instance.i', ['delete', 'create'], instance, instance)], []);
	t.deepEqual(finding?.blastRadius, {
		made: steps('delete of alicloud_instance.i'),
		unordered: 0,
		waiting: steps(),
	});
	t.regex(finding?.effect ?? '', /Already done: alicloud_instance\.i is deleted\./);
});

test('a rule that is replaced is already revoked, and the changes that need it are not made', (t) => {
	const changes = [
		change('alicloud_security_group_rule.r', ['delete', 'create'], { ...rule, security_group_id: 'sg-own' }, rule),
		change('alicloud_instance.after', ['create'], null, { ...instance, security_groups: [] }),
		change('alicloud_instance.apart', ['create'], null, { ...instance, security_groups: [] }),
	];
	const [finding] = refusals(changes, [['alicloud_instance.after', 'alicloud_security_group_rule.r']]);
	t.is(finding?.operation, 'AuthorizeSecurityGroup');
	t.deepEqual(finding?.blastRadius, {
		made: steps('delete of alicloud_security_group_rule.r'),
		unordered: 1,
		waiting: steps('create of alicloud_instance.after'),
	});
});

test('the changes that the refused one needs are made before it', (t) => {
	const changes = [
		change('alicloud_security_group.new', ['create'], null, {}),
		change('alicloud_security_group_rule.r', ['create'], null, rule),
	];
	const [finding] = refusals(changes, [['alicloud_security_group_rule.r', 'alicloud_security_group.new']]);
	t.deepEqual(finding?.blastRadius?.made, steps('create of alicloud_security_group.new'));
});

test('deletes go the other way round', (t) => {
	const changes = [
		change('alicloud_security_group.m', ['delete'], { id: 'sg-m' }, null),
		change('alicloud_instance.i', ['delete'], { ...instance, security_groups: [] }, null),
	];
	const [finding] = refusals(changes, [['alicloud_instance.i', 'alicloud_security_group.m']]);
	t.deepEqual(finding?.blastRadius, {
		made: steps('delete of alicloud_instance.i'),
		unordered: 0,
		waiting: steps(),
	});
});

test('a swallowed refusal stops nothing', (t) => {
	const before = { ...instance, security_groups: ['sg-own'] };
	const changes = [
		change('alicloud_instance.i', ['update'], before, instance),
		change('alicloud_instance.after', ['create'], null, { ...instance, security_groups: [] }),
	];
	const [finding] = refusals(changes, [['alicloud_instance.after', 'alicloud_instance.i']]);
	t.is(finding?.operation, 'JoinSecurityGroup');
	t.deepEqual(finding?.blastRadius?.waiting, steps());
	t.notRegex(finding?.effect ?? '', /Not reached/);
});

test('a replaced rule whose Revoke is refused does not come to its Authorize', (t) => {
	const changes = [
		change('alicloud_security_group_rule.r', ['delete', 'create'], { ...rule, id: 'sg-m:ingress' }, rule),
		change('alicloud_instance.after', ['create'], null, { ...instance, security_groups: ['sg-m'] }),
	];
	const findings = refusals(changes, [['alicloud_instance.after', 'alicloud_security_group_rule.r']]);
	t.deepEqual(
		findings.map(({ operation, stoppedBy, blastRadius }) => [
			operation,
			stoppedBy?.operation,
			blastRadius?.waiting.count,
		]),
		[
			['RevokeSecurityGroup', undefined, 2],
			['AuthorizeSecurityGroup', 'RevokeSecurityGroup', undefined],
			['RunInstances', 'RevokeSecurityGroup', undefined],
		],
	);
	t.regex(
		findings[0]?.effect ?? '',
		/Not reached: create alicloud_security_group_rule\.r and create alicloud_instance\.after\./,
	);
	t.regex(findings[1]?.effect ?? '', /^Not reached: the API refuses RevokeSecurityGroup on this resource first\./);
	t.regex(findings[2]?.effect ?? '', /^Not reached: .* on alicloud_security_group_rule\.r first\./);
	for (const { effect } of findings) t.notRegex(effect ?? '', /deleted/);
});

test('the timeline of a plan puts each step into one place', (t) => {
	const changes = [
		change('alicloud_security_group.new', ['create'], null, {}),
		change('alicloud_security_group_rule.r', ['create'], null, rule),
		change('alicloud_instance.after', ['create'], null, { ...instance, security_groups: [] }),
		change('alicloud_instance.apart', ['create'], null, { ...instance, security_groups: [] }),
		change('alicloud_instance.quiet', ['update'], { ...instance, security_groups: ['sg-own'] }, instance),
	];
	const { timeline } = judged(changes, [
		['alicloud_security_group_rule.r', 'alicloud_security_group.new'],
		['alicloud_instance.after', 'alicloud_security_group_rule.r'],
	]);
	t.deepEqual(timeline, {
		done: steps('create of alicloud_security_group.new'),
		refused: steps('create of alicloud_security_group_rule.r'),
		ignored: steps('update of alicloud_instance.quiet'),
		mayHaveRun: steps('create of alicloud_instance.apart'),
		notReached: steps('create of alicloud_instance.after'),
	});
});
