import type { Entry } from '../entry/entry-schema.js';

export const alicloud_bastionhost_instance: Entry = {
	type: 'alicloud_bastionhost_instance',
	aliases: ['alicloud_yundun_bastionhost_instance'],
	evidence: { provider: '1.289.0', source: 'alicloud/resource_alicloud_bastionhost_instance.go', scenarios: [] },
	create: [
		{
			product: 'Yundun-bastionhost',
			operation: 'StartInstance',
			groups: [{ role: 'target', attribute: 'security_group_ids[]' }],
			consequence: 'aborts',
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
