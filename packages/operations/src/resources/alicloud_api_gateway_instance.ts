import type { Entry } from '../entry/entry-schema.js';

export const alicloud_api_gateway_instance: Entry = {
	type: 'alicloud_api_gateway_instance',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_api_gateway_instance.go',
		scenarios: ['po_alicloud_api_gateway_instance'],
	},
	create: [
		{
			product: 'CloudAPI',
			operation: 'CreateInstance',
			groups: [{ role: 'target', attribute: 'zone_vswitch_security_group[].security_group' }],
			consequence: 'aborts',
		},
	],
	update: [],
	delete: [{ product: 'CloudAPI', operation: 'DeleteInstance', groups: [], consequence: 'aborts' }],
	note: 'an update calls ModifyInstanceAttribute of CloudAPI, without groups',
};
