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
	update: [
		{
			product: 'CS',
			operation: 'ModifyClusterNodePool',
			when: {
				all: [
					{ changed: ['security_group_id'] },
					{ any: [{ present: 'desired_size' }, { not: { falls: 'node_count' } }] },
				],
			},
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
			note: 'until 1.218.0 in place, and never with fewer nodes; since 1.219.0 another group replaces the pool, so that a plan shows no update; security_group_ids calls nothing',
		},
	],
	delete: [
		{
			product: 'CS',
			operation: 'DeleteClusterNodepool',
			groups: [],
			consequence: 'aborts',
		},
	],
};
