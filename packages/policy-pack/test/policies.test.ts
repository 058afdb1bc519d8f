import test from 'ava';
import { DrivenPack, type Seen } from './driven-pack.js';

const token = 'alicloud:ecs/securityGroupRule:SecurityGroupRule';
const managed = { id: 'sg-managed1', managed: true, serviceId: 7 };
const config = { inventory: { schemaVersion: 1, groups: [managed, { id: 'sg-own1', managed: false }] } };
const rule = (name: string, props: Record<string, unknown> = {}): Seen => ({
	urn: `urn:pulumi:dev::proj::${token}::${name}`,
	type: token,
	name,
	props: { securityGroupId: managed.id, type: 'ingress', ipProtocol: 'tcp', portRange: '22/22', ...props },
});
const stateOf = (...resources: Seen[]): string =>
	JSON.stringify({
		version: 3,
		deployment: {
			resources: resources.map(({ urn, type, props }) => ({
				urn,
				type,
				custom: true,
				id: `${props.securityGroupId}:ingress:tcp:22/22:<nil>:10.0.0.0/8:accept:1`,
				inputs: props,
				outputs: { ...props, nicType: 'intranet', policy: 'accept' },
			})),
		},
	});

async function preview(pack: DrivenPack, ...resources: Seen[]): Promise<void> {
	for (const resource of resources) await pack.validateResource(resource);
	await pack.validateStack(resources);
}

test('the state is asked for once, at the first resource, by its URN', async (t) => {
	const asked: string[] = [];
	const pack = new DrivenPack(config, {
		exportState: (urn) => {
			asked.push(urn);
			return Promise.resolve(stateOf());
		},
	});
	await preview(pack, rule('a'), rule('b'));
	t.deepEqual(asked, [rule('a').urn]);
	t.is(pack.violations.length, 2);
});

test('a state file is read instead of the export', async (t) => {
	const pack = new DrivenPack(
		{ ...config, state: 'state.json' },
		{ readFile: (name) => ({ name, text: stateOf(rule('gone')) }) },
	);
	await preview(pack, rule('other', { securityGroupId: 'sg-own1' }));
	t.deepEqual(
		pack.violations.map(({ level, message }) => [
			level,
			/sg-managed1 .* refuses RevokeSecurityGroup with /.test(message),
		]),
		[['mandatory', true]],
	);
});

for (const [what, exportState, said] of [
	['fails', () => Promise.reject(new Error('no such stack')), /could not be read \(no such stack\)/],
	['prints no state', () => Promise.resolve('{'), /could not be read \(it is not JSON, or cut off\)/],
] as const) {
	test(`an export that ${what} stops the preview with the reason`, async (t) => {
		const pack = new DrivenPack(config, { exportState });
		await preview(pack, rule('own', { securityGroupId: 'sg-own1' }));
		t.deepEqual(
			pack.violations.map(({ level }) => level),
			['mandatory'],
		);
		t.regex(pack.violations[0]?.message ?? '', said);
	});

	test(`an export that ${what} is reported only, if the configuration accepts an incomplete plan`, async (t) => {
		for (const undetermined of ['warn', { 'incomplete-plan': 'warn' }]) {
			const pack = new DrivenPack({ ...config, undetermined }, { exportState });
			await preview(pack, rule('own', { securityGroupId: 'sg-own1' }));
			t.deepEqual(
				pack.violations.map(({ level }) => level),
				['advisory'],
			);
		}
	});
}

test('a state that the configuration turned off is reported, and stops nothing', async (t) => {
	const pack = new DrivenPack({ ...config, state: 'off' }, {});
	await preview(pack, rule('own', { securityGroupId: 'sg-own1' }));
	t.deepEqual(
		pack.violations.map(({ level, message }) => [level, /state: off.*deletes were not judged/.test(message)]),
		[['advisory', true]],
	);
});

