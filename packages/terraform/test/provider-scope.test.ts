import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { readPlan, sourceOf } from '../src/index.js';

const recordings = path.resolve(import.meta.dirname, '../../../../test/fixtures/terraform');

function scopes(document: object): Record<string, string> {
	const { changes } = readPlan(sourceOf('plan.json', Buffer.from(JSON.stringify(document))));
	return Object.fromEntries(changes.map(({ address, region, account }) => [address, `${region} ${account}`]));
}

test('every recorded change has the region and the account of its provider', (t) => {
	for (const scenario of fs.readdirSync(recordings)) {
		const name = path.join(recordings, scenario, 'plan.json');
		for (const { region, account, address } of readPlan(sourceOf(name, fs.readFileSync(name))).changes) {
			const elsewhere = scenario === 'sg_provider_alias' && !address.endsWith('.a');
			t.deepEqual([region, account], [elsewhere ? 'cn-beijing' : 'cn-hangzhou', '1234567890123456'], scenario);
		}
	}
});

const group = (address: string) => ({
	address,
	mode: 'managed',
	type: 'alicloud_security_group',
	change: { actions: ['delete'], before: { id: 'sg-1' }, after: null },
});
const resource = (key: string) => ({
	address: 'alicloud_security_group.g',
	mode: 'managed',
	type: 'alicloud_security_group',
	provider_config_key: key,
});
const provider = (region: object, more: object = {}) => ({ name: 'alicloud', ...more, expressions: { region } });

function plan(providers: object, key: string, more: object = {}): object {
	return {
		format_version: '1.2',
		resource_changes: [group('module.m["x"].alicloud_security_group.g[0]')],
		configuration: {
			provider_config: providers,
			root_module: {
				variables: { region: { default: 'cn-default' } },
				module_calls: { m: { module: { resources: [resource(key)] } } },
			},
		},
		...more,
	};
}

const ofTheModule = (scope: string) => ({ 'module.m["x"].alicloud_security_group.g[0]': scope });

test('a region may be a variable: its value, or else its default', (t) => {
	const providers = { alicloud: provider({ references: ['var.region'] }) };
	t.deepEqual(scopes(plan(providers, 'alicloud')), ofTheModule('cn-default null'));
	t.deepEqual(
		scopes(plan(providers, 'alicloud', { variables: { region: { value: 'cn-given' } } })),
		ofTheModule('cn-given null'),
	);
});

test('a region that is a function or an attribute of a resource is unknown', (t) => {
	for (const references of [[], ['var.a', 'var.b'], ['alicloud_x.y.region', 'alicloud_x.y']]) {
		t.deepEqual(scopes(plan({ alicloud: provider({ references }) }, 'alicloud')), ofTheModule('null null'));
	}
});

test('a provider that is passed into a module is found by its name in the root', (t) => {
	const providers = {
		alicloud: provider({ constant_value: 'cn-first' }),
		'alicloud.bj': provider({ constant_value: 'cn-second' }, { alias: 'bj' }),
	};
	t.deepEqual(scopes(plan(providers, 'module.m:alicloud.bj')), ofTheModule('cn-second null'));
	t.deepEqual(scopes(plan(providers, 'module.m:alicloud')), ofTheModule('cn-first null'));
	t.deepEqual(scopes(plan(providers, 'module.m:alicloud.other')), ofTheModule('null null'));
});

test('a name that matches no key means the only provider of that name', (t) => {
	const providers = { 'alicloud.bj': provider({ constant_value: 'cn-only' }, { alias: 'bj' }) };
	t.deepEqual(scopes(plan(providers, 'module.m:alicloud')), ofTheModule('cn-only null'));
});

test('without a configuration, region and account are unknown', (t) => {
	t.deepEqual(scopes(plan({}, 'alicloud', { configuration: null })), ofTheModule('null null'));
});
