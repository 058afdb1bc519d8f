#!/usr/bin/env node
// Writes a plan JSON in which so many rules of managed groups are created, all of them refused, and the inventory of the
// groups. The change is one of the real provider, with new addresses, groups and ports.
//
//   node refused-plan.mjs PLAN.json INVENTORY.json [100000]
import fs from 'node:fs';
import path from 'node:path';

const [plan, inventory, count = '100000'] = process.argv.slice(2);
const from = path.resolve(import.meta.dirname, '../fixtures/terraform/rule_create_ingress/plan.json');
const real = JSON.parse(fs.readFileSync(from, 'utf8'));
const template = real.resource_changes.find(({ type }) => type === 'alicloud_security_group_rule');
const block = real.configuration.root_module.resources.find(({ type }) => type === 'alicloud_security_group_rule');
const groups = 90;

const change = (n) => ({
	...template,
	address: `alicloud_security_group_rule.rule[${n}]`,
	name: 'rule',
	index: n,
	change: {
		...template.change,
		after: {
			...template.change.after,
			security_group_id: `sg-managed-${n % groups}`,
			port_range: `${n % 65_536}/${n % 65_536}`,
		},
	},
});
const resource = {
	...block,
	address: 'alicloud_security_group_rule.rule',
	name: 'rule',
	count_expression: { constant_value: Number(count) },
};
const { resource_changes: _, planned_values: __, prior_state: ___, ...rest } = real;
const configuration = { ...real.configuration, root_module: { resources: [resource] } };

const out = fs.openSync(plan, 'w');
fs.writeSync(out, `{"format_version":"${real.format_version}","resource_changes":[`);
for (let n = 0; n < Number(count); n += 1_000) {
	const some = Array.from({ length: Math.min(1_000, Number(count) - n) }, (_, at) => JSON.stringify(change(n + at)));
	fs.writeSync(out, (n > 0 ? ',' : '') + some.join());
}
fs.writeSync(out, `],${JSON.stringify({ ...rest, format_version: undefined, configuration }).slice(1)}\n`);
fs.closeSync(out);

const managed = Array.from({ length: groups }, (_, n) => ({
	SecurityGroupId: `sg-managed-${n}`,
	SecurityGroupName: 'nlb-managed',
	ServiceManaged: true,
	ServiceID: 1234,
}));
fs.writeFileSync(inventory, JSON.stringify({ TotalCount: groups, SecurityGroups: { SecurityGroup: managed } }));
