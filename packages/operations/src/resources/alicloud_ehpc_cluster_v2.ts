import type { Entry } from '../entry/entry-schema.js';

export const alicloud_ehpc_cluster_v2: Entry = {
	type: 'alicloud_ehpc_cluster_v2',
	evidence: { provider: '1.289.0', source: 'alicloud/resource_alicloud_ehpc_cluster_v2.go', scenarios: [] },
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
	not_groups: { is_enterprise_security_group: 'a switch: the product makes the group itself' },
};
