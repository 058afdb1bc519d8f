import type { Entry } from '../entry/entry-schema.js';

export const alicloud_nlb_load_balancer: Entry = {
	type: 'alicloud_nlb_load_balancer',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_nlb_load_balancer.go',
		scenarios: ['po_alicloud_nlb_load_balancer'],
	},
	create: [
		{
			product: 'Nlb',
			operation: 'LoadBalancerJoinSecurityGroup',
			when: { present: 'security_group_ids' },
			groups: [{ role: 'target', attribute: 'security_group_ids[]' }],
			consequence: 'aborts',
			note: 'after CreateLoadBalancer, which carries none',
		},
	],
	update: [
		{
			product: 'Nlb',
			operation: 'LoadBalancerLeaveSecurityGroup',
			groups: [{ role: 'target', attribute: 'security_group_ids[]', of: 'before', take: 'removed' }],
			consequence: 'aborts',
			note: 'one call for all groups that go, before those that come',
		},
		{
			product: 'Nlb',
			operation: 'LoadBalancerJoinSecurityGroup',
			groups: [{ role: 'target', attribute: 'security_group_ids[]', take: 'added' }],
			consequence: 'aborts',
		},
	],
	delete: [{ product: 'Nlb', operation: 'DeleteLoadBalancer', groups: [], consequence: 'aborts' }],
};
