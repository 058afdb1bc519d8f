import type { Entry } from '../entry/entry-schema.js';

export const alicloud_alikafka_instance: Entry = {
	type: 'alicloud_alikafka_instance',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_alikafka_instance.go',
		scenarios: ['po_alicloud_alikafka_instance'],
	},
	create: [
		{
			product: 'alikafka',
			operation: 'StartInstance',
			groups: [{ role: 'target', attribute: 'security_group' }],
			consequence: 'aborts',
		},
	],
	update: [],
	delete: [
		{
			product: 'alikafka',
			operation: 'ReleaseInstance',
			when: { not: { equals: ['paid_type', 'PrePaid'] } },
			groups: [],
			consequence: 'aborts',
		},
		{
			product: 'alikafka',
			operation: 'DeleteInstance',
			when: { not: { equals: ['paid_type', 'PrePaid'] } },
			groups: [],
			consequence: 'aborts',
		},
	],
};
