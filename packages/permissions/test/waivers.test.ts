import test from 'ava';
import fc from 'fast-check';
import { type Finding, type WaiverNotice, type WaiverRule, waiverNotices } from '../src/index.js';
import { waive } from '../src/waivers.js';

const finding = (facts: Partial<Finding> = {}): Finding => ({
	rule: 'refused-operation',
	verdict: 'refused',
	input: 'plan.json',
	address: 'alicloud_instance.i',
	deposed: null,
	type: 'alicloud_instance',
	action: 'update',
	product: 'Ecs',
	operation: 'JoinSecurityGroup',
	group: { id: 'sg-1', name: null, serviceId: 7, role: 'target', attribute: 'security_groups' },
	principal: 'account',
	errorCode: 'InvalidOperation.ResourceManagedByCloudProduct',
	message: '',
	consequence: 'aborts',
	effect: null,
	remedy: '',
	docs: '',
	location: null,
	waiver: null,
	...facts,
});

const waiver = (facts: Partial<WaiverRule> = {}): WaiverRule => ({
	address: '*',
	operation: '*',
	group: '*',
	reason: 'agreed with the service',
	owner: 'net-team',
	expires: null,
	...facts,
});

const today = '2026-03-01';

/** A run over one document. */
function applyWaivers(
	all: readonly Finding[],
	waivers: readonly WaiverRule[],
): { readonly findings: readonly Finding[]; readonly notices: readonly WaiverNotice[] } {
	const { findings, used } = waive(all, waivers, today);
	return { findings, notices: waiverNotices(waivers, used, today) };
}

const match = test.macro((t, facts: Partial<WaiverRule>, about: Partial<Finding>, expected: boolean) => {
	const { findings, notices } = applyWaivers([finding(about)], [waiver(facts)]);
	t.is(findings[0]?.waiver !== null, expected);
	t.deepEqual(
		notices.map(({ problem }) => problem),
		expected ? [] : ['unused'],
	);
});

const address = (glob: string, is: string, expected: boolean): void =>
	test(`${glob} ${expected ? 'matches' : 'does not match'} ${is}`, match, { address: glob }, { address: is }, expected);

address('alicloud_instance.i', 'alicloud_instance.i', true);
address('alicloud_instance.i', 'alicloud_instance.i2', false);
address('alicloud_instance.i', 'module.a.alicloud_instance.i', false);
address('alicloud_instance.i', 'alicloud_instance.i[0]', false);
address('alicloud_instance.i[0]', 'alicloud_instance.i[0]', true);
address('alicloud_instance.i[0]', 'alicloud_instance.i0', false);
address('alicloud_instance.i[01]', 'alicloud_instance.i[0]', false);
address('alicloud_instance.i[*]', 'alicloud_instance.i[12]', true);
address('alicloud_instance.i[*]', 'alicloud_instance.i["a/b.c]"]', true);
address('alicloud_instance.i["a/b"]', 'alicloud_instance.i["a/b"]', true);
address('alicloud_instance.i["a\\"b"]', 'alicloud_instance.i["a\\"b"]', true);
address('alicloud_instance.i["a\nb"]', 'alicloud_instance.i["a\nb"]', true);
address('alicloud_instance.*', 'alicloud_instance.i["a\nb"]', true);
address('module.web["eu"].module.db[0].alicloud_instance.i', 'module.web["eu"].module.db[0].alicloud_instance.i', true);
address('module.web[*].*', 'module.web["eu"].module.db[0].alicloud_instance.i', true);
address('*.alicloud_instance.i', 'module.a.alicloud_instance.i', true);
address('**', 'module.a.alicloud_instance.i', true);
address('alicloud.instance?i', 'alicloud_instance.i', false);
address('{a,b}', 'a', false);
address('a|b', 'a', false);
address('!a', 'b', false);
address(
	'urn:pulumi:dev::p::alicloud:ecs/instance:Instance::*',
	'urn:pulumi:dev::p::alicloud:ecs/instance:Instance::i',
	true,
);

