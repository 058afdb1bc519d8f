import type { Entry } from '../entry/entry-schema.js';

export const alicloud_cs_serverless_kubernetes: Entry = {
	type: 'alicloud_cs_serverless_kubernetes',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_cs_serverless_kubernetes.go',
		scenarios: ['po_alicloud_cs_serverless_kubernetes'],
	},
	create: [
		{
			product: 'CS',
			operation: 'CreateCluster',
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
	],
	update: [],
	delete: [],
};
