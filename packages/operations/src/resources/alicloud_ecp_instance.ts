import type { Entry } from '../entry/entry-schema.js';

export const alicloud_ecp_instance: Entry = {
	type: 'alicloud_ecp_instance',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_ecp_instance.go',
		scenarios: ['po_alicloud_ecp_instance'],
	},
	create: [
		{
			product: 'cloudphone',
			operation: 'RunInstances',
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
			note: 'not the ECS operation of the same name',
		},
	],
	update: [],
	delete: [
		{
			product: 'cloudphone',
			operation: 'DeleteInstances',
			groups: [],
			consequence: 'aborts',
			note: 'not the ECS operation of the same name',
		},
	],
};
