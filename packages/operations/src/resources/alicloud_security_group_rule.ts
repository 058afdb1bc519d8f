import type { Call, Entry } from '../entry/entry-schema.js';

const ingress: NonNullable<Call['when']> = { equals: ['type', 'ingress'] };
const groups: Call['groups'] = [
	{ role: 'target', attribute: 'security_group_id' },
	{ role: 'peer', attribute: 'source_security_group_id' },
];

export const alicloud_security_group_rule: Entry = {
	type: 'alicloud_security_group_rule',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_security_group_rule.go',
		scenarios: [
			'rule_create_all_nic',
			'rule_create_egress',
			'rule_create_ingress',
			'rule_create_ipv6',
			'rule_create_source_sg',
			'rule_delete_egress',
			'rule_delete_ingress',
			'rule_delete_with_sg',
			'rule_desc_egress',
			'rule_desc_ingress',
			'rule_foreach_create',
			'rule_replace_desc_and_port',
			'rule_replace_port',
			'rule_replace_port_egress',
			'rule_replace_source_sg',
		],
	},
	create: [
		{ operation: 'AuthorizeSecurityGroup', when: ingress, groups, consequence: 'aborts' },
		{ operation: 'AuthorizeSecurityGroupEgress', when: { not: ingress }, groups, consequence: 'aborts' },
	],
	update: [
		{
			operation: 'ModifySecurityGroupRule',
			when: ingress,
			groups,
			consequence: 'aborts',
			note: 'the provider sends every update twice',
		},
		{ operation: 'ModifySecurityGroupRule', when: ingress, groups, consequence: 'aborts' },
		{
			operation: 'ModifySecurityGroupEgressRule',
			when: { not: ingress },
			groups,
			consequence: 'aborts',
			note: 'the provider sends every update twice',
		},
		{ operation: 'ModifySecurityGroupEgressRule', when: { not: ingress }, groups, consequence: 'aborts' },
	],
	delete: [
		{ operation: 'RevokeSecurityGroup', when: ingress, groups, consequence: 'retries' },
		{ operation: 'RevokeSecurityGroupEgress', when: { not: ingress }, groups, consequence: 'retries' },
	],
};
