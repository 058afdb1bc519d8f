import type { Entry } from '../entry/entry-schema.js';

export const alicloud_cs_kubernetes_node_pool: Entry = {
	type: 'alicloud_cs_kubernetes_node_pool',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_cs_kubernetes_node_pool.go',
		scenarios: ['po_alicloud_cs_kubernetes_node_pool'],
	},
	pulumi: 'alicloud:cs/nodePool:NodePool',
	create: [
		{
			product: 'CS',
			operation: 'CreateClusterNodePool',
			groups: [
				{ role: 'target', attribute: 'security_group_id' },
				{ role: 'target', attribute: 'security_group_ids[]' },
			],
			consequence: 'aborts',
		},
	],
	update: [],
	delete: [
		{
			product: 'CS',
			operation: 'DeleteClusterNodepool',
			groups: [],
			consequence: 'aborts',
		},
	],
};
