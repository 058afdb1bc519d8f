import type { Entry } from '../entry/entry-schema.js';

export const alicloud_emr_cluster: Entry = {
	type: 'alicloud_emr_cluster',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_emr_cluster.go',
		scenarios: ['po_alicloud_emr_cluster'],
	},
	create: [
		{
			product: 'Emr',
			operation: 'CreateClusterV2',
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
	],
	update: [],
	delete: [{ product: 'Emr', operation: 'ReleaseCluster', groups: [], consequence: 'aborts' }],
};
