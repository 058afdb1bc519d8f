import type { Entry } from '../entry/entry-schema.js';

export const alicloud_db_instance: Entry = {
	type: 'alicloud_db_instance',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_db_instance.go',
		scenarios: ['po_alicloud_db_instance'],
	},
	pulumi: 'alicloud:rds/instance:Instance',
	create: [
		{
			product: 'Rds',
			operation: 'ModifySecurityGroupConfiguration',
			when: { any: [{ present: 'security_group_ids' }, { present: 'security_group_id' }] },
			groups: [
				{ role: 'target', attribute: 'security_group_ids[]' },
				{ role: 'target', attribute: 'security_group_id', when: { not: { present: 'security_group_ids' } } },
			],
			consequence: 'aborts',
			note: 'in the update that follows CreateDBInstance, to which everything has changed',
		},
	],
	update: [
		{
			product: 'Rds',
			operation: 'ModifySecurityGroupConfiguration',
			when: { changed: ['security_group_ids', 'security_group_id'] },
			groups: [
				{ role: 'target', attribute: 'security_group_ids[]', when: { changed: ['security_group_ids'] } },
				{
					role: 'target',
					attribute: 'security_group_id',
					when: { all: [{ changed: ['security_group_id'] }, { not: { changed: ['security_group_ids'] } }] },
				},
			],
			consequence: 'aborts',
		},
	],
	delete: [{ product: 'Rds', operation: 'DeleteDBInstance', groups: [], consequence: 'aborts' }],
};
