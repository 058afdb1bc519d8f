import type { Entry } from '../entry/entry-schema.js';

export const alicloud_nlb_load_balancer_security_group_attachment: Entry = {
	type: 'alicloud_nlb_load_balancer_security_group_attachment',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_nlb_load_balancer_security_group_attachment.go',
		scenarios: ['po_alicloud_nlb_load_balancer_security_group_attachment'],
	},
	create: [
		{
			product: 'Nlb',
			operation: 'LoadBalancerJoinSecurityGroup',
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
	],
	update: [],
	delete: [
		{
			product: 'Nlb',
			operation: 'LoadBalancerLeaveSecurityGroup',
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
	],
};
