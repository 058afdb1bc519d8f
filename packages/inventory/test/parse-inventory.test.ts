import { UserError } from '@sg-preflight/documents';
import test from 'ava';
import fc from 'fast-check';
import { formatInventory } from '../src/document/format-inventory.js';
import { type InventoryDocument, parseInventory } from '../src/document/parse-inventory.js';
import { createInventory, type Inventory, type InventoryGroup } from '../src/inventory.js';

const raw = (id: string, facts: object = {}): object => ({ SecurityGroupId: id, ServiceManaged: false, ...facts });
const page = (groups: object[], facts: object = {}): object => ({
	RequestId: 'r',
	RegionId: 'cn-hangzhou',
	TotalCount: groups.length,
	PageNumber: 1,
	PageSize: 50,
	NextToken: '',
	SecurityGroups: { SecurityGroup: groups },
	...facts,
});
const managed = raw('sg-1', {
	SecurityGroupName: 'nlb',
	ServiceManaged: true,
	ServiceID: 7,
	VpcId: 'vpc-1',
	Tags: { Tag: [{ TagKey: 'secret', TagValue: 'hunter2' }] },
});
const json = (value: unknown): string => JSON.stringify(value);
const documents = (...texts: string[]): InventoryDocument[] =>
	texts.map((text, index) => ({ name: `${'abcdef'[index]}.json`, text }));

const facts = ({ groups }: Inventory): unknown =>
	Object.fromEntries([...groups.values()].map(({ id, managed, serviceId }) => [id, [managed, serviceId]]));

const form = test.macro(async (t, texts: string[]) => {
	const inventory = await parseInventory(documents(...texts));
	t.deepEqual(facts(inventory), { 'sg-1': [true, 7], 'sg-2': [false, null] });
	t.deepEqual(inventory.incomplete, []);
	t.false(JSON.stringify([...inventory.groups.values()]).includes('hunter2'), 'tags are left out');
});

const own = `
# by hand
schemaVersion: 1
account: "123"
regions: [cn-hangzhou, cn-beijing]
time: 2026-01-02T03:04:05Z
toolVersion: 0.1.0
groups:
  - id: sg-1
    name: nlb
    managed: True
    serviceId: 7
  - { id: sg-2, managed: false }
`;
const groups = [managed, raw('sg-2')];
const halves = [page([managed], { TotalCount: 2, NextToken: 't' }), page([raw('sg-2')], { TotalCount: 2 })];
test('a response', form, [json(page(groups))]);
test('a response as aliyun prints it', form, [`${JSON.stringify(page(groups), null, '\t')}\n`]);
test('what aliyun --pager prints', form, [json({ SecurityGroups: { SecurityGroup: groups } })]);
test('a list of pages', form, [json(halves)]);
test('pages one a line', form, [halves.map(json).join('\n')]);
test('pages one a line, with empty lines and CRLF', form, [`\r\n${halves.map(json).join('\r\n\r\n')}\r\n`]);
test('pretty-printed pages one after the other', form, [
	halves.map((half) => JSON.stringify(half, null, 2)).join('\n'),
]);
test('pages in files of their own, in any order', form, [...halves].reverse().map(json));
test('a list of groups', form, [json(groups)]);
test('groups one a line', form, [groups.map(json).join('\n')]);
test('strings with brackets and quotes in JSON lines', form, [
	[raw('sg-2', { Description: '}{"][\\' }), managed].map(json).join('\n'),
]);
test('a response in YAML', form, [
	'RegionId: cn-hangzhou\nSecurityGroups:\n  SecurityGroup:\n    - {SecurityGroupId: sg-1, ServiceManaged: True, ServiceID: 7}\n    - {SecurityGroupId: sg-2, ServiceManaged: "false"}\n',
]);
test('our YAML', form, [own]);
test('our form in JSON', form, [
	json({
		schemaVersion: 1,
		groups: [
			{ id: 'sg-1', managed: true, serviceId: 7 },
			{ id: 'sg-2', managed: false },
		],
	}),
]);
test('different forms together', form, [json(page([managed])), own]);
test('more groups in a page than a call has arguments', async (t) => {
	const many = Array.from({ length: 200_000 }, (_, index) => raw(`sg-${index}`));
	t.is((await parseInventory(documents(json(page(many))))).groups.size, many.length);
});
test('a byte order mark', form, [`\uFEFF${json(page(groups))}`]);
test('an empty page beside another', form, [json(page([], { RegionId: 'cn-beijing' })), json(page(groups))]);
test('a page with null for no groups', form, [
	json(page([], { RegionId: 'cn-beijing', SecurityGroups: { SecurityGroup: null } })),
	json(page(groups)),
]);

