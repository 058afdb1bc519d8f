import type { Entry } from '../entry/entry-schema.js';

export const alicloud_rds_custom: Entry = {
	type: 'alicloud_rds_custom',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_rds_custom.go',
		scenarios: ['po_alicloud_rds_custom'],
	},
	create: [
		{
			product: 'Rds',
			operation: 'RunRCInstances',
			groups: [{ role: 'target', attribute: 'security_group_ids[]' }],
			consequence: 'aborts',
		},
	],
	update: [],
	delete: [{ product: 'Rds', operation: 'DeleteRCInstance', groups: [], consequence: 'aborts' }],
	note: 'another group forces a new instance: the code that would modify it is never reached',
};
