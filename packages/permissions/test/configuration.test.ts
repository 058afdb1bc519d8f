import { readFileSync } from 'node:fs';
import { UserError } from '@sg-preflight/documents';
import test from 'ava';
import { configurationJsonSchema, parseConfiguration as parse, reasons } from '../src/index.js';

const formats = ['text', 'json', 'sarif', 'junit', 'github', 'gitlab', 'markdown', 'html'];
const parseConfiguration = (text: string, name: string) => parse(text, name, formats);

const whole = `
inventory: [a.json, b.yaml]
allowEmptyInventory: true
allowPartialInventory: false
principal: service:7
undetermined:
  unknown-group: fail
  member: ignore
maxAge: 36h
stale: fail
format: markdown
reports:
  sarif: out/a.sarif
  json: a.json
terraformBin: tofu
inlineWaivers: true
extends: organisation.yaml
waivers:
  - address: module.web[*].alicloud_instance.i["a"]
    operation: JoinSecurityGroup
    group: sg-1
    reason: agreed
    owner: net-team
    expires: 2026-12-31
  - { address: "*", operation: "*", group: "*", reason: r, owner: o, expires: 20261231 }
  - { address: "*", operation: "*", group: "*", reason: r, owner: o }
`;

test('everything that it can say', async (t) => {
	t.deepEqual(await parseConfiguration(whole, 'sg-preflight.yaml'), {
		inventory: ['a.json', 'b.yaml'],
		allowEmptyInventory: true,
		allowPartialInventory: false,
		principal: 'service:7',
		undetermined: { 'unknown-group': 'fail', member: 'ignore' },
		maxAge: 36 * 3_600_000,
		stale: 'fail',
		format: 'markdown',
		reports: { sarif: 'out/a.sarif', json: 'a.json' },
		terraformBin: 'tofu',
		inlineWaivers: true,
		extends: ['organisation.yaml'],
		waivers: [
			{
				address: 'module.web[*].alicloud_instance.i["a"]',
				operation: 'JoinSecurityGroup',
				group: 'sg-1',
				reason: 'agreed',
				owner: 'net-team',
				expires: '2026-12-31',
			},
			{ address: '*', operation: '*', group: '*', reason: 'r', owner: 'o', expires: '20261231' },
			{ address: '*', operation: '*', group: '*', reason: 'r', owner: 'o', expires: null },
		],
	});
});

for (const text of ['', '# nothing yet\n', '{}']) {
	test(`says nothing: ${JSON.stringify(text)}`, async (t) => {
		const configuration = await parseConfiguration(text, 'sg-preflight.yaml');
		t.like(configuration, { inventory: [], principal: undefined, undetermined: {}, waivers: [], reports: {} });
	});
}

test('one inventory, and one policy for every reason', async (t) => {
	const { inventory, undetermined } = await parseConfiguration('inventory: a.json\nundetermined: fail\n', 'f');
	t.deepEqual(inventory, ['a.json']);
	t.deepEqual(undetermined, Object.fromEntries(reasons.map((reason) => [reason, 'fail'])));
});

