import type { Entry } from '../entry/entry-schema.js';

export const alicloud_bastionhost_instance: Entry = {
	type: 'alicloud_bastionhost_instance',
	aliases: ['alicloud_yundun_bastionhost_instance'],
	evidence: { provider: '1.289.0', source: 'alicloud/resource_alicloud_bastionhost_instance.go', scenarios: [] },
	always: ['description', 'license_code', 'period', 'resource_group_id', 'tags', 'vswitch_id'],
	create: [
		{
			product: 'Yundun-bastionhost',
			operation: 'StartInstance',
			groups: [{ role: 'target', attribute: 'security_group_ids[]' }],
			consequence: 'aborts',
		},
		{
			product: 'Yundun-bastionhost',
			operation: 'ConfigInstanceSecurityGroups',
			when: { not: { schema: 'enable_public_access', since: '1.143.0' } },
			groups: [{ role: 'target', attribute: 'security_group_ids[]' }],
			consequence: 'aborts',
			note: 'until 1.142.0 the update that ends a create sends the groups again',
		},
	],
	update: [
		{
			product: 'Yundun-bastionhost',
			operation: 'ConfigInstanceSecurityGroups',
			when: { changed: ['security_group_ids'] },
			groups: [{ role: 'target', attribute: 'security_group_ids[]' }],
			consequence: 'aborts',
		},
	],
	delete: [],
};
