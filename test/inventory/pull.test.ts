import { formatInventory, parseInventory } from '@sg-preflight/inventory';
import { accessPolicy, pullInventory } from '@sg-preflight/inventory/live';
import test from 'ava';
import { credentials } from './double-run.js';
import { groupsOf, startEcsDouble } from './ecs-double.js';

Object.assign(process.env, credentials);

const regions = { 'cn-a': groupsOf('cn-a', 250), 'cn-b': groupsOf('cn-b', 100), 'cn-c': [] };

test('every group of every region is listed, with the facts of the API', async (t) => {
	const double = await startEcsDouble({ regions });
	t.teardown(double.close);
	const inventory = await pullInventory({ endpoint: double.endpoint, toolVersion: '1.2.3' });
	t.is(inventory.groups.size, 350);
	t.deepEqual(inventory.groups.get('sg-cna00010'), {
		id: 'sg-cna00010',
		name: 'name of sg-cna00010',
		managed: true,
		serviceId: 1010,
		region: 'cn-a',
		vpc: 'vpc-double',
		where: 'DescribeSecurityGroups in cn-a',
	});
	t.like(inventory.groups.get('sg-cna00011'), { managed: false, serviceId: null });
	t.like(inventory.scopes[0], { account: '1234567890', regions: ['cn-a', 'cn-b', 'cn-c'], toolVersion: '1.2.3' });
});

test('a ServiceID that JavaScript would round keeps its digits, and so does its line in the file', async (t) => {
	const group = { id: 'sg-big', serviceId: '9007199254740993' };
	const double = await startEcsDouble({
		regions: { 'cn-a': [group] },
		interfaces: { 'cn-a': [{ ...group, id: 'eni-big' }] },
	});
	t.teardown(double.close);
	const inventory = await pullInventory({ endpoint: double.endpoint, toolVersion: '1.2.3', networkInterfaces: true });
	t.is(inventory.groups.get('sg-big')?.serviceId, '9007199254740993');
	t.is(inventory.interfaces?.get('eni-big')?.serviceId, '9007199254740993');
	const again = await parseInventory([{ name: 'inventory.yaml', text: formatInventory(inventory) }]);
	t.is(again.groups.get('sg-big')?.serviceId, '9007199254740993');
});

test('the fewest requests that paging allows, and none that the printed policy does not grant', async (t) => {
	const double = await startEcsDouble({ regions });
	t.teardown(double.close);
	await pullInventory({ endpoint: double.endpoint, toolVersion: '1.2.3' });
	const count = (action: string): number => double.requests.filter((request) => request.action === action).length;
	t.is(count('GetCallerIdentity'), 1);
	t.is(count('DescribeRegions'), 1);
	t.is(count('DescribeSecurityGroups'), 3 + 1 + 1);
	t.is(double.requests.length, 7);
	const granted = accessPolicy.Statement.flatMap(({ Action }) => Action);
	for (const { action } of double.requests) {
		t.true(action === 'GetCallerIdentity' || granted.some((name) => name === `ecs:${action}`), action);
	}
});

test('the file of a pull reads back as the same groups and scope', async (t) => {
	const double = await startEcsDouble({ regions });
	t.teardown(double.close);
	const inventory = await pullInventory({ endpoint: double.endpoint, toolVersion: '1.2.3' });
	const text = formatInventory(inventory);
	const again = await parseInventory([{ name: 'inventory.yaml', text }]);
	t.is(formatInventory(again), text);
	t.like(again.scopes[0], {
		account: '1234567890',
		regions: ['cn-a', 'cn-b', 'cn-c'],
		time: inventory.scopes[0]?.time,
	});
	t.false(text.includes('double-key'));
});

test('only the named regions are listed, once each, without DescribeRegions', async (t) => {
	const double = await startEcsDouble({ regions });
	t.teardown(double.close);
	const inventory = await pullInventory({
		endpoint: double.endpoint,
		regions: ['cn-b', 'cn-b'],
		toolVersion: '1.2.3',
	});
	t.is(inventory.groups.size, 100);
	t.deepEqual(inventory.scopes[0]?.regions, ['cn-b']);
	t.deepEqual(
		double.requests.map(({ action, region }) => [action, region]),
		[
			['GetCallerIdentity', null],
			['DescribeSecurityGroups', 'cn-b'],
		],
	);
});

test('tags are kept only on request', async (t) => {
	const tags = { team: 'network' };
	const double = await startEcsDouble({ regions: { 'cn-a': [{ id: 'sg-1', tags }] } });
	t.teardown(double.close);
	const pull = (keep: boolean) => pullInventory({ endpoint: double.endpoint, tags: keep, toolVersion: '1.2.3' });
	t.is((await pull(false)).groups.get('sg-1')?.tags, undefined);
	t.deepEqual((await pull(true)).groups.get('sg-1')?.tags, tags);
});

test('each API at its own endpoint, with the region in it', async (t) => {
	const ecs = await startEcsDouble({ regions });
	const sts = await startEcsDouble({ regions, account: '42' });
	t.teardown(ecs.close);
	t.teardown(sts.close);
	const inventory = await pullInventory({
		ecsEndpoint: ecs.endpoint,
		stsEndpoint: sts.endpoint,
		regions: ['cn-b'],
		toolVersion: '1.2.3',
	});
	t.is(inventory.scopes[0]?.account, '42');
	t.deepEqual(
		sts.requests.map(({ action }) => action),
		['GetCallerIdentity'],
	);
});

for (const [name, options, message] of [
	['endpoint', { endpoint: 'ftp://x' }, /^endpoint ftp:\/\/x: expected a host/],
	['region', { endpoint: 'http://127.0.0.1:1', regions: ['x/../y'] }, /^region x\/\.\.\/y: expected a region's id/],
] as const) {
	test(`a malformed ${name} is refused before any request`, async (t) => {
		await t.throwsAsync(pullInventory({ ...options, toolVersion: '1.2.3' }), { message });
	});
}
