import type { Entry } from '../entry/entry-schema.js';

export const alicloud_fcv3_function: Entry = {
	type: 'alicloud_fcv3_function',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_fcv3_function.go',
		scenarios: ['po_alicloud_fcv3_function'],
	},
	create: [
		{
			product: 'FC',
			operation: 'CreateFunction',
			groups: [{ role: 'target', attribute: 'vpc_config[].security_group_id' }],
			consequence: 'aborts',
		},
	],
	update: [
		{
			product: 'FC',
			operation: 'UpdateFunction',
			when: { changed: ['vpc_config'] },
			groups: [{ role: 'target', attribute: 'vpc_config[].security_group_id' }],
			consequence: 'aborts',
		},
	],
	delete: [{ product: 'FC', operation: 'DeleteFunction', groups: [], consequence: 'aborts' }],
};