test('our YAML has account, regions, time and tool', async (t) => {
	const { scopes, groups } = await parseInventory([{ name: 'inv.yaml', text: own }]);
	t.deepEqual(scopes, [
		{
			source: 'inv.yaml',
			account: '123',
			regions: ['cn-hangzhou', 'cn-beijing'],
			time: '2026-01-02T03:04:05Z',
			toolVersion: '0.1.0',
		},
	]);
	t.is(groups.get('sg-1')?.where, 'inv.yaml:9:5');
});

test('a response has its region', async (t) => {
	const { scopes, groups } = await parseInventory(
		documents(json([page([managed]), page([], { RegionId: 'cn-beijing' })])),
	);
	t.deepEqual(scopes[0]?.regions, ['cn-beijing', 'cn-hangzhou']);
	t.like(groups.get('sg-1'), { name: 'nlb', region: 'cn-hangzhou', vpc: 'vpc-1' });
});

test('bare groups do not show which regions the file covers', async (t) => {
	const { scopes } = await parseInventory(documents(json([raw('sg-1', { RegionId: 'cn-beijing' })])));
	t.is(scopes[0]?.regions, null);
});

const fact = test.macro(async (t, written: object, expected: unknown[]) => {
	const { groups } = await parseInventory(documents(json([{ SecurityGroupId: 'sg-1', ...written }])));
	t.deepEqual([groups.get('sg-1')?.managed, groups.get('sg-1')?.serviceId], expected);
});
for (const value of [true, 'true', 'True', 'TRUE']) {
	test(`ServiceManaged ${json(value)}`, fact, { ServiceManaged: value, ServiceID: 7 }, [true, 7]);
}
for (const value of [false, 'false', 'False'])
	test(`ServiceManaged ${json(value)}`, fact, { ServiceManaged: value }, [false, null]);
for (const value of [null, '']) test(`ServiceManaged ${json(value)}`, fact, { ServiceManaged: value }, [null, null]);
test('ServiceManaged left out is not known', fact, {}, [null, null]);
test('ServiceID in digits', fact, { ServiceManaged: true, ServiceID: '7' }, [true, 7]);
test('ServiceID 0 is none', fact, { ServiceManaged: true, ServiceID: 0 }, [true, null]);

