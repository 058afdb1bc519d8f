import type { Call, Entry } from '../entry/entry-schema.js';

const groups: Call['groups'] = [
	{ role: 'target', attribute: 'security_group_ids[]' },
	{ role: 'target', attribute: 'network_interfaces[].security_group_id' },
];

export const alicloud_ecs_instance_set: Entry = {
	type: 'alicloud_ecs_instance_set',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_ecs_instance_set.go',
		scenarios: ['iset_create', 'iset_delete', 'iset_exclude_one', 'iset_tags'],
	},
	create: [{ operation: 'RunInstances', groups, consequence: 'aborts' }],
	update: [
		{
			operation: 'RunInstances',
			when: { removed: 'exclude_instance_filter' },
			groups,
			consequence: 'aborts',
			note: 'an exclusion that goes or changes brings its instances back as new ones',
		},
		{
			operation: 'ModifyInstanceAttribute',
			when: { removed: 'exclude_instance_filter' },
			one_call_per: 'exclude_instance_filter[].value[]',
			groups: [],
			consequence: 'aborts',
			note: 'names each new instance',
		},
	],
	delete: [{ operation: 'DeleteInstances', groups: [], consequence: 'aborts' }],
};
