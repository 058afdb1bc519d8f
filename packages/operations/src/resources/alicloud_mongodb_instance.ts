import type { Entry } from '../entry/entry-schema.js';

export const alicloud_mongodb_instance: Entry = {
	type: 'alicloud_mongodb_instance',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_mongodb_instance.go',
		scenarios: ['po_alicloud_mongodb_instance'],
	},
	create: [
		{
			product: 'Dds',
			operation: 'ModifySecurityGroupConfiguration',
			when: { present: 'security_group_id' },
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
			note: 'in the update that follows CreateDBInstance',
		},
	],
	update: [
		{
			product: 'Dds',
			operation: 'ModifySecurityGroupConfiguration',
			when: { changed: ['security_group_id'] },
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
	],
	delete: [{ product: 'Dds', operation: 'DeleteDBInstance', groups: [], consequence: 'aborts' }],
	not_groups: { global_security_group_list: 'ids of templates of IP whitelists (g-…)' },
};
