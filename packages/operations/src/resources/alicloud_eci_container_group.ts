import type { Entry } from '../entry/entry-schema.js';

export const alicloud_eci_container_group: Entry = {
	type: 'alicloud_eci_container_group',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_eci_container_group.go',
		scenarios: ['po_alicloud_eci_container_group'],
	},
	create: [
		{
			product: 'Eci',
			operation: 'CreateContainerGroup',
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
	],
	update: [],
	delete: [{ product: 'Eci', operation: 'DeleteContainerGroup', groups: [], consequence: 'aborts' }],
};
