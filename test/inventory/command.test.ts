import fs from 'node:fs';
import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { scratch } from '../cli/command-run.js';
import { credentials, double as doubleOf, run } from './double-run.js';
import { type DoubleOptions, faults, groupsOf } from './ecs-double.js';

const regions = { 'cn-a': groupsOf('cn-a', 250), 'cn-b': groupsOf('cn-b', 120) };
const double = (t: ExecutionContext, options: Partial<DoubleOptions> = {}) => doubleOf(t, { regions, ...options });

function withOldFile(t: ExecutionContext) {
	const place = scratch(t);
	const file = path.join(place, 'inventory.yaml');
	fs.writeFileSync(file, 'the old file\n');
	const assertUntouched = (what: string): void => {
		t.is(fs.readFileSync(file, 'utf8'), 'the old file\n', what);
		t.deepEqual(fs.readdirSync(place), ['inventory.yaml'], what);
	};
	return { file, assertUntouched };
}

test('pull writes the file, and show and diff read it', async (t) => {
	const { endpoint } = await double(t);
	const place = scratch(t);
	const older = path.join(place, 'older.yaml');
	const newer = path.join(place, 'newer.yaml');
	const pulled = await run(['inventory', 'pull', '--endpoint', endpoint, '--output', older]);
	t.like(pulled, { status: 0, stdout: '', stderr: '370 groups of 2 regions, 37 of them managed.\n' });
	t.regex((await run(['inventory', 'show', older])).stdout, /370 groups: 37 managed, 333 not managed/);

	const [first, second, third, ...rest] = regions['cn-b'];
	const changed = [{ ...first, serviceId: undefined }, { ...second, serviceId: 7 }, { id: 'sg-new' }, ...rest];
	const later = await double(t, {
		regions: { ...regions, 'cn-b': changed.map((group) => JSON.parse(JSON.stringify(group))) },
	});
	await run(['inventory', 'pull', '--endpoint', later.endpoint, '--output', newer]);
	const text = await run(['inventory', 'diff', older, newer]);
	t.is(text.status, 0);
	t.is(
		text.stdout,
		`Became managed (1):
  ${second?.id}  "name of ${second?.id}"  cn-b  managed by a cloud service (serviceID 7)

Stopped being managed (1):
  ${first?.id}  "name of ${first?.id}"  cn-b

Appeared (1):
  sg-new  "name of sg-new"  cn-b

Vanished (1):
  ${third?.id}  "name of ${third?.id}"  cn-b
`,
	);
	const json = JSON.parse((await run(['inventory', 'diff', older, newer, '--format', 'json'])).stdout);
	t.like(json, { schemaVersion: 1, scope: [], appeared: [{ id: 'sg-new', managed: false }] });
	t.is((await run(['inventory', 'diff', older, older])).stdout, 'No difference.\n');
});

test('pull prints the inventory if no file is named', async (t) => {
	const { endpoint } = await double(t);
	const { status, stdout } = await run(['inventory', 'pull', '--endpoint', endpoint, '--region', 'cn-b']);
	t.is(status, 0);
	t.regex(stdout, /^regions: \[cn-b\]$/m);
	t.regex(stdout, /^counts: \{ groups: 120, managed: 12 \}$/m);
});

test('diff reports that scopes differ', async (t) => {
	const { endpoint } = await double(t);
	const place = scratch(t);
	const files = ['cn-a', 'cn-b'].map((region) => path.join(place, region));
	for (const file of files) {
		await run(['inventory', 'pull', '--endpoint', endpoint, '--region', path.basename(file), '--output', file]);
	}
	const { stdout } = await run(['inventory', 'diff', ...files]);
	t.regex(stdout, /^They differ in regions: cn-a before, cn-b after\.\n/);
});

test('every fault: exit status 2, one message, and the old file stays', async (t) => {
	const queue = [...faults];
	const work = async (): Promise<void> => {
		for (let fault = queue.shift(); fault; fault = queue.shift()) {
			const shown = fault;
			const { endpoint } = await double(t, { fault: ({ region }) => (region === 'cn-b' ? shown : undefined) });
			const { file, assertUntouched } = withOldFile(t);
			const ended = await run(['inventory', 'pull', '--endpoint', endpoint, '--output', file, '--timeout', '2']);
			t.is(ended.status, 2, fault);
			t.regex(ended.stderr, /^sg-preflight: The (security groups|account|regions) can[^\n]+\n$/, fault);
			t.is(ended.stdout, '', fault);
			assertUntouched(fault);
		}
	};
	await Promise.all(Array.from({ length: 4 }, work));
});

test('Ctrl-C leaves the old file and no other', async (t) => {
	let kill = (): void => {};
	const { endpoint } = await double(t, {
		fault({ region, token }) {
			if (region !== 'cn-a' || token === null) return undefined;
			kill();
			return 'silent';
		},
	});
	const { file, assertUntouched } = withOldFile(t);
	const ended = await run(['inventory', 'pull', '--endpoint', endpoint, '--output', file], credentials, (end) => {
		kill = end;
	});
	t.is(ended.signal, 'SIGINT');
	assertUntouched('after Ctrl-C');
});

test('without credentials: exit status 2 and the next step', async (t) => {
	const { endpoint, requests } = await double(t);
	const { file, assertUntouched } = withOldFile(t);
	const ended = await run(['inventory', 'pull', '--endpoint', endpoint, '--output', file], {});
	t.is(ended.status, 2);
	t.regex(ended.stderr, /^sg-preflight: No credentials of Alibaba Cloud were found\. Set ALIBABA_CLOUD_ACCESS_KEY_ID/);
	t.is(requests.length, 0);
	assertUntouched('without credentials');
});

test('a file that cannot be written: exit status 2 and its name', async (t) => {
	const { endpoint } = await double(t);
	const file = path.join(scratch(t), 'no', 'such', 'folder.yaml');
	const ended = await run(['inventory', 'pull', '--endpoint', endpoint, '--output', file]);
	t.is(ended.status, 2);
	t.regex(ended.stderr, /folder\.yaml cannot be written: its folder does not exist\. Make it with: mkdir -p /);
});

test('policy prints the permissions that pulling needs and no others', async (t) => {
	const { status, stdout } = await run(['inventory', 'policy']);
	t.is(status, 0);
	t.deepEqual(JSON.parse(stdout), {
		Version: '1',
		Statement: [{ Effect: 'Allow', Action: ['ecs:DescribeRegions', 'ecs:DescribeSecurityGroups'], Resource: '*' }],
	});
});

for (const [args, message] of [
	[['pull', '--timeout', 'soon'], /--timeout soon: expected a number from 1 to 99999/],
	[['pull', '--region', 'Hangzhou'], /region Hangzhou: expected a region's id/],
	[['pull', 'inventory.yaml'], /takes no argument/],
	[['diff', 'one.yaml'], /takes two inventory files/],
] as const) {
	test(`inventory ${args.join(' ')} is refused with one message`, async (t) => {
		const ended = await run(['inventory', ...args]);
		t.is(ended.status, 2);
		t.regex(ended.stderr, message);
	});
}
