import type { Entry } from '../entry/entry-schema.js';

export const alicloud_privatelink_vpc_endpoint: Entry = {
	type: 'alicloud_privatelink_vpc_endpoint',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_privatelink_vpc_endpoint.go',
		scenarios: ['po_alicloud_privatelink_vpc_endpoint'],
	},
	create: [
		{
			product: 'Privatelink',
			operation: 'CreateVpcEndpoint',
			groups: [{ role: 'target', attribute: 'security_group_ids[]' }],
			consequence: 'aborts',
		},
	],
	update: [
		{
			product: 'Privatelink',
			operation: 'AttachSecurityGroupToVpcEndpoint',
			one_call_per_group: true,
			groups: [{ role: 'target', attribute: 'security_group_ids[]', take: 'added' }],
			consequence: 'aborts',
		},
		{
			product: 'Privatelink',
			operation: 'DetachSecurityGroupFromVpcEndpoint',
			one_call_per_group: true,
			groups: [{ role: 'target', attribute: 'security_group_ids[]', of: 'before', take: 'removed' }],
			consequence: 'aborts',
		},
	],
	delete: [{ product: 'Privatelink', operation: 'DeleteVpcEndpoint', groups: [], consequence: 'aborts' }],
};
