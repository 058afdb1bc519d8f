import type { Entry } from '../entry/entry-schema.js';

export const alicloud_fc_service: Entry = {
	type: 'alicloud_fc_service',
	evidence: { provider: '1.289.0', source: 'alicloud/resource_alicloud_fc_service.go', scenarios: [] },
	create: [
		{
			product: 'FC',
			operation: 'CreateService',
			groups: [{ role: 'target', attribute: 'vpc_config[].security_group_id' }],
			consequence: 'aborts',
		},
	],
	update: [
		{
			product: 'FC',
			operation: 'UpdateService',
			groups: [{ role: 'target', attribute: 'vpc_config[].security_group_id' }],
			consequence: 'aborts',
			note: 'every update carries the block: it contains a set, and to the SDK a list that contains a set has always changed',
		},
	],
	delete: [{ product: 'FC', operation: 'DeleteService', groups: [], consequence: 'aborts' }],
};
