import test from 'ava';
import { sgPreflight } from './command-run.js';

test('a resource type: its calls, their conditions and the evidence', async (t) => {
	const { status, stdout } = await sgPreflight(['explain', 'alicloud_instance']);
	t.is(status, 0);
	t.regex(stdout, /^On create:\n {2}RunInstances/m);
	t.regex(stdout, /^ {2}JoinSecurityGroup, once for each group/m);
	t.regex(stdout, /ignores the error/);
	t.regex(stdout, /Read in alicloud\/resource_alicloud_instance\.go of aliyun\/alicloud \d/);
});

test('another name of a type, and a type that was reviewed', async (t) => {
	const alias = await sgPreflight(['explain', 'alicloud_network_interface']);
	t.regex(alias.stdout, /^alicloud_network_interface, also known as alicloud_ecs_network_interface$/m);
	const reviewed = await sgPreflight(['explain', 'alicloud_vpc']);
	t.is(reviewed.status, 0);
	t.regex(reviewed.stdout, /was reviewed/);
});

test('an operation: who may call it, and which types do', async (t) => {
	const { stdout } = await sgPreflight(['explain', 'JoinSecurityGroup']);
	t.regex(stdout, /the account may not call it; the service that owns the group may/);
	t.regex(stdout, /^ {2}alicloud_instance on update/m);
	const query = await sgPreflight(['explain', 'DescribeSecurityGroups']);
	t.regex(query.stdout, /the account may call it/);
});

test('a rule: its meaning and its remedies', async (t) => {
	const { stdout } = await sgPreflight(['explain', 'unknown-group']);
	t.regex(stdout, /^unknown-group \(undetermined\): /);
	t.regex(stdout, /^What to do:\n- /m);
	const json = JSON.parse((await sgPreflight(['explain', 'unknown-group', '--format', 'json'])).stdout);
	t.like(json, { schemaVersion: 1, kind: 'rule', rule: 'unknown-group' });
});

test('an unknown word ends with 2', async (t) => {
	const { status, stderr } = await sgPreflight(['explain', 'alicloud_instanc']);
	t.is(status, 2);
	t.regex(stderr, /unknown resource type, operation or rule "alicloud_instanc"\. Did you mean alicloud_instance\?/);
});

test('the error of a refused apply is explained: its code, the message of the API, and the output of the provider', async (t) => {
	const code = await sgPreflight(['explain', 'InvalidOperation.ResourceManagedByCloudProduct']);
	t.is(code.status, 0);
	t.regex(code.stdout, /refused-operation/);
	const message =
		'The specified SecurityGroup "sg-bp1x" has been managed by serviceID "1679259531804325"; product "natgw".';
	const quoted = await sgPreflight(['explain', message]);
	t.regex(quoted.stdout, /^sg-bp1x is managed by a cloud service \(natgw, serviceID 1679259531804325\)\./);
	const pasted = await sgPreflight(['explain', ...`Error: AuthorizeSecurityGroup Failed!!! ${message}`.split(' ')]);
	t.regex(pasted.stdout, /the API refused AuthorizeSecurityGroup\./);
	const { kind, group } = JSON.parse((await sgPreflight(['explain', message, '--format', 'json'])).stdout);
	t.deepEqual([kind, group], ['error', 'sg-bp1x']);
});