const unusable = test.macro(async (t, texts: string | string[], ...expected: RegExp[]) => {
	const error = await t.throwsAsync(parseInventory(documents(...[texts].flat())), { instanceOf: UserError });
	for (const pattern of expected) t.regex(error?.message ?? '', pattern);
});
test('empty', unusable, '', /^a\.json is empty\./);
test('spaces only', unusable, ' \n\t', /empty/);
test('UTF-16', unusable, `\uFFFD\uFFFD${[...'{"a":1}'].join('\0')}\0`, /UTF-16.*UTF-8.*Out-File/);
test('an HTML page', unusable, '<!DOCTYPE html><html>', /HTML.*login/);
test(
	'an error of aliyun',
	unusable,
	'ERROR: SDK.ServerError\nErrorCode: Forbidden.RAM\nMessage: who',
	/aliyun.*\(Forbidden\.RAM\)/,
);
test('an error of aliyun without a code', unusable, 'ERROR: dial tcp: lookup', /error of the aliyun command,/);
test('an error of the API', unusable, json({ Code: 'Throttling', Message: 'm' }), /error of the API \(Throttling\)/);
test(
	'a table',
	unusable,
	'SecurityGroupId | ServiceManaged\n--------------- | ---\nsg-1 | true',
	/a\.json.*(not an inventory|not YAML)/,
);
test('JSON that is cut off', unusable, '{"SecurityGroups": {"SecurityGroup": [', /^a\.json:1: the JSON is cut off/);
test(
	'a second value that is cut off',
	unusable,
	`${json(page([managed]))}\n{"SecurityGroups":`,
	/^a\.json:2: the JSON is cut off/,
);
test('not JSON', unusable, '{nonsense}', /^a\.json:1: this is not JSON/);
test(
	'an unknown document',
	unusable,
	json({ alpha: 1, beta: 's3cret' }),
	/expected SecurityGroups\.SecurityGroup.*found the keys alpha, beta\.$/,
);
test('an empty object', unusable, '{}', /\(none\)/);
test('a plan', unusable, json({ format_version: '1.2' }), /document of Terraform/);
test('numbers', unusable, '[1]', /^a\.json: \[0\]: expected SecurityGroups/);
test('a number', unusable, '1', /not an inventory/);
test(
	'SecurityGroups that are not a list',
	unusable,
	json({ SecurityGroups: 3 }),
	/^a\.json: SecurityGroups: expected a list/,
);
test(
	'a group without an id',
	unusable,
	json(page([managed, {}])),
	/^a\.json: SecurityGroups\.SecurityGroup\[1\]: expected .* SecurityGroupId/,
);
test(
	'a ServiceManaged that is not a boolean',
	unusable,
	json([page([raw('sg-1', { ServiceManaged: 'ja' })])]),
	/^a\.json: \[0\]\.SecurityGroups\.SecurityGroup\[0\]\.ServiceManaged: expected true or false/,
);
test(
	'a ServiceID that is not a number',
	unusable,
	json([raw('sg-1', { ServiceID: 'nlb' })]),
	/\[0\]\.ServiceID: expected the number/,
);
test('lists in lists', unusable, '[['.repeat(1e5) + ']]'.repeat(1e5), /^a\.json: \[0\]: expected SecurityGroups/);
test('YAML deeper than its parser goes', unusable, `- ${'['.repeat(1e4)}`, /nested too deeply/);
test('a string of megabytes that is cut off', unusable, `{"a":"${'x'.repeat(2e7)}`, /cut off/);
test(
	'no groups',
	unusable,
	[json(page([])), json(page([]))],
	/^a\.json, b\.json: no security groups at all.*--allow-empty-inventory/,
);

test(
	'our YAML with a slip',
	unusable,
	'schemaVersion: 1\ngroups:\n  - id: sg-1\n    manged: true\n',
	/^a\.json:4:5: unknown key "manged"; did you mean managed\?/,
);
test(
	'our YAML in the written form with a slip',
	unusable,
	'schemaVersion: 1\ngroups:\n  - {"id":"sg-1"}\n  - {"id":"sg-2","x":1}\n',
	/^a\.json:4:5: unknown key "x"/,
);
test(
	'our YAML of a later schema',
	unusable,
	'schemaVersion: 2\ngroups: []\n',
	/^a\.json:1:16: schemaVersion: expected 1/,
);
test(
	'our YAML with a key twice',
	unusable,
	'schemaVersion: 1\naccount: a\naccount: b\ngroups: []\n',
	/^a\.json:3:1: this is not YAML/,
);
test(
	'our YAML with a time that is not one',
	unusable,
	'schemaVersion: 1\ntime: yesterday\ngroups: []\n',
	/^a\.json:2:7: time/,
);
test(
	'our YAML with groups cut off',
	unusable,
	'schemaVersion: 1\ncounts: { groups: 2, managed: 0 }\ngroups:\n  - {"id":"sg-1"}\n',
	/^a\.json:2:9: it counts 2 groups and 1 follow/,
);
test(
	'our YAML with a managed that is not a boolean',
	unusable,
	'schemaVersion: 1\ngroups:\n  - { id: sg-1, managed: ja }\n',
	/^a\.json:3:26: expected true or false/,
);

test(
	'contradiction in managed',
	unusable,
	[json(page([managed])), json([raw('sg-1')])],
	/sg-1 .*managed is true in a\.json: SecurityGroups\.SecurityGroup\[0\], and false in b\.json: \[0\]/,
);
test(
	'contradiction in ServiceID',
	unusable,
	[json([managed]), own.replace('serviceId: 7', 'serviceId: 8')],
	/serviceId is 7 in a\.json: \[0\], and 8 in b\.json:9:5/,
);
test(
	'contradiction within JSON lines',
	unusable,
	`${json(managed)}\n\n${json(raw('sg-1'))}`,
	/a\.json:1, and false in a\.json:3/,
);

test('a fact that one place leaves out is taken from another', async (t) => {
	const texts = [
		json([{ SecurityGroupId: 'sg-1' }]),
		json([managed]),
		json([{ SecurityGroupId: 'sg-1', ServiceManaged: 'True' }]),
	];
	const { groups } = await parseInventory(documents(...texts));
	t.like(groups.get('sg-1'), { managed: true, serviceId: 7, name: 'nlb', where: 'a.json: [0]' });
});

