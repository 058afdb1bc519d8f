import { readFileSync } from 'node:fs';
import test from 'ava';
import { createInventory, formatInventory, knownOwners, ownerOf, ownerText, parseInventory } from '../src/index.js';

const facts = readFileSync(new URL('../../../../test/fixtures/documented-refusals.md', import.meta.url), 'utf8');

test('every known owner is in the copied document, and every one of it is known', (t) => {
	const rows = [...facts.matchAll(/^\| (\d+) \| ([\w ]+) \|/gm)].map(([, id, product]) => [product, Number(id)]);
	t.deepEqual(
		knownOwners.flatMap(({ product, serviceIds }) => serviceIds.map((id) => [product, id])),
		rows,
	);
});

test('the group names, the source and the date of a known owner are those of the copied document', (t) => {
	const sources = new Map(
		[...facts.matchAll(/^\| (\w+) \| ([^|]+) \| ([^|]+) \|$/gm)].map(([, code, source, date]) => [
			code,
			{ source, date },
		]),
	);
	for (const { product, groupName, source, seen } of knownOwners) {
		const [, name = '', code] =
			new RegExp(`^\\| \\d+ \\| ${product} \\| ([^|]+) \\| (\\w+) \\|$`, 'm').exec(facts) ?? [];
		const example = name.replace(/;.*/, '').replace('ngw-<id>', 'ngw-bp1').replace('<endpoint id>', 'ep-bp1').trim();
		t.is(groupName === null, name.startsWith('–'), product);
		if (groupName !== null) t.regex(example, groupName, product);
		t.deepEqual(
			{ source: source.replace('(tests)', '').trim(), date: seen },
			{
				source: sources.get(code)?.source?.replace('(tests)', '').trim(),
				date: sources.get(code)?.date,
			},
		);
	}
});

const group = { managed: true, serviceId: null, name: null } as const;

test('a known ServiceID names the service', (t) => {
	t.is(ownerText({ ...group, serviceId: 1679259531804325 }), 'NAT Gateway (serviceID 1679259531804325)');
	t.deepEqual(ownerOf({ ...group, serviceId: 429 }), { product: 'DataWorks', resource: 'DataWorks resource group' });
});

test('a known name names the service and its resource', (t) => {
	t.deepEqual(ownerOf({ ...group, name: 'ngw-bp1abc_security_group' }), {
		product: 'NAT Gateway',
		resource: 'NAT gateway ngw-bp1abc',
	});
	t.is(
		ownerOf({ ...group, name: 'privatelink_system_security_group.ep-bp1' })?.resource,
		'PrivateLink endpoint ep-bp1',
	);
});

test('an unknown ServiceID stays a number, and nothing is guessed', (t) => {
	t.is(ownerText({ ...group, serviceId: 1234 }), 'a cloud service (serviceID 1234)');
	t.is(ownerText(group), 'a cloud service');
	t.is(ownerOf({ ...group, name: 'my-ngw-1_security_group' }), undefined);
});

test('a group of the account has no owner, whatever its name is', (t) => {
	t.is(ownerOf({ managed: false, serviceId: null, name: 'ngw-bp1abc_security_group' }), undefined);
});

test('the product that the inventory has comes first', async (t) => {
	const { groups, scopes } = await parseInventory([
		{
			name: 'own.yaml',
			text: 'schemaVersion: 1\ngroups:\n  - { id: sg-1, managed: true, serviceId: 1234, product: NLB }\n',
		},
	]);
	const listed = groups.get('sg-1');
	t.is(listed && ownerText(listed), 'NLB (serviceID 1234)');
	const again = await parseInventory([
		{ name: 'again.yaml', text: formatInventory(createInventory(groups.values(), scopes)) },
	]);
	t.is(again.groups.get('sg-1')?.product, 'NLB');
});

const exact = test.macro(async (t, text: string) => {
	const { groups, scopes } = await parseInventory([{ name: 'file', text }]);
	t.is(groups.get('sg-1')?.serviceId, '9007199254740993');
	const again = formatInventory(createInventory(groups.values(), scopes));
	t.is((await parseInventory([{ name: 'again', text: again }])).groups.get('sg-1')?.serviceId, '9007199254740993');
});
const item = '{"SecurityGroupId":"sg-1","ServiceManaged":true,"ServiceID":9007199254740993}';
test(
	'a ServiceID beyond exact numbers keeps its digits in a response',
	exact,
	`{"SecurityGroups":{"SecurityGroup":[${item}]}}`,
);
test('in JSON lines', exact, `${item}\n${item}`);
test(
	'in the own form',
	exact,
	'schemaVersion: 1\ngroups:\n  - {"id":"sg-1","managed":true,"serviceId":9007199254740993}\n',
);
test(
	'in hand-written YAML',
	exact,
	'schemaVersion: 1\ngroups:\n  - id: sg-1\n    managed: true\n    serviceId: 9007199254740993\n',
);
test(
	'in the flow form of YAML',
	exact,
	'schemaVersion: 1\ngroups:\n  - { id: sg-1, managed: true, serviceId: 9007199254740993 }\n',
);

test('a number in a text is left alone', async (t) => {
	const text =
		'{"SecurityGroupId":"sg-1","SecurityGroupName":"\\"ServiceID\\": 9007199254740993,","ServiceManaged":false}';
	const { groups } = await parseInventory([{ name: 'file', text }]);
	t.is(groups.get('sg-1')?.name, '"ServiceID": 9007199254740993,');
});
