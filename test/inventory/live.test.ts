import fs from 'node:fs';
import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { root, scratch } from '../cli/command-run.js';
import { credentials, double as doubleOf, run } from './double-run.js';
import type { DoubleOptions } from './ecs-double.js';

/** Names sg-lit2 and sg-lit3 in the request, and joins the instance to sg-lit3. */
const plan = path.join(root, 'test/fixtures/terraform/inst_add_sg/plan.json');
const regions = {
	'cn-hangzhou': [{ id: 'sg-lit1' }, { id: 'sg-lit2' }, { id: 'sg-lit3', serviceId: 1234 }],
	'cn-beijing': [{ id: 'sg-elsewhere' }],
};
const check = (args: readonly string[], env: NodeJS.ProcessEnv = credentials) => run(['check', plan, ...args], env);
const double = (t: ExecutionContext, known: DoubleOptions['regions'] = regions) => doubleOf(t, { regions: known });

test('the API is asked for the groups of the plan alone, and a managed one is refused', async (t) => {
	const { endpoint, requests } = await double(t);
	const cache = scratch(t);
	const { status, stdout, stderr } = await check(['--live', '--endpoint', endpoint, '--cache-dir', cache]);
	t.is(status, 1, stderr);
	t.regex(stdout, /JoinSecurityGroup → sg-lit3 "name of sg-lit3"$/m);
	t.is(stderr, '');
	const asked = requests.filter(({ action }) => action === 'DescribeSecurityGroups');
	t.true(asked.length > 0);
	for (const { ids } of asked) t.deepEqual(ids, ['sg-lit2', 'sg-lit3']);
	t.deepEqual(fs.readdirSync(cache).sort(), ['sg-lit2.yaml', 'sg-lit3.yaml']);
});

test('--offline judges by the cached answers, without credentials, and their age counts', async (t) => {
	const { endpoint } = await double(t);
	const cache = scratch(t);
	await check(['--live', '--endpoint', endpoint, '--cache-dir', cache]);
	const offline = ['--live', '--offline', '--cache-dir', cache];
	const fresh = await check(offline, {});
	t.is(fresh.status, 1, fresh.stderr);
	t.regex(fresh.stdout, /sg-lit3 "name of sg-lit3"$/m);

	const file = path.join(cache, 'sg-lit3.yaml');
	const old = fs.readFileSync(file, 'utf8').replace(/^time: .*$/m, 'time: "2020-01-01T00:00:00Z"');
	fs.writeFileSync(file, old);
	t.regex((await check(offline, {})).stdout, /^WARN .* is \d+ days old/m);
	t.is((await check([...offline, '--stale', 'fail'], {})).status, 2);
});

test('--offline without a cached answer: exit status 2 and the next step', async (t) => {
	const { status, stderr } = await check(['--live', '--offline', '--cache-dir', scratch(t)], {});
	t.is(status, 2);
	t.regex(stderr, /holds none of the groups that the plan names: run check --live once without --offline/);
});

test('without credentials: exit status 2 and the next step, never a pass', async (t) => {
	const { endpoint, requests } = await double(t);
	const { status, stderr } = await check(['--live', '--endpoint', endpoint, '--cache-dir', scratch(t)], {});
	t.is(status, 2);
	t.regex(stderr, /No credentials of Alibaba Cloud were found\. Set ALIBABA_CLOUD_ACCESS_KEY_ID/);
	t.is(requests.length, 0);
});

test('a group that the API does not know is undetermined', async (t) => {
	const { endpoint } = await double(t, { 'cn-hangzhou': [{ id: 'sg-other' }] });
	const args = ['--live', '--endpoint', endpoint, '--cache-dir', scratch(t), '--strict'];
	const { status, stdout } = await check([...args, '--format', 'json']);
	t.is(status, 1);
	t.like(JSON.parse(stdout), { verdict: 'undetermined', findings: [{ rule: 'unlisted-group' }] });
});

test('a cache that cannot be written is reported and does not stop the check', async (t) => {
	const { endpoint } = await double(t);
	const file = path.join(scratch(t), 'file');
	fs.writeFileSync(file, '');
	const { status, stderr } = await check(['--live', '--endpoint', endpoint, '--cache-dir', path.join(file, 'cache')]);
	t.is(status, 1);
	t.regex(stderr, /^sg-preflight: not kept for --offline: [^\n]+\n$/);
});

for (const [args, message] of [
	[['--live', '--inventory', 'x.yaml'], /--live and --inventory are two ways/],
	[['--offline', '--inventory', 'x.yaml'], /--offline requires --live/],
] as const) {
	test(`${args.join(' ')} is refused with one message`, async (t) => {
		const { status, stderr } = await check(args);
		t.is(status, 2);
		t.regex(stderr, message);
	});
}
