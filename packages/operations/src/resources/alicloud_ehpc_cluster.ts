import type { Entry } from '../entry/entry-schema.js';

export const alicloud_ehpc_cluster: Entry = {
	type: 'alicloud_ehpc_cluster',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_ehpc_cluster.go',
		scenarios: ['po_alicloud_ehpc_cluster'],
	},
	create: [
		{
			product: 'EHPC',
			operation: 'CreateCluster',
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
	],
	update: [],
	delete: [{ product: 'EHPC', operation: 'DeleteCluster', groups: [], consequence: 'aborts' }],
	not_groups: { security_group_name: 'the name of a group that the product makes' },
};
