import type { Call, Condition, Entry } from '../entry/entry-schema.js';

const runsClusters: Condition = { schema: 'deletion_protection', since: '1.236.0' };
const groups: Call['groups'] = [
	{ role: 'target', attribute: 'node_attributes[].security_group_id' },
	{ role: 'target', attribute: 'node_groups[].additional_security_group_ids[]' },
];

export const alicloud_emrv2_cluster: Entry = {
	type: 'alicloud_emrv2_cluster',
	evidence: { provider: '1.289.0', source: 'alicloud/resource_alicloud_emrv2_cluster.go', scenarios: [] },
	always: [
		'application_configs',
		'bootstrap_scripts',
		'deploy_mode',
		'resource_group_id',
		'security_mode',
		'subscription_config',
		'tags',
	],
	create: [
		{
			product: 'Emr',
			operation: 'RunCluster',
			when: runsClusters,
			groups,
			consequence: 'aborts',
		},
		{
			product: 'Emr',
			operation: 'CreateCluster',
			when: { not: runsClusters },
			groups,
			consequence: 'aborts',
			note: 'the operation that creates a cluster until 1.235.0',
		},
	],
	update: [
		{
			product: 'Emr',
			operation: 'CreateNodeGroup',
			when: { added: 'node_groups[].node_group_name' },
			one_call_per_element: true,
			groups: [
				{
					role: 'target',
					attribute: 'node_groups[].additional_security_group_ids[]',
					when: { added: 'node_groups[].node_group_name' },
				},
			],
			consequence: 'aborts',
		},
	],
	delete: [{ product: 'Emr', operation: 'DeleteCluster', groups: [], consequence: 'aborts' }],
};
