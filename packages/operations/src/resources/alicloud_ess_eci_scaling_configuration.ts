import type { Entry } from '../entry/entry-schema.js';

export const alicloud_ess_eci_scaling_configuration: Entry = {
	type: 'alicloud_ess_eci_scaling_configuration',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_ess_eci_scaling_configuration.go',
		scenarios: [],
	},
	create: [
		{
			product: 'Ess',
			operation: 'CreateEciScalingConfiguration',
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
	],
	update: [
		{
			product: 'Ess',
			operation: 'ModifyEciScalingConfiguration',
			when: { any: [{ changed: ['security_group_id'] }, { equals: ['override', true] }] },
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
	],
	delete: [{ product: 'Ess', operation: 'DeleteEciScalingConfiguration', groups: [], consequence: 'aborts' }],
	note: 'the update that follows a create repeats the groups of the create',
};