test('the operation', match, { operation: 'JoinSecurityGroup' }, {}, true);
test('another operation', match, { operation: 'LeaveSecurityGroup' }, {}, false);
test('no pattern in operations', match, { operation: 'Join*' }, {}, false);
test('the group', match, { group: 'sg-1' }, {}, true);
test('another group', match, { group: 'sg-10' }, {}, false);
test('a group by its id, known after apply', match, { group: 'sg-1' }, { group: null }, false);
test('any group, known after apply', match, {}, { group: null, operation: null, rule: 'unmapped-resource' }, true);
test('a plan that is incomplete cannot be waived', match, {}, { address: null, rule: 'incomplete-plan' }, false);

const expiry = test.macro(
	(t, expires: string | null, problem: 'expired' | 'malformed-date' | undefined, said: RegExp = /^$/) => {
		const { findings, notices } = applyWaivers([finding()], [waiver({ expires })]);
		t.is(findings[0]?.waiver === null, problem !== undefined);
		t.deepEqual(
			notices.map((notice) => notice.problem),
			problem ? [problem] : [],
		);
		if (problem) t.regex(notices[0]?.message ?? '', said);
	},
);
test('without a date', expiry, null, undefined);
test('a day to come', expiry, '2026-03-02', undefined);
test('the last day counts', expiry, '2026-03-01', undefined);
test('the day before', expiry, '2026-02-28', 'expired', /net-team.*expired after 2026-02-28/);
for (const date of [
	'2026-02-30',
	'2027-13-01',
	'2026-3-1',
	'01.03.2027',
	'never',
	'',
	'20270301',
	'2027-01-01T00:00:00Z',
]) {
	test(`${JSON.stringify(date)} is not a date`, expiry, date, 'malformed-date', /counts as expired.*YYYY-MM-DD/);
}

test('a waived finding carries reason, owner and date, and stays as it is else', (t) => {
	const { findings } = applyWaivers([finding()], [waiver({ expires: '2026-12-31' })]);
	t.deepEqual(findings, [
		finding({ waiver: { reason: 'agreed with the service', owner: 'net-team', expires: '2026-12-31' } }),
	]);
});

test('the first that matches counts; one that is shadowed is unused', (t) => {
	const { findings, notices } = applyWaivers(
		[finding()],
		[waiver({ owner: 'old', expires: '2026-01-01' }), waiver({ owner: 'first' }), waiver({ owner: 'second' })],
	);
	t.is(findings[0]?.waiver?.owner, 'first');
	t.deepEqual(
		notices.map(({ problem, waiver }) => [problem, waiver.owner]),
		[
			['expired', 'old'],
			['unused', 'second'],
		],
	);
});

test('an address without a wildcard matches itself alone, whatever is in it', (t) => {
	const text = fc.string({ unit: 'binary', minLength: 1 }).map((value) => value.replaceAll('*', ''));
	fc.assert(
		fc.property(text, text, (one, other) => {
			const [result] = applyWaivers([finding({ address: other })], [waiver({ address: one })]).findings;
			return (result?.waiver !== null) === (one === other);
		}),
	);
	fc.assert(
		fc.property(text, text, text, (start, middle, end) => {
			const about = finding({ address: start + middle + end });
			return applyWaivers([about], [waiver({ address: `${start}*${end}` })]).findings[0]?.waiver !== null;
		}),
	);
	t.pass();
});

test('a waiver is unused only when it matches in none of the documents', (t) => {
	const waivers = [waiver({ group: 'sg-1' }), waiver({ group: 'sg-2' })];
	const documents = [[finding()], [], [finding({ address: 'alicloud_instance.j' })]];
	const used = documents.flatMap((findings) => waive(findings, waivers, today).used);
	t.deepEqual(used, [0, 0]);
	t.deepEqual(
		waiverNotices(waivers, used, today).map(({ waiver, problem }) => [waiver.group, problem]),
		[['sg-2', 'unused']],
	);
});
