import type { Entry } from '../entry/entry-schema.js';

export const alicloud_hbase_instance: Entry = {
	type: 'alicloud_hbase_instance',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_hbase_instance.go',
		scenarios: ['po_alicloud_hbase_instance'],
	},
	create: [
		{
			product: 'HBase',
			operation: 'ModifySecurityGroups',
			when: { present: 'security_groups' },
			groups: [{ role: 'target', attribute: 'security_groups[]' }],
			consequence: 'aborts',
			note: 'in the update that follows CreateCluster',
		},
	],
	update: [
		{
			product: 'HBase',
			operation: 'ModifySecurityGroups',
			when: { changed: ['security_groups'] },
			groups: [{ role: 'target', attribute: 'security_groups[]' }],
			consequence: 'aborts',
		},
	],
	delete: [{ product: 'HBase', operation: 'DeleteInstance', groups: [], consequence: 'aborts' }],
};
