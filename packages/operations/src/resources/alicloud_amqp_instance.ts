import type { Entry } from '../entry/entry-schema.js';

export const alicloud_amqp_instance: Entry = {
	type: 'alicloud_amqp_instance',
	evidence: { provider: '1.289.0', source: 'alicloud/resource_alicloud_amqp_instance.go', scenarios: [] },
	create: [
		{
			product: 'amqp-open',
			operation: 'CreateInstance',
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
	],
	update: [],
	delete: [],
	note: 'a delete refunds the order (BssOpenApi) and names no group',
};
