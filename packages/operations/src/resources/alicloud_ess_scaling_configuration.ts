import type { Entry } from '../entry/entry-schema.js';

export const alicloud_ess_scaling_configuration: Entry = {
	type: 'alicloud_ess_scaling_configuration',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_ess_scaling_configuration.go',
		scenarios: ['po_alicloud_ess_scaling_configuration', 'po_alicloud_ess_scaling_configuration_nics'],
	},
	create: [
		{
			product: 'Ess',
			operation: 'CreateScalingConfiguration',
			groups: [
				{ role: 'target', attribute: 'security_group_id' },
				{ role: 'target', attribute: 'security_group_ids[]' },
				{ role: 'target', attribute: 'network_interfaces[].security_group_ids[]' },
			],
			consequence: 'aborts',
		},
	],
	update: [
		{
			product: 'Ess',
			operation: 'ModifyScalingConfiguration',
			when: {
				any: [
					{ changed: ['security_group_id', 'security_group_ids', 'network_interfaces'] },
					{ equals: ['override', true] },
				],
			},
			groups: [
				{ role: 'target', attribute: 'security_group_id' },
				{ role: 'target', attribute: 'security_group_ids[]' },
				{ role: 'target', attribute: 'network_interfaces[].security_group_ids[]' },
			],
			consequence: 'aborts',
		},
	],
	delete: [{ product: 'Ess', operation: 'DeleteScalingConfiguration', groups: [], consequence: 'aborts' }],
	note: 'the update that follows a create repeats the groups of the create',
};
