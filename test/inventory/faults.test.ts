import { UserError } from '@sg-preflight/documents';
import { pullInventory } from '@sg-preflight/inventory/live';
import test from 'ava';
import fc from 'fast-check';
import { credentials } from './double-run.js';
import { type Fault, faults, groupsOf, startEcsDouble } from './ecs-double.js';

Object.assign(process.env, credentials);

const regions = { 'cn-a': groupsOf('cn-a', 250), 'cn-b': groupsOf('cn-b', 120) };
const quick = { backoff: { shortest: 1, longest: 5 }, toolVersion: '0.0.0' };

/** Short only if a fault makes a request wait, because a busy machine is slow too. */
function patienceFor(fault: Fault) {
	return { ...quick, requestTimeout: /silent|stalled/.test(fault) ? 250 : 20_000 };
}

/** The rows of the fault table in docs/inventory.md: the message if the fault stays. */
const lasting: Record<Fault, RegExp> = {
	throttling: /cn-b: not finished within 3 s; before that: the API answers Throttling\.User \(HTTP 400\)/,
	'too-many-requests': /cn-b: not finished within 3 s; before that: the API answers TooManyRequests \(HTTP 429\)/,
	'server-error': /cn-b: the API answers InternalError \(HTTP 500\)/,
	'bad-gateway': /cn-b: the answer is not the JSON of this API/,
	forbidden: /cn-b: not allowed \(Forbidden\.RAM, HTTP 403\).*`sg-preflight inventory policy`/,
	'bad-signature': /cn-b: the API does not accept the credentials \(SignatureDoesNotMatch, HTTP 400\)/,
	malformed: /cn-b: the answer is not the JSON of this API/,
	'foreign-json': /cn-b: the answer is not the JSON of this API/,
	dropped: /cn-b: the API cannot be reached: the connection was closed in the middle/,
	'dropped-in-answer': /cn-b: the API cannot be reached: the connection was closed in the middle/,
	silent: /cn-b: the API does not answer in time/,
	'stalled-in-answer': /cn-b: (the API does not answer in time|the API cannot be reached: the connection was closed)/,
	'repeated-token': /cn-b: the API gives the same NextToken again/,
	'lost-group': /cn-b: the API counts 120 groups and lists 118, also after 3 attempts/,
	'lost-token': /cn-b: the API counts 120 groups and lists 100, also after 3 attempts/,
	'other-region': /cn-b: the answer is of another region \(xx-other\)/,
};

// Loading the SDK takes a second, which must not count for a deadline.
test.before(async () => {
	const double = await startEcsDouble({ regions });
	await pullInventory({ ...quick, endpoint: double.endpoint });
	await double.close();
});

for (const [fault, message] of Object.entries(lasting)) {
	test.serial(`${fault} in one region: one message`, async (t) => {
		const double = await startEcsDouble({
			regions,
			fault: ({ region }) => (region === 'cn-b' ? (fault as Fault) : undefined),
		});
		t.teardown(double.close);
		const error = await t.throwsAsync(
			pullInventory({
				...patienceFor(fault as Fault),
				endpoint: double.endpoint,
				timeout: fault.startsWith('t') ? 3_000 : 60_000,
			}),
			{ instanceOf: UserError, message },
		);
		t.false(error.message.includes('\n'));
		t.false(error.message.includes('double-key'));
	});
}

const passing: Fault[] = [
	'throttling',
	'too-many-requests',
	'server-error',
	'bad-gateway',
	'malformed',
	'foreign-json',
	'dropped',
	'dropped-in-answer',
	'silent',
	'stalled-in-answer',
	'lost-group',
	'lost-token',
];

for (const fault of passing) {
	test.serial(`${fault} once: the inventory is whole`, async (t) => {
		const double = await startEcsDouble({ regions, fault: (_, index) => (index === 3 ? fault : undefined) });
		t.teardown(double.close);
		const inventory = await pullInventory({ ...patienceFor(fault), endpoint: double.endpoint });
		t.is(inventory.groups.size, 370);
		t.true(double.requests.length > 7);
	});
}

test.serial('every failing region is named', async (t) => {
	const double = await startEcsDouble({
		regions,
		fault: ({ action }) => (action === 'DescribeSecurityGroups' ? 'forbidden' : undefined),
	});
	t.teardown(double.close);
	await t.throwsAsync(pullInventory({ ...quick, endpoint: double.endpoint }), { message: /cn-a, cn-b: not allowed/ });
});

for (const [action, message] of [
	['GetCallerIdentity', /^The account cannot be looked up: the API answers InternalError/],
	['DescribeRegions', /^The regions cannot be listed: the API answers InternalError/],
] as const) {
	test.serial(`a fault of ${action} is reported as such`, async (t) => {
		const double = await startEcsDouble({
			regions,
			fault: (request) => (request.action === action ? 'server-error' : undefined),
		});
		t.teardown(double.close);
		await t.throwsAsync(pullInventory({ ...quick, endpoint: double.endpoint }), { message });
	});
}

test.serial('an inventory is whole or an error, with any faults in any order', async (t) => {
	const numRuns = Number(process.env.SG_PREFLIGHT_RUNS ?? 100);
	const expected = Object.values(regions)
		.flat()
		.map(({ id }) => id);
	let script: readonly (Fault | null)[] = [];
	let first = 0;
	let whole = 0;
	const double = await startEcsDouble({ regions, fault: (_, index) => script[index - first] ?? undefined });
	t.teardown(double.close);
	// Likelier to pass than to stay, so that both outcomes occur.
	const fault = fc.oneof(
		{ weight: 4, arbitrary: fc.constant(null) },
		{ weight: 1, arbitrary: fc.constantFrom(...faults) },
	);
	await fc.assert(
		fc.asyncProperty(fc.array(fault, { maxLength: 12 }), async (faultsInOrder) => {
			script = faultsInOrder;
			first = double.requests.length;
			try {
				const inventory = await pullInventory({ ...quick, requestTimeout: 60, endpoint: double.endpoint });
				t.deepEqual([...inventory.groups.keys()].sort(), expected);
				whole += 1;
			} catch (error) {
				if (!(error instanceof UserError)) throw error;
			}
		}),
		{ numRuns },
	);
	t.log(`${numRuns} runs: ${whole} whole, ${numRuns - whole} errors, 0 truncated`);
	t.true(whole > 0 && whole < numRuns);
});
