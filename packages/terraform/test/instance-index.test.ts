import test from 'ava';
import { sourceOf } from '../src/json-scanner/byte-source.js';
import { StreamingScanner } from '../src/json-scanner/streaming-scanner.js';
import { InstanceIndex } from '../src/plan-json/instance-index.js';

const change = (address: string, id: string, more: object = {}) => ({
	address,
	mode: 'managed',
	type: 'alicloud_security_group',
	change: { actions: ['no-op'], before: { id }, after: { id }, after_unknown: {} },
	...more,
});
const inState = (address: string, values: object) => ({
	address,
	mode: 'data',
	type: 'alicloud_security_groups',
	values,
});

/** Returns an index of a document as the reader creates it: a first reading finds the sections. */
function indexOf(document: object): InstanceIndex {
	const scanner = new StreamingScanner(sourceOf('plan.json', Buffer.from(JSON.stringify(document))));
	const sections = new Map();
	scanner.object((key) => sections.set(key, scanner.skip()));
	scanner.finish();
	return new InstanceIndex(scanner, sections);
}

const document = {
	prior_state: {
		values: {
			root_module: {
				resources: [
					inState('data.alicloud_security_groups.all', { ids: ['sg-9'] }),
					inState('x.in_both', { id: 'old' }),
				],
				child_modules: [
					{
						address: 'module.a["x.y"]',
						child_modules: [{ resources: [inState('module.a["x.y"].module.b[0].data.d.all[1]', { ids: [] })] }],
					},
				],
			},
		},
	},
	resource_changes: [
		change('alicloud_security_group.one', 'sg-1'),
		change('alicloud_security_group.one', 'sg-old', { deposed: 'abcd' }),
		change('module.a["x"].alicloud_security_group.g[0]', 'sg-2'),
		change('module.a["y"].alicloud_security_group.g[0]', 'sg-3'),
		change('module.a["y"].alicloud_security_group.g[1]', 'sg-4'),
		change('x.in_both', 'new'),
	],
};

function found(index: InstanceIndex, address: string): unknown[] {
	return index.at(address).map(({ address: absolute, after }) => [absolute, after]);
}

test('a requested instance is there after one more reading, and no further reading is needed', (t) => {
	const index = indexOf(document);
	t.deepEqual(index.at('alicloud_security_group.one'), []);
	t.true(index.fetch());
	t.deepEqual(found(index, 'alicloud_security_group.one'), [['alicloud_security_group.one', { id: 'sg-1' }]]);
	t.deepEqual(index.at('alicloud_security_group.none'), []);
	t.true(index.fetch());
	t.deepEqual(index.at('alicloud_security_group.none'), []);
	t.false(index.fetch());
});

test('a step without a key matches all its instances', (t) => {
	const index = indexOf(document);
	const ids = (address: string) => {
		index.at(address);
		index.fetch();
		return index.at(address).map(({ after }) => (after as { readonly id: string }).id);
	};
	t.deepEqual(ids('module.a.alicloud_security_group.g'), ['sg-2', 'sg-3', 'sg-4']);
	t.deepEqual(ids('module.a["y"].alicloud_security_group.g'), ['sg-3', 'sg-4']);
	t.deepEqual(ids('module.a.alicloud_security_group.g[0]'), ['sg-2', 'sg-3']);
	t.deepEqual(ids('module.a["y"].alicloud_security_group.g[1]'), ['sg-4']);
	t.deepEqual(ids('module.a["z"].alicloud_security_group.g'), []);
});

test('data sources come from the prior state, at any depth; a change takes precedence over it', (t) => {
	const index = indexOf(document);
	const addresses = ['data.alicloud_security_groups.all', 'module.a.module.b.data.d.all', 'x.in_both'];
	for (const address of addresses) index.at(address);
	index.fetch();
	t.deepEqual(
		addresses.flatMap((address) => found(index, address)),
		[
			['data.alicloud_security_groups.all', { ids: ['sg-9'] }],
			['module.a["x.y"].module.b[0].data.d.all[1]', { ids: [] }],
			['x.in_both', { id: 'new' }],
		],
	);
});

test('thousands of instances are found, though few are cached', (t) => {
	const padding = 'p'.repeat(20_000);
	const resource_changes = Array.from({ length: 1000 }, (_, n) =>
		change(`alicloud_security_group.g[${n}]`, `sg-${n}`, { padding }),
	);
	const index = indexOf({ resource_changes });
	index.at('alicloud_security_group.g');
	index.fetch();
	t.deepEqual(
		index.at('alicloud_security_group.g').map(({ before }) => before),
		resource_changes.map(({ change: { before } }) => before),
	);
});
