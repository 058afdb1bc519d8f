import type { Entry } from '../entry/entry-schema.js';

export const alicloud_rds_ddr_instance: Entry = {
	type: 'alicloud_rds_ddr_instance',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_rds_ddr_instance.go',
		scenarios: ['po_alicloud_rds_ddr_instance'],
	},
	create: [
		{
			product: 'Rds',
			operation: 'ModifySecurityGroupConfiguration',
			when: { present: 'security_group_ids' },
			groups: [{ role: 'target', attribute: 'security_group_ids[]' }],
			consequence: 'aborts',
			note: 'in the update that follows CreateDdrInstance',
		},
	],
	update: [
		{
			product: 'Rds',
			operation: 'ModifySecurityGroupConfiguration',
			when: { changed: ['security_group_ids'] },
			groups: [{ role: 'target', attribute: 'security_group_ids[]' }],
			consequence: 'aborts',
		},
	],
	delete: [{ product: 'Rds', operation: 'DeleteDBInstance', groups: [], consequence: 'aborts' }],
};
