import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@sg-preflight/documents';
import { createInventory } from '@sg-preflight/inventory';
import { keepGroups, keptGroups, lookUpGroups } from '@sg-preflight/inventory/live';
import test, { type ExecutionContext } from 'ava';
import { scratch } from '../cli/command-run.js';
import { credentials, double as doubleOf } from './double-run.js';
import { groupsOf } from './ecs-double.js';

Object.assign(process.env, credentials);

const regions = { 'cn-a': groupsOf('cn-a', 250), 'cn-b': groupsOf('cn-b', 100), 'cn-c': [] };
const id = (index: number): string => `sg-cna${String(index).padStart(5, '0')}`;

const double = (t: ExecutionContext) => doubleOf(t, { regions });

test('only the named groups are asked for, 100 at a time, in the region that the plan has', async (t) => {
	const { endpoint, requests } = await double(t);
	const groups = Array.from({ length: 150 }, (_, index) => ({ id: id(index), region: 'cn-a' }));
	const inventory = await lookUpGroups({ endpoint, groups, toolVersion: '1.2.3' });
	t.is(inventory.groups.size, 150);
	t.deepEqual(
		requests.map(({ action, region, ids }) => [action, region, ids?.length]),
		[
			['GetCallerIdentity', null, undefined],
			['DescribeSecurityGroups', 'cn-a', 100],
			['DescribeSecurityGroups', 'cn-a', 50],
		],
	);
});

test('a group of unknown region is searched in all regions, or in the given ones', async (t) => {
	const { endpoint, requests } = await double(t);
	const groups = [{ id: 'sg-cnb00010', region: null }];
	const all = await lookUpGroups({ endpoint, groups, toolVersion: '1.2.3' });
	t.like(all.groups.get('sg-cnb00010'), { region: 'cn-b', managed: true, serviceId: 1010 });
	t.deepEqual(all.scopes[0]?.regions, ['cn-a', 'cn-b', 'cn-c']);
	const before = requests.length;
	const one = await lookUpGroups({ endpoint, groups, regions: ['cn-a'], toolVersion: '1.2.3' });
	t.is(one.groups.size, 0);
	t.is(requests.length - before, 2);
});

test('a group that the API does not know is not in the inventory', async (t) => {
	const { endpoint } = await double(t);
	const groups = ['sg-cna00001', 'sg-unknown'].map((name) => ({ id: name, region: 'cn-a' }));
	const inventory = await lookUpGroups({ endpoint, groups, toolVersion: '1.2.3' });
	t.deepEqual([...inventory.groups.keys()], ['sg-cna00001']);
});

test('no request is made for a plan without groups, nor for a text that cannot be an id', async (t) => {
	const { endpoint, requests } = await double(t);
	const groups = [{ id: '../../etc/passwd', region: 'cn-a' }];
	t.is((await lookUpGroups({ endpoint, groups, toolVersion: '1.2.3' })).groups.size, 0);
	t.is(requests.length, 0);
});

test('cached groups come back with account and time, and a group that the API no longer knows is forgotten', async (t) => {
	const { endpoint } = await double(t);
	const cache = path.join(scratch(t), 'cache');
	const names = ['sg-cna00010', 'sg-cna00011'];
	const groups = names.map((name) => ({ id: name, region: 'cn-a' }));
	const live = await lookUpGroups({ endpoint, groups, toolVersion: '1.2.3' });
	keepGroups(cache, names, live);
	const kept = await keptGroups(cache, names);
	t.like(kept.groups.get('sg-cna00010'), { managed: true, serviceId: 1010, region: 'cn-a' });
	t.like(kept.scopes, [{ source: cache, account: '1234567890', time: live.scopes[0]?.time ?? '' }]);
	t.deepEqual(kept.incomplete, []);

	keepGroups(cache, names, createInventory([...live.groups.values()].slice(0, 1), live.scopes));
	const rest = await keptGroups(cache, names);
	t.deepEqual([...rest.groups.keys()], ['sg-cna00010']);
	t.regex(rest.incomplete.join(), /lacks 1 of the 2 groups/);
});

test('a cache without any of the groups is an error, with the next step', async (t) => {
	await t.throwsAsync(keptGroups(scratch(t), ['sg-1']), {
		instanceOf: UserError,
		message: /holds none of the groups.*check --live once without --offline/,
	});
});

test('an id of a plan never becomes a path', async (t) => {
	const cache = scratch(t);
	keepGroups(path.join(cache, 'inner'), ['../outside'], createInventory([], []));
	t.deepEqual(fs.readdirSync(cache), ['inner']);
	t.is((await keptGroups(cache, ['../outside'])).groups.size, 0);
});
