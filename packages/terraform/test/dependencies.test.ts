import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Dependencies } from '@sg-preflight/operations';
import test from 'ava';
import { configurationOf } from '../src/plan/configuration.js';
import { dependenciesOf } from '../src/plan/dependencies.js';

const recordings = path.resolve(import.meta.dirname, '../../../../test/fixtures/terraform');

function recorded(scenario: string): Dependencies {
	const plan = JSON.parse(fs.readFileSync(path.join(recordings, scenario, 'plan.json'), 'utf8'));
	return dependenciesOf(configurationOf(plan.configuration, scenario));
}

function ofModule(root: object): Dependencies {
	return dependenciesOf(configurationOf({ root_module: root } as never, 'made'));
}

/** Checks both directions, which must agree. */
function dependsOn({ blockOf, needs, neededBy }: Dependencies, address: string, other: string): boolean {
	const [one, two] = [blockOf(address), blockOf(other)];
	assert.equal(needs(one).has(two), neededBy(two).has(one));
	return needs(one).has(two);
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

test('an instance depends on the group that it names, and not the other way round', (t) => {
	const known = recorded('unk_inst_new_sg');
	t.true(dependsOn(known, 'alicloud_instance.i', 'alicloud_security_group.a'));
	t.false(dependsOn(known, 'alicloud_security_group.a', 'alicloud_instance.i'));
});

test('a dependency goes through the depends_on of a data source', (t) => {
	t.true(dependsOn(recorded('unk_datasource_deferred'), 'alicloud_security_group_rule.r', 'alicloud_security_group.a'));
});

test('a dependency goes through outputs and variables of modules, and keys do not count', (t) => {
	const known = recorded('mix_create');
	t.true(dependsOn(known, 'module.app.alicloud_instance.vm[0]', 'module.net["prod"].alicloud_security_group.base'));
	t.false(
		dependsOn(known, 'module.app.alicloud_instance.vm[0]', 'module.net["prod"].alicloud_security_group.tier["app"]'),
	);
	t.false(dependsOn(known, 'alicloud_instance.bastion', 'alicloud_security_group.old'));
});

test('a module as a whole depends on everything in it', (t) => {
	const child = { resources: [group], outputs: {} };
	const whole = ofModule({
		resources: [instance(['module.net'])],
		module_calls: { net: { expressions: {}, module: child } },
	});
	t.true(dependsOn(whole, 'alicloud_instance.i', 'module.net.alicloud_security_group.a'));
});

test('everything in a module depends on the depends_on of its call', (t) => {
	const child = { resources: [instance([])] };
	const known = ofModule({
		resources: [group],
		module_calls: { app: { expressions: {}, depends_on: ['alicloud_security_group.a'], module: child } },
	});
	t.true(dependsOn(known, 'module.app.alicloud_instance.i', 'alicloud_security_group.a'));
});

test('nothing depends on anything if the document has no configuration', (t) => {
	t.false(dependsOn(dependenciesOf(null), 'alicloud_instance.i', 'alicloud_security_group.a'));
});
