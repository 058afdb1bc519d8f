import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { refusedPlan, root, scratch } from '../cli/command-run.js';
import { double, run } from '../inventory/double-run.js';

const managed = { id: 'sg-lit3', serviceId: 1234 };
const free = { id: 'sg-lit3' };
const others = Array.from({ length: 150 }, (_, index) => ({ id: `sg-other${index}` }));

for (const [what, groups] of [
	['in one page, managed first', [managed, free]],
	['in one page, managed last', [free, managed]],
	['in two pages, managed first', [managed, ...others, free]],
	['in two pages, managed last', [free, ...others, managed]],
] as const) {
	test(`a group that a listing has twice with different facts is an error: ${what}`, async (t) => {
		const { endpoint } = await double(t, { regions: { 'cn-hangzhou': groups } });
		const file = path.join(scratch(t), 'inventory.yaml');
		const { status, stderr } = await run(['inventory', 'pull', '--endpoint', endpoint, '--output', file]);
		t.is(status, 2);
		t.regex(stderr, /sg-lit3 is listed twice with different facts: managed is/);
		t.false(fs.existsSync(file));
	});
}

test('--live refuses contradictions too', async (t) => {
	const { endpoint } = await double(t, { regions: { 'cn-hangzhou': [managed, free] } });
	const plan = path.join(root, path.relative(root, refusedPlan));
	const args = ['check', plan, '--live', '--region', 'cn-hangzhou', '--endpoint', endpoint, '--cache-dir', scratch(t)];
	const { status, stdout, stderr } = await run(args);
	t.is(status, 2, stdout);
	t.regex(stderr, /listed twice with different facts/);
});

test('an inventory and the kept groups are for their owner alone; an earlier file keeps its mode', async (t) => {
	const { endpoint } = await double(t, { regions: { 'cn-hangzhou': [managed] } });
	const folder = scratch(t);
	const file = path.join(folder, 'inventory.yaml');
	const pull = ['inventory', 'pull', '--endpoint', endpoint, '--output', file];
	t.is((await run(pull)).status, 0);
	t.is(fs.statSync(file).mode & 0o777, 0o600);
	fs.chmodSync(file, 0o640);
	t.is((await run(pull)).status, 0);
	t.is(fs.statSync(file).mode & 0o777, 0o640);
	const cache = path.join(folder, 'cache/groups');
	const live = [
		'check',
		refusedPlan,
		'--live',
		'--region',
		'cn-hangzhou',
		'--endpoint',
		endpoint,
		'--cache-dir',
		cache,
	];
	t.is((await run(live)).status, 1);
	t.is(fs.statSync(cache).mode & 0o777, 0o700);
	for (const name of fs.readdirSync(cache)) t.is(fs.statSync(path.join(cache, name)).mode & 0o777, 0o600);
});
