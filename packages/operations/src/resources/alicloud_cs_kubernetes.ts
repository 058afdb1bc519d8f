import type { Entry } from '../entry/entry-schema.js';

export const alicloud_cs_kubernetes: Entry = {
	type: 'alicloud_cs_kubernetes',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_cs_kubernetes.go',
		scenarios: ['po_alicloud_cs_kubernetes'],
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
	delete: [{ product: 'CS', operation: 'DeleteCluster', groups: [], consequence: 'aborts' }],
	not_groups: { is_enterprise_security_group: 'a switch: the product makes the group itself' },
	note: 'another group forces a new cluster',
};
