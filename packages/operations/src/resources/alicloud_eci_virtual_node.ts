import type { Entry } from '../entry/entry-schema.js';

export const alicloud_eci_virtual_node: Entry = {
	type: 'alicloud_eci_virtual_node',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_eci_virtual_node.go',
		scenarios: ['po_alicloud_eci_virtual_node'],
	},
	create: [
		{
			product: 'Eci',
			operation: 'CreateVirtualNode',
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
	],
	update: [],
	delete: [{ product: 'Eci', operation: 'DeleteVirtualNode', groups: [], consequence: 'aborts' }],
};