const slip = test.macro(async (t, text: string, ...expected: string[]) => {
	const error = await t.throwsAsync(parseConfiguration(text, 'c.yaml'), { instanceOf: UserError });
	t.deepEqual(error?.message.split('\n'), expected);
});
const waiverKeys = 'address, operation, group, reason, owner, expires';
test(
	'a key with a slip',
	slip,
	'format: text\npricipal: account\n',
	'c.yaml:2:1: unknown key "pricipal"; did you mean principal? expected inventory, allowEmptyInventory, allowPartialInventory, principal, undetermined, maxAge, stale, format, reports, terraformBin, waivers, inlineWaivers, extends',
);
test('a key that is like none', async (t) => {
	await t.throwsAsync(parseConfiguration('zzzzzzzz: 1\n', 'c'), {
		message: /^c:1:1: unknown key "zzzzzzzz"; expected inventory/,
	});
});
test(
	'a policy with a slip',
	slip,
	'undetermined: wran\n',
	'c.yaml:1:15: undetermined: did you mean warn? expected fail, warn, ignore',
);
test(
	'a policy of a reason with a slip',
	slip,
	'undetermined:\n  member: igonre\n',
	'c.yaml:2:11: undetermined.member: did you mean ignore? expected fail, warn, ignore',
);
test(
	'a reason with a slip',
	slip,
	'undetermined:\n  unkown-group: fail\n',
	'c.yaml:2:3: unknown key "unkown-group"; did you mean unknown-group? expected unknown-group, unproven-group, unlisted-group, unlisted-operation, member, unmapped-resource, incomplete-plan',
);
test(
	'policies in a list',
	slip,
	'undetermined: [fail]\n',
	'c.yaml:1:15: undetermined: expected fail or warn or ignore or object, found array',
);
test('a number for a file', slip, 'inventory: 3\n', 'c.yaml:1:12: inventory: expected string or array, found number');
test(
	'a number among files',
	slip,
	'inventory:\n  - a.json\n  - 3\n',
	'c.yaml:3:5: inventory[1]: expected string, found number',
);
test(
	'a principal that is none',
	slip,
	'principal: root\n',
	'c.yaml:1:12: principal: expected account or service:<ServiceID>',
);
test(
	'a duration without a unit',
	slip,
	'maxAge: "24"\n',
	'c.yaml:1:9: maxAge: expected a duration such as 90m, 24h or 7d',
);
test(
	'a waiver without a reason and an owner',
	slip,
	'waivers:\n  - address: a\n    operation: "*"\n    group: "*"\n',
	'c.yaml:2:5: waivers[0].reason is missing; expected string',
	'c.yaml:2:5: waivers[0].owner is missing; expected string',
);
test('an empty reason', async (t) => {
	const text = 'waivers:\n  - { address: a, operation: b, group: c, owner: d, reason: "" }\n';
	await t.throwsAsync(parseConfiguration(text, 'c'), { message: /^c:2:61: waivers\[0\]\.reason: must not be empty$/ });
});
test(
	'a key of a waiver with a slip',
	slip,
	'waivers:\n  - { address: a, operation: b, group: c, owner: d, reason: e, expiry: f }\n',
	`c.yaml:2:64: unknown key "expiry"; did you mean expires? expected ${waiverKeys}`,
);
test(
	'a format that is none',
	slip,
	'format: xml\n',
	'c.yaml:1:9: format: did you mean html? expected text, json, sarif, junit, github, gitlab, markdown, html',
);
test('a list', slip, '- a\n', 'c.yaml:1:1: the document: expected object, found array');
test('a key twice', slip, 'format: text\nformat: json\n', 'c.yaml:2:1: this is not YAML: Map keys must be unique.');
test(
	'an alias without an anchor',
	slip,
	'inventory: *a\n',
	'c.yaml: this YAML cannot be used: Unresolved alias (the anchor must be set before the alias).',
);

test('many problems are counted', async (t) => {
	const text = Array.from({ length: 14 }, (_, index) => `zzzz${index}: 1\n`).join('');
	const error = await t.throwsAsync(parseConfiguration(text, 'c'));
	t.regex(error?.message ?? '', /\nand 4 more$/);
});

test('a value is never repeated', async (t) => {
	const text = 'principal: hunter2\nformat: hunter2\nundetermined: hunter2\nstale: {hunter2: hunter2}\n';
	const error = await t.throwsAsync(parseConfiguration(text, 'c'));
	t.notRegex(error?.message ?? '', /hunter2/);
});

test('the JSON schema knows every key and describes it', async (t) => {
	const schema = (await configurationJsonSchema(formats)) as {
		properties: Record<string, object>;
		additionalProperties: boolean;
	};
	const keys = Object.keys(await parseConfiguration('', 'c')).sort();
	t.deepEqual(Object.keys(schema.properties).sort(), keys);
	t.false(schema.additionalProperties);
});

const docs = new URL('../../../../docs/', import.meta.url);

test('docs/configuration.md shows every key, in an example that can be used', async (t) => {
	const [, example = ''] = /```yaml\n(.*?)```/s.exec(readFileSync(new URL('configuration.md', docs), 'utf8')) ?? [];
	const shown = await parseConfiguration(example, 'docs/configuration.md');
	for (const [key, value] of Object.entries(shown)) t.not(value, undefined, key);
	t.deepEqual(Object.keys(shown.undetermined).sort(), [...reasons].sort());
	t.true(shown.waivers.length > 0 && shown.inventory.length > 0 && Object.keys(shown.reports).length > 0);
});
