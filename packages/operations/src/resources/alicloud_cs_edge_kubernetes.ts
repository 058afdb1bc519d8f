import type { Entry } from '../entry/entry-schema.js';

export const alicloud_cs_edge_kubernetes: Entry = {
	type: 'alicloud_cs_edge_kubernetes',
	evidence: { provider: '1.289.0', source: 'alicloud/resource_alicloud_cs_edge_kubernetes.go', scenarios: [] },
	create: [
		{
			product: 'CS',
			operation: 'CreateCluster',
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
			note: 'the update sends no group, although another one does not force a new cluster',
		},
	],
	update: [],
	delete: [],
	not_groups: { is_enterprise_security_group: 'a switch: the product makes the group itself' },
};
