import fs from 'node:fs';
import path from 'node:path';
import type { Dependencies } from '@sg-preflight/operations';
import test from 'ava';
import { configurationOf } from '../src/configuration.js';
import { dependenciesOf } from '../src/dependencies.js';

const recordings = path.resolve(import.meta.dirname, '../../../../test/fixtures/terraform');

function recorded(scenario: string): Dependencies {
	const plan = JSON.parse(fs.readFileSync(path.join(recordings, scenario, 'plan.json'), 'utf8'));
	return dependenciesOf(configurationOf(plan.configuration, scenario));
}

function ofModule(root: object): Dependencies {
	return dependenciesOf(configurationOf({ root_module: root } as never, 'made'));
}

const group = {
	address: 'alicloud_security_group.a',
	mode: 'managed',
	type: 'alicloud_security_group',
	expressions: {},
};
const instance = (references: readonly string[]) => ({
	address: 'alicloud_instance.i',
	mode: 'managed',
	type: 'alicloud_instance',
	expressions: { security_groups: { references } },
});

test('an instance needs the group that it names, and not the other way round', (t) => {
	const { dependsOn } = recorded('unk_inst_new_sg');
	t.true(dependsOn('alicloud_instance.i', 'alicloud_security_group.a'));
	t.false(dependsOn('alicloud_security_group.a', 'alicloud_instance.i'));
});

test('it goes through the depends_on of a data source', (t) => {
	t.true(recorded('unk_datasource_deferred').dependsOn('alicloud_security_group_rule.r', 'alicloud_security_group.a'));
});

test('it goes through outputs and variables of modules, and keys do not count', (t) => {
	const { dependsOn } = recorded('mix_create');
	t.true(dependsOn('module.app.alicloud_instance.vm[0]', 'module.net["prod"].alicloud_security_group.base'));
	t.false(dependsOn('module.app.alicloud_instance.vm[0]', 'module.net["prod"].alicloud_security_group.tier["app"]'));
	t.false(dependsOn('alicloud_instance.bastion', 'alicloud_security_group.old'));
});

test('a module as a whole is everything in it', (t) => {
	const child = { resources: [group], outputs: {} };
	const whole = ofModule({
		resources: [instance(['module.net'])],
		module_calls: { net: { expressions: {}, module: child } },
	});
	t.true(whole.dependsOn('alicloud_instance.i', 'module.net.alicloud_security_group.a'));
});

test('the depends_on of a module call holds for everything in it', (t) => {
	const child = { resources: [instance([])] };
	const { dependsOn } = ofModule({
		resources: [group],
		module_calls: { app: { expressions: {}, depends_on: ['alicloud_security_group.a'], module: child } },
	});
	t.true(dependsOn('module.app.alicloud_instance.i', 'alicloud_security_group.a'));
});

test('nothing depends on anything where the document has no configuration', (t) => {
	t.false(dependenciesOf(null).dependsOn('alicloud_instance.i', 'alicloud_security_group.a'));
});
