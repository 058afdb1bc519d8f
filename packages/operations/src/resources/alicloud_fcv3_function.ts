import type { Condition, Entry } from '../entry/entry-schema.js';

/** Until 1.232.0 every update carries the block. */
const carriesAlways: Condition = {
	all: [{ not: { schema: 'code_size', since: '1.234.0' } }, { provider: '<1.233.0' }],
};

export const alicloud_fcv3_function: Entry = {
	type: 'alicloud_fcv3_function',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_fcv3_function.go',
		scenarios: ['po_alicloud_fcv3_function'],
	},
	always: ['cpu', 'custom_dns', 'gpu_config', 'instance_concurrency', 'log_config', 'nas_config', 'oss_mount_config'],
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
			when: { any: [{ changed: ['vpc_config'] }, carriesAlways] },
			groups: [{ role: 'target', attribute: 'vpc_config[].security_group_id' }],
			consequence: 'aborts',
			note: 'until 1.232.0 every update carries the groups, whatever it changes',
		},
	],
	delete: [{ product: 'FC', operation: 'DeleteFunction', groups: [], consequence: 'aborts' }],
};
