import type { Entry } from '../entry/entry-schema.js';

export const alicloud_instance: Entry = {
	type: 'alicloud_instance',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_instance.go',
		scenarios: [
			'inst_add_sg',
			'inst_create_1sg',
			'inst_create_classic_2sg',
			'inst_create_primary_nic_id',
			'inst_create_primary_nic_id_and_sgs',
			'inst_create_secondary_nic',
			'inst_create_secondary_nic_id',
			'inst_create_source_dest_check',
			'inst_delete',
			'inst_deletion_protection',
			'inst_image',
			'inst_launch_template',
			'inst_name',
			'inst_password',
			'inst_private_ip',
			'inst_remove_sg',
			'inst_replace_flag',
			'inst_replace_zone',
			'inst_rg',
			'inst_sensitive_sg',
			'inst_sg_and_name',
			'inst_stop',
			'inst_swap_only',
			'inst_tags',
			'inst_type',
			'inst_volume_tags',
			'inst_vpc_change',
			'inst_vswitch',
		],
	},
	create: [
		{
			operation: 'RunInstances',
			groups: [
				{
					role: 'target',
					attribute: 'security_groups[]',
					when: { all: [{ not: { present: 'network_interface_id' } }, { present: 'vswitch_id' }] },
				},
				{
					role: 'target',
					attribute: 'security_groups[]',
					take: 'first',
					when: { all: [{ not: { present: 'network_interface_id' } }, { not: { present: 'vswitch_id' } }] },
				},
				{
					role: 'target',
					attribute: 'network_interfaces[].security_group_ids[]',
					when: { not: { present: 'network_interfaces[].network_interface_id' } },
				},
				...['launch_template_id', 'launch_template_name'].map((attribute) => ({
					role: 'member' as const,
					attribute,
					through: {
						types: ['alicloud_ecs_launch_template', 'alicloud_launch_template'],
						groups: ['security_group_id', 'security_group_ids[]', 'network_interfaces[].security_group_id'],
					},
					when: { not: { any: [{ present: 'security_groups' }, { present: 'network_interface_id' }] } },
				})),
			],
			consequence: 'aborts',
			note: 'without a vSwitch (classic network) only the first group is sent; an existing network interface brings its own groups; a launch template gives its groups where the instance sets none',
		},
	],
	update: [
		{
			operation: 'LeaveSecurityGroup',
			when: { not: { changed: ['vpc_id'] } },
			one_call_per_group: true,
			groups: [{ role: 'target', attribute: 'security_groups[]', of: 'before', take: 'removed' }],
			consequence: 'swallowed',
		},
		{
			operation: 'JoinSecurityGroup',
			when: { not: { changed: ['vpc_id'] } },
			one_call_per_group: true,
			groups: [{ role: 'target', attribute: 'security_groups[]', take: 'added' }],
			consequence: 'swallowed',
		},
		{
			operation: 'ModifyInstanceAttribute',
			when: {
				any: [
					{
						changed: [
							'instance_name',
							'description',
							'user_data',
							'host_name',
							'deletion_protection',
							'credit_specification',
							'enable_jumbo_frame',
						],
					},
					{
						all: [
							{ changed: ['password', 'kms_encrypted_password'] },
							{ any: [{ present: 'password' }, { present: 'kms_encrypted_password' }] },
						],
					},
				],
			},
			groups: [],
			consequence: 'aborts',
		},
		{
			operation: 'ModifyInstanceVpcAttribute',
			when: { changed: ['vpc_id'] },
			groups: [{ role: 'target', attribute: 'security_groups[]' }],
			consequence: 'aborts',
			note: 'with a new VPC the groups go in this request; nothing joins or leaves',
		},
		{
			operation: 'ModifyInstanceAttribute',
			when: { changed: ['cpu_options', 'enable_high_density_mode'] },
			groups: [],
			consequence: 'aborts',
			note: 'a second request, while the instance is stopped',
		},
	],
	delete: [{ operation: 'DeleteInstance', groups: [], consequence: 'aborts' }],
};
