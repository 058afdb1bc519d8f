import fs from 'node:fs';
import test from 'ava';
import { entrySchema } from '../src/entry/entry-schema.js';
import { type Call, entries, entryOf, isListed } from '../src/index.js';
import { resources } from '../src/resources/index.js';

const read = (path: string): string => fs.readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const provider = JSON.parse(read('provider/group-arguments.json')) as {
	version: string;
	types: Record<string, { aliases: string[]; source: string; arguments: Record<string, string> }>;
};
const recordings = new Set(fs.readdirSync(new URL('../../../../test/fixtures/terraform', import.meta.url)));
const calls = (type: string): Call[] => {
	const entry = entryOf(type);
	return entry ? [...entry.create, ...entry.update, ...entry.delete] : [];
};

test('the file and the type of an entry have one name', (t) => {
	const files = fs
		.readdirSync(new URL('../../src/resources', import.meta.url))
		.filter((name) => name !== 'index.ts')
		.map((name) => name.replace(/\.ts$/, ''));
	t.deepEqual(
		resources.map(({ type }) => type),
		files.sort(),
	);
});

for (const entry of entries) {
	test(`${entry.type}: the entry is strict data that survives a JSON round trip`, (t) => {
		t.deepEqual(entrySchema.parse(entry), entry);
		t.deepEqual(JSON.parse(JSON.stringify(entry)), entry);
	});

	test(`${entry.type}: its evidence exists`, (t) => {
		t.is(entry.evidence.provider, provider.version);
		const known = provider.types[entry.type];
		t.is(entry.evidence.source, known?.source ?? `alicloud/resource_${entry.type}.go`);
		t.deepEqual(entry.aliases ?? [], known?.aliases ?? entry.aliases ?? []);
		t.deepEqual(
			entry.evidence.scenarios.filter((scenario) => !recordings.has(scenario)),
			[],
		);
	});

	test(`${entry.type}: a call that an action has twice has a note with the reason`, (t) => {
		for (const action of ['create', 'update', 'delete'] as const) {
			for (const operation of new Set(entry[action].map((call) => call.operation))) {
				const same = entry[action].filter((call) => call.operation === operation);
				t.true(same.length === 1 || same.some(({ note }) => note !== undefined), `${action} ${operation}`);
			}
		}
	});
}

test('every argument of the provider that takes a group is in its entry, and nothing else is', (t) => {
	for (const [type, { arguments: known }] of Object.entries(provider.types)) {
		const spoken = new Set(
			calls(type).flatMap(({ groups }) => groups.filter(({ through }) => !through).map(({ attribute }) => attribute)),
		);
		t.deepEqual([...spoken].sort(), Object.keys(known).sort(), type);
	}
});

test('an operation of another product is never taken for the one of ECS that has its name', (t) => {
	t.true(isListed('Ecs', 'JoinSecurityGroup'));
	for (const [product, operation] of [
		['Ens', 'JoinSecurityGroup'],
		['Ens', 'LeaveSecurityGroup'],
		['R-kvstore', 'ModifyInstanceAttribute'],
		['amqp-open', 'CreateInstance'],
		['cloudphone', 'RunInstances'],
		['RocketMQ', 'CreateInstance'],
	] as const) {
		t.false(isListed(product, operation), `${product} ${operation}`);
	}
	const listed = entries.filter(({ type }) =>
		calls(type).some(({ product, operation }) => isListed(product ?? 'Ecs', operation)),
	);
	t.deepEqual(listed.map(({ type }) => type).sort(), [
		'alicloud_ecs_instance_set',
		'alicloud_ecs_network_interface',
		'alicloud_instance',
		'alicloud_security_group',
		'alicloud_security_group_rule',
	]);
});

const refusals = JSON.parse(read('../../test/fixtures/refusals.json')) as {
	scenario: string;
	operation: string;
	consequence: string;
}[];

test('the consequence of each entry is the recorded one', (t) => {
	t.true(refusals.length > 0);
	for (const { scenario, operation, consequence } of refusals) {
		const said = entries
			.flatMap(({ type }) => calls(type))
			.filter((call) => (call.product ?? 'Ecs') === 'Ecs' && call.operation === operation)
			.map((call) => call.consequence);
		t.deepEqual([...new Set(said)], [consequence], `${operation} in ${scenario}`);
	}
});
