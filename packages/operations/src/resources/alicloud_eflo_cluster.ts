import type { Entry } from '../entry/entry-schema.js';

export const alicloud_eflo_cluster: Entry = {
	type: 'alicloud_eflo_cluster',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_eflo_cluster.go',
		scenarios: ['po_alicloud_eflo_cluster'],
	},
	create: [
		{
			product: 'eflo-controller',
			operation: 'CreateCluster',
			groups: [{ role: 'target', attribute: 'networks[].security_group_id' }],
			consequence: 'aborts',
		},
	],
	update: [],
	delete: [{ product: 'eflo-controller', operation: 'DeleteCluster', groups: [], consequence: 'aborts' }],
	note: 'the update sends no group, although another one does not force a new object',
};