const incomplete = test.macro(async (t, texts: string[], expected: RegExp) => {
	const error = await t.throwsAsync(parseInventory(documents(...texts)), { instanceOf: UserError });
	t.regex(error?.message ?? '', expected);
	t.regex(error?.message ?? '', /--allow-partial-inventory/);
	const inventory = await parseInventory(documents(...texts), { allowPartial: true });
	t.is(inventory.incomplete.length, 1);
	t.regex(inventory.incomplete[0] ?? '', expected);
});
const first = page([managed], { TotalCount: 57 });
test('a first page alone', incomplete, [json(first)], /a\.json, region cn-hangzhou: 1 of 57 groups listed, 56 missing/);
test('the same page twice', incomplete, [json([first, first])], /1 of 57/);
test(
	'a middle page is missing',
	incomplete,
	[json(first), json(page([raw('sg-2')], { TotalCount: 57 }))],
	/a\.json, b\.json, .*2 of 57/,
);
test(
	'one of two regions',
	incomplete,
	[json([page(groups), page([raw('sg-3')], { RegionId: 'cn-beijing', TotalCount: 2 })])],
	/cn-beijing: 1 of 2/,
);
test(
	'a NextToken left over',
	incomplete,
	[json(page([managed], { TotalCount: 0, NextToken: 't' }))],
	/NextToken says that more follow/,
);
test(
	'an inventory that was partial when it was written',
	incomplete,
	['schemaVersion: 1\nincomplete:\n  - cn-x is missing\ngroups:\n  - id: sg-1\n'],
	/a\.json: cn-x is missing/,
);

test('no groups, if that is allowed', async (t) => {
	t.is((await parseInventory(documents(json(page([]))), { allowEmpty: true })).groups.size, 0);
});

test('no documents are an inventory without a scope', async (t) => {
	t.deepEqual(await parseInventory([]), { groups: new Map(), scopes: [], incomplete: [] });
});

test('the written form is stable and readable', (t) => {
	const group = (id: string, facts: Partial<InventoryGroup> = {}): InventoryGroup => ({
		id,
		name: null,
		managed: false,
		serviceId: null,
		region: 'cn-hangzhou',
		vpc: null,
		where: '',
		...facts,
	});
	const scope = {
		source: 's',
		account: '0123',
		regions: ['cn-hangzhou'],
		time: '2026-01-02T03:04:05.000Z',
		toolVersion: '0.1.0',
	};
	const listed = [
		group('sg-2', { tags: { b: '2', a: '1' } }),
		group('sg-1', { managed: true, serviceId: 7, name: 'a "b": c' }),
	];
	const text = formatInventory(createInventory(listed, [scope]));
	t.is(text, formatInventory(createInventory([...listed].reverse(), [scope])));
	t.snapshot(text);
});

/** Every code point but surrogates, which UTF-8 cannot carry. */
const text = fc.string({ minLength: 1, unit: 'binary' });
const group = fc.record(
	{
		id: fc.stringMatching(/^sg-[a-z0-9]{1,8}$/),
		name: fc.option(text),
		managed: fc.option(fc.boolean()),
		serviceId: fc.option(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })),
		region: fc.option(fc.constantFrom('cn-hangzhou', 'null', '1')),
		vpc: fc.option(text),
		where: fc.constant(''),
	},
	{ noNullPrototype: true },
);
const inventories = fc
	.record({
		groups: fc.uniqueArray(group, { selector: ({ id }) => id, minLength: 1 }),
		scope: fc.record(
			{
				source: fc.constant('f'),
				account: fc.option(text),
				regions: fc.option(fc.uniqueArray(text).map((regions) => regions.sort())),
				time: fc.option(fc.constant('2026-01-02T03:04:05Z')),
				toolVersion: fc.option(text),
			},
			{ noNullPrototype: true },
		),
		incomplete: fc.array(text),
	})
	.map(({ groups, scope, incomplete }) => createInventory(groups, [scope], incomplete));

