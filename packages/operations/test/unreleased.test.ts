import test from 'ava';
import { entrySchema } from '../src/entry/entry-schema.js';
import { anyVersion, exactly, operationsOf, type VersionRange } from '../src/index.js';
import { alicloud_instance } from '../src/resources/alicloud_instance.js';
import { changeOf, newGroup, shortForm } from './case.js';

// Changes that are under way in the provider's repository: the entries have them, switched off. Here they are switched on
// by the one line that a release needs, with a version that does not exist.

const unreleased = { unreleased: 'aliyun/terraform-provider-alicloud#10641' };
const release = '9.9.0';
const switchedOn = entrySchema.parse(
	JSON.parse(
		JSON.stringify(alicloud_instance).replaceAll(
			JSON.stringify(unreleased),
			JSON.stringify({ provider: `>=${release}` }),
		),
	),
);

const instance = { vpc_id: 'vpc-1', vswitch_id: 'vsw-1', security_groups: ['sg-1', 'sg-2'] };

function callsOf(after: object, provider: VersionRange, entry = switchedOn): string[] {
	const change = changeOf('alicloud_instance', {
		title: '',
		before: instance,
		after: { ...instance, ...after },
		schema: ['vpc_id', 'create_time'],
		calls: [],
	});
	return operationsOf(change, entry, provider).map(shortForm);
}

test('pull request 10641: one request with the whole list, also with the groups that stay', (t) => {
	const released = exactly(release);
	t.deepEqual(callsOf({ security_groups: ['sg-2', 'sg-3'] }, released), ['ModifyInstanceAttribute(sg-2, sg-3)']);
	t.deepEqual(callsOf({ security_groups: ['sg-2', newGroup] }, released), ['ModifyInstanceAttribute(sg-2, ?)']);
	t.deepEqual(callsOf({ instance_name: 'b' }, released), ['ModifyInstanceAttribute()']);
	const moved = { vpc_id: 'vpc-2', security_groups: ['sg-3'] };
	t.deepEqual(callsOf(moved, released), ['ModifyInstanceVpcAttribute(sg-3)']);
});

test('pull request 10641: a refusal stops the apply', (t) => {
	const change = changeOf('alicloud_instance', {
		title: '',
		before: instance,
		after: { ...instance, security_groups: ['sg-1'] },
		calls: [],
	});
	const [operation] = operationsOf(change, switchedOn, exactly(release));
	t.like(operation, { operation: 'ModifyInstanceAttribute', listed: true, consequence: 'aborts', certain: true });
});

test('pull request 10641: an older version leaves and joins, and without a version both are possible', (t) => {
	const swap = { security_groups: ['sg-2', 'sg-3'] };
	t.deepEqual(callsOf(swap, exactly('1.289.0')), ['LeaveSecurityGroup(sg-1)', 'JoinSecurityGroup(sg-3)']);
	t.deepEqual(callsOf(swap, anyVersion), [
		'maybe LeaveSecurityGroup(sg-1)',
		'maybe JoinSecurityGroup(sg-3)',
		'maybe ModifyInstanceAttribute(sg-2, sg-3)',
	]);
});

test('pull request 10641: it is switched off until it is released', (t) => {
	for (const provider of [exactly('1.289.0'), exactly('1.300.0'), anyVersion]) {
		t.deepEqual(callsOf({ security_groups: ['sg-2', 'sg-3'] }, provider, alicloud_instance), [
			'LeaveSecurityGroup(sg-1)',
			'JoinSecurityGroup(sg-3)',
		]);
	}
});
