import type { Entry } from '../entry/entry-schema.js';

export const alicloud_cs_managed_kubernetes: Entry = {
	type: 'alicloud_cs_managed_kubernetes',
	evidence: { provider: '1.289.0', source: 'alicloud/resource_alicloud_cs_managed_kubernetes.go', scenarios: [] },
	always: ['custom_san', 'encryption_provider_key', 'node_cidr_mask', 'pod_cidr', 'timezone', 'user_ca'],
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
			when: { all: [{ changed: ['security_group_id'] }, { schema: 'zone_ids', since: '1.245.0' }] },
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
			note: 'until 1.211.2 an update of the group calls nothing, and from 1.212.0 to 1.244.0 it replaces the cluster',
		},
	],
	delete: [],
	not_groups: { is_enterprise_security_group: 'a switch: the product makes the group itself' },
};
