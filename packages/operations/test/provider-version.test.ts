import fs from 'node:fs';
import test from 'ava';
import {
	type Call,
	type Condition,
	compareVersions,
	constraintRange,
	entries,
	exactly,
	isBefore,
	oldestVersionWith,
	type PlanReading,
	parseVersion,
	providerText,
	reviewedVersions,
	unreviewedText,
	withNamedVersion,
} from '../src/index.js';

test('versions are ordered by their numbers, and a pre-release comes before its release', (t) => {
	const ordered = ['1.9.0', '1.10.0', '1.228.0', '2.0.0-beta1', '2.0.0-beta3', '2.0.0-beta10', '2.0.0'];
	t.deepEqual([...ordered].reverse().sort(compareVersions), ordered);
	t.is(parseVersion('v1.241.0'), '1.241.0');
	for (const text of ['', '1.241', 'latest', '1.x.0', '1.2.3.4']) t.is(parseVersion(text), undefined);
});

const range = test.macro((t, constraint: string, from: string | null, to: string | null) => {
	t.deepEqual(constraintRange(constraint), { from, to });
});
test('an exact constraint', range, '1.241.0', '1.241.0', '1.241.0');
test('an exact constraint with its sign', range, '= 1.241.0', '1.241.0', '1.241.0');
test('a pessimistic constraint with three numbers', range, '~> 1.209.0', '1.209.0', '1.210.0-0');
test('a pessimistic constraint with two numbers', range, '~> 1.209', '1.209.0', '2.0.0-0');
test('two constraints', range, '>= 1.200, < 1.239.0', '1.200.0', '1.239.0-0');
test('an exclusion does not narrow the range', range, '!= 1.228.0', null, null);
test('a text that is not a constraint', range, 'latest', null, null);

test('a range is before a version, is not, or nobody knows', (t) => {
	t.true(isBefore(exactly('1.223.1'), '1.223.2'));
	t.false(isBefore(exactly('1.223.2'), '1.223.2'));
	t.is(isBefore({ from: '1.214.0', to: null }, '1.223.2'), undefined);
	t.true(isBefore(constraintRange('< 1.223.2'), '1.223.2'));
});

const oldest = test.macro((t, type: string, attribute: string, version: string | null) => {
	t.is(oldestVersionWith(type, [{ id: 'x', [attribute]: null }]), version);
});
test('an instance that can have a VPC', oldest, 'alicloud_instance', 'vpc_id', '1.227.1');
test('an instance that can have network interfaces', oldest, 'alicloud_instance', 'network_interfaces', '1.213.0');
test('an instance that can have CPU options', oldest, 'alicloud_instance', 'cpu_options', '1.267.0');
test('a group with the new name', oldest, 'alicloud_security_group', 'security_group_name', '1.239.0');
test('a rule with an id', oldest, 'alicloud_security_group_rule', 'security_group_rule_id', '1.248.0');
test('a rule with an owner of the source', oldest, 'alicloud_security_group_rule', 'source_group_owner_id', '1.289.0');
test(
	'an interface that can be deleted on release',
	oldest,
	'alicloud_ecs_network_interface',
	'delete_on_release',
	'1.273.0',
);
test('a template with tokens', oldest, 'alicloud_ecs_launch_template', 'http_tokens', '1.232.0');
test('an attribute that was always there', oldest, 'alicloud_instance', 'image_id', null);
test('a type that is new', oldest, 'alicloud_rds_custom', 'image_id', '1.235.0');

test('the newest of the attributes counts, before, after or unknown', (t) => {
	t.is(oldestVersionWith('alicloud_instance', [{ vpc_id: null }, null, { source_dest_check: true }]), '1.284.0');
});

const history = JSON.parse(fs.readFileSync(new URL('../../provider/schema-history.json', import.meta.url), 'utf8')) as {
	types: Record<string, { attributes: Record<string, string> }>;
};

for (const entry of entries) {
	const questions = [...entry.create, ...entry.update, ...entry.delete]
		.flatMap(({ when, groups }: Call) => [when, ...groups.map((group) => group.when)])
		.flatMap((condition) => schemaQuestions(condition));
	if (questions.length === 0) continue;
	test(`${entry.type}: each attribute that it asks for is in the provider's source since the version that it cites`, (t) => {
		for (const { schema, since } of questions) t.is(history.types[entry.type]?.attributes[schema], since, schema);
	});
	test(`${entry.type}: the attributes that it always had were not added later`, (t) => {
		t.truthy(entry.always);
		for (const name of entry.always ?? []) t.is(history.types[entry.type]?.attributes[name], undefined, name);
	});
}

interface BehaviourChange {
	readonly types: readonly string[];
	readonly since: string;
	readonly by: 'condition' | 'plan' | 'nothing';
	readonly why?: string;
}
const changes = JSON.parse(
	fs.readFileSync(new URL('../../provider/behaviour-changes.json', import.meta.url), 'utf8'),
) as readonly BehaviourChange[];