for (const [what, wrong, said] of [
	['an unknown principal', { principal: 'me' }, /principal/],
	['an unknown reason', { undetermined: { 'unknown-grup': 'fail' } }, /did you mean unknown-group\?/],
	['a broken inventory', { inventory: { groups: [{}] } }, /inventory in the policy pack configuration/],
	[
		'an inventory that contradicts itself',
		{ inventory: [config.inventory, { schemaVersion: 1, groups: [{ ...managed, managed: false }] }] },
		/listed twice/,
	],
] as const) {
	test(`${what} is a violation, in a preview and in an update`, async (t) => {
		for (const isPreview of [true, false]) {
			const pack = new DrivenPack(
				{ ...config, ...wrong },
				{ isPreview: () => isPreview, exportState: async () => stateOf() },
			);
			await preview(pack, rule('a'));
			t.is(pack.violations[0]?.level, 'mandatory');
			t.regex(pack.violations[0]?.message ?? '', said);
			t.is(pack.violations.length, 1);
		}
	});
}

test('a configuration without an inventory stops a preview that needs one', async (t) => {
	const levels = async (written: object, securityGroupId: string) => {
		const pack = new DrivenPack(written, { exportState: async () => stateOf() });
		await preview(pack, rule('a', { securityGroupId }));
		return pack.violations.map(({ level }) => level);
	};
	t.deepEqual(await levels({}, 'sg-1'), ['mandatory']);
	t.deepEqual(await levels({ undetermined: 'warn' }, 'sg-1'), ['advisory']);
	t.deepEqual(await levels(config, 'sg-1'), ['advisory']);
});

test('an error inside the pack is a violation', async (t) => {
	const pack = new DrivenPack(config, {
		exportState: async () => stateOf(),
		today: () => {
			throw new TypeError('no clock');
		},
	});
	await preview(pack, rule('a'));
	t.regex(pack.violations[0]?.message ?? '', /^sg-preflight could not check this: no clock$/);
});

test('an update stops the operations that its inputs show, and no others', async (t) => {
	const before = [rule('same'), rule('changed'), rule('freed'), rule('gone')];
	const pack = new DrivenPack(config, { isPreview: () => false, exportState: async () => stateOf(...before) });
	await preview(
		pack,
		rule('same'),
		rule('changed', { portRange: '80/80' }),
		rule('own', { securityGroupId: 'sg-own1' }),
		rule('new'),
		rule('elsewhere', { securityGroupId: 'sg-other1' }),
	);
	t.deepEqual(
		[...new Set(pack.violations.map(({ urn, level }) => `${level} ${urn?.split('::').at(-1)}`))],
		['mandatory changed', 'mandatory new'],
	);
});

test('a secret group id is judged and not printed', async (t) => {
	const secret = {
		'4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270',
		plaintext: JSON.stringify(managed.id),
	};
	const pack = new DrivenPack(config, {
		exportState: async () => stateOf(),
		markedInputs: () => ({ type: 'ingress', ipProtocol: 'tcp', portRange: '22/22', securityGroupId: secret }),
	});
	await preview(pack, rule('a'));
	t.is(pack.violations[0]?.level, 'mandatory');
	t.false(pack.violations.some(({ message }) => message.includes(managed.id)));
});

test('every policy has a description, a page and a remedy', async (t) => {
	const { policiesOf } = await import('../src/policies.js');
	for (const policy of policiesOf({} as Parameters<typeof policiesOf>[0])) {
		t.truthy(policy.description);
		t.regex(policy.url ?? '', /^https:/);
		t.truthy(policy.remediationSteps);
	}
});

test('names and errors that somebody else wrote are printed as text that can be seen', async (t) => {
	const hostile = 'a\n::error::b\u001b[2J\u202e##vso[task.complete]';
	const inventory = {
		schemaVersion: 1,
		groups: [
			{ ...managed, name: hostile },
			{ id: `sg-${hostile}`, managed: true, serviceId: 7 },
		],
	};
	const waivers = [{ address: '*::w', operation: '*', group: '*', reason: hostile, owner: hostile }];
	const pack = new DrivenPack(
		{ ...config, inventory, waivers },
		{ exportState: () => Promise.reject(new Error(hostile)) },
	);
	await preview(pack, rule('a'), rule('w'), rule('b', { securityGroupId: `sg-${hostile}` }));
	t.true(pack.violations.length >= 3);
	t.true(pack.violations.some(({ message }) => message.includes('\\u001b')));
	for (const { message } of pack.violations) {
		for (const line of message.split('\n')) t.notRegex(line, /[\p{Cc}\p{Cf}]|^\s*::|##\w*\[/u);
	}
});
