import type { Entry } from '../entry/entry-schema.js';

export const alicloud_rocketmq_instance: Entry = {
	type: 'alicloud_rocketmq_instance',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_rocketmq_instance.go',
		scenarios: ['po_alicloud_rocketmq_instance'],
	},
	create: [
		{
			product: 'RocketMQ',
			operation: 'CreateInstance',
			groups: [{ role: 'target', attribute: 'network_info[].vpc_info[].security_group_ids' }],
			consequence: 'aborts',
		},
	],
	update: [],
	delete: [
		{
			product: 'RocketMQ',
			operation: 'DeleteInstance',
			groups: [],
			consequence: 'aborts',
		},
	],
};