/** Versions that the conditions of an entry cite. */
function versionsIn(type: string): Set<string> {
	const entry = entries.find((one) => one.type === type);
	const conditions = JSON.stringify([entry?.create, entry?.update, entry?.delete]);
	return new Set(
		[...conditions.matchAll(/"(?:since|provider)":"([^"]*)"/g)].flatMap(([, text = '']) => text.match(/[\d.]+/g) ?? []),
	);
}

test('a known change of behaviour is a condition that cites its version, or the list says why it needs none', (t) => {
	for (const { types, since, by, why } of changes) {
		for (const type of types) {
			t.true(
				entries.some((entry) => entry.type === type),
				type,
			);
			if (by === 'condition') t.true(versionsIn(type).has(since), `${type} ${since}`);
		}
		t.is(why === undefined, by === 'condition', `${types} ${since}`);
	}
});

test('every type whose entry depends on the version is in the list of changes', (t) => {
	const listed = new Set(changes.filter(({ by }) => by === 'condition').flatMap(({ types }) => types));
	const dependent = entries.map(({ type }) => type).filter((type) => versionsIn(type).size > 0);
	t.deepEqual([...listed].sort(), dependent.sort());
});

function schemaQuestions(condition: Condition | undefined): { schema: string; since: string }[] {
	if (condition === undefined) return [];
	if ('schema' in condition) return [condition];
	if ('all' in condition) return condition.all.flatMap(schemaQuestions);
	if ('any' in condition) return condition.any.flatMap(schemaQuestions);
	return 'not' in condition ? schemaQuestions(condition.not) : [];
}

const reading = (facts: Partial<PlanReading> = {}): PlanReading => ({
	kind: 'terraform-plan',
	formatVersion: '1.2',
	changes: [],
	coverage: { changes: 0, mapped: 0, reviewed: 0, unmapped: [], unrelated: 0 },
	incomplete: [],
	...facts,
});
const shown = (from: string) => reading({ provider: { versions: { from, to: null }, by: 'attributes' } });

test('the option comes before the lock files, and a lock file before the attributes', (t) => {
	const named = { option: '1.250.0', planLockFile: '1.245.0', sourceLockFile: '1.240.0' };
	const by = (names: object) => withNamedVersion(shown('1.239.0'), names).provider?.by;
	t.is(by(named), 'option');
	t.is(by({ ...named, option: undefined }), 'plan-lock-file');
	t.is(by({ sourceLockFile: '1.240.0' }), 'source-lock-file');
	t.is(by({}), 'attributes');
	t.is(withNamedVersion(reading(), {}).provider, undefined);
});

test('a named version that lacks attributes of the plan is another plan’s', (t) => {
	t.deepEqual(withNamedVersion(shown('1.239.0'), { sourceLockFile: '1.209.1' }).provider, {
		versions: { from: '1.239.0', to: null },
		by: 'attributes',
		contradicts: { by: 'source-lock-file', version: '1.209.1' },
	});
});

test('the lock file beside Terraform sources says nothing of a Pulumi preview', (t) => {
	const preview = reading({ kind: 'pulumi-preview' });
	t.is(withNamedVersion(preview, { sourceLockFile: '1.209.1' }).provider, undefined);
	t.is(withNamedVersion(preview, { option: '1.209.1' }).provider?.by, 'option');
});

test('a version reads as a person says it', (t) => {
	t.is(
		providerText({ versions: exactly('1.241.0'), by: 'plan-lock-file' }),
		"alicloud 1.241.0, from the plan's lock file",
	);
	t.is(providerText(shown('1.239.0').provider), 'alicloud at least 1.239.0, by its attributes');
	t.is(
		providerText({ versions: constraintRange('~> 1.209.0'), by: 'constraint' }),
		'alicloud at least 1.209.0 and older than 1.210.0, by the configuration',
	);
});

test('a version outside the reviewed ones is told', (t) => {
	const { first, last, others } = reviewedVersions;
	for (const version of [first, '1.228.0', last, ...others]) {
		t.is(unreviewedText({ versions: exactly(version), by: 'option' }), undefined, version);
	}
	t.regex(unreviewedText({ versions: exactly('1.293.0'), by: 'option' }) ?? '', /1\.293\.0 is newer/);
	t.regex(unreviewedText({ versions: exactly('2.0.0'), by: 'option' }) ?? '', /newer/);
	t.regex(unreviewedText({ versions: exactly('1.105.0'), by: 'option' }) ?? '', /1\.105\.0 is older.*were compared$/);
	t.regex(unreviewedText({ versions: exactly('1.99.0'), by: 'option' }) ?? '', /1\.99\.0 is older.*1\.289\.0$/);
	t.is(unreviewedText({ versions: { from: '1.239.0', to: null }, by: 'attributes' }), undefined);
});
