import type { Entry } from '../entry/entry-schema.js';

export const alicloud_emrv2_cluster: Entry = {
	type: 'alicloud_emrv2_cluster',
	evidence: { provider: '1.289.0', source: 'alicloud/resource_alicloud_emrv2_cluster.go', scenarios: [] },
	create: [
		{
			product: 'Emr',
			operation: 'RunCluster',
			groups: [
				{ role: 'target', attribute: 'node_attributes[].security_group_id' },
				{ role: 'target', attribute: 'node_groups[].additional_security_group_ids[]' },
			],
			consequence: 'aborts',
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