test('a written inventory is read back as the same', async (t) => {
	await fc.assert(
		fc.asyncProperty(inventories, async (inventory) => {
			const written = formatInventory(inventory);
			const read = await parseInventory([{ name: 'f', text: written }], { allowPartial: true });
			const bare = ({ groups }: Inventory): unknown =>
				[...groups.values()].map((group) => ({ ...group, where: '' })).sort((a, b) => (a.id < b.id ? -1 : 1));
			t.deepEqual(bare(read), bare(inventory));
			t.deepEqual(read.scopes, inventory.scopes);
			t.deepEqual(
				read.incomplete,
				inventory.incomplete.map((sentence) => `f: ${sentence}`),
			);
		}),
		{ numRuns: 300 },
	);
});

test('the written form is plain YAML: read by the YAML parser it is the same', async (t) => {
	await fc.assert(
		fc.asyncProperty(inventories, async (inventory) => {
			const written = formatInventory(inventory);
			const [fast, slow] = await Promise.all(
				[written, `${written}# not as it is written\n`].map((text) =>
					parseInventory([{ name: 'f', text }], { allowPartial: true }),
				),
			);
			t.deepEqual(fast, slow);
		}),
		{ numRuns: 200 },
	);
});

test('any text is read or refused with one message', async (t) => {
	await fc.assert(
		fc.asyncProperty(
			fc.oneof(
				fc.string(),
				fc.json(),
				fc
					.constantFrom(json(page(groups)), own)
					.chain((whole) => fc.nat(whole.length).map((end) => whole.slice(0, end))),
			),
			async (text) => {
				await parseInventory([{ name: 'f', text }]).catch((error: unknown) => {
					if (!(error instanceof UserError)) throw error;
				});
			},
		),
		{ numRuns: 500 },
	);
	t.pass();
});

const described = { id: 'SecurityGroupId', managed: 'ServiceManaged', service: 'ServiceID' } as const;

/** One response in the API's names. */
const apiResponse = {
	RegionId: 'cn-hangzhou',
	TotalCount: 1,
	SecurityGroups: { SecurityGroup: [{ [described.id]: 'sg-1', [described.managed]: true, [described.service]: 15 }] },
};

const renamed = (value: unknown, name: (key: string) => string): unknown => {
	if (Array.isArray(value)) return value.map((inner) => renamed(inner, name));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [name(key), renamed(inner, name)]));
};
const camel = (key: string): string => (key[0] ?? '').toLowerCase() + key.slice(1);
const snake = (key: string): string => camel(key).replace(/[A-Z]+/g, (letters) => `_${letters.toLowerCase()}`);

for (const [form, document] of Object.entries({
	'with headers, statusCode and body': { headers: {}, statusCode: 200, body: apiResponse },
	'in lower camel case': { headers: {}, statusCode: 200, body: renamed(apiResponse, camel) },
	'in snake case': renamed(apiResponse, snake),
	'under data': { data: apiResponse },
})) {
	test(`a response that an SDK prints ${form} is read`, async (t) => {
		const { groups, scopes } = await parseInventory([{ name: 'sdk.json', text: JSON.stringify(document) }]);
		t.like(groups.get('sg-1'), { managed: true, serviceId: 15 });
		t.deepEqual(scopes[0]?.regions, ['cn-hangzhou']);
	});
}

for (const [what, text, says] of [
	[
		'the output of the data source',
		'{"groups": {"sensitive": false, "type": ["list"], "value": [{"id": "sg-1"}]}}',
		/without ServiceManaged.*inventory pull/,
	],
	['what Ansible returns', '{"groups": [{"id": "sg-1", "name": "a"}]}', /without ServiceManaged/],
	[
		'a state',
		'{"version": 4, "lineage": "x", "terraform_version": "1.11.4", "resources": []}',
		/Terraform state, not an inventory/,
	],
	['a report', '{"findings": [], "exitStatus": 0}', /report of sg-preflight, not an inventory/],
	["Python's print of bytes", 'b\'{"SecurityGroups": {}}\'', /what Python prints of bytes/],
] as const) {
	test(`${what} is refused with a way out`, async (t) => {
		await t.throwsAsync(() => parseInventory([{ name: 'a.json', text }]), { message: says });
	});
}

test('a path is named once in the message about a JSON inventory', async (t) => {
	const text = '{"schemaVersion": 1, "groups": {"sg-1": {}}}';
	await t.throwsAsync(() => parseInventory([{ name: 'a.json', text }]), {
		message: 'a.json: groups: expected array, found object',
	});
});
