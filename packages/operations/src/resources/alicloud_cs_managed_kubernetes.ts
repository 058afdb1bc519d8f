import type { Entry } from '../entry/entry-schema.js';

export const alicloud_cs_managed_kubernetes: Entry = {
	type: 'alicloud_cs_managed_kubernetes',
	evidence: { provider: '1.289.0', source: 'alicloud/resource_alicloud_cs_managed_kubernetes.go', scenarios: [] },
	create: [
		{
			product: 'CS',
			operation: 'CreateCluster',
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
	],
	update: [
		{
			product: 'CS',
			operation: 'ModifyCluster',
			when: { changed: ['security_group_id'] },
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
	],
	delete: [],
	not_groups: { is_enterprise_security_group: 'a switch: the product makes the group itself' },
};
