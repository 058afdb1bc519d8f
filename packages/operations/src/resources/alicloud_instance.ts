import type { Call, Condition, Entry } from '../entry/entry-schema.js';

/** The version that can move an instance to another VPC, leaves groups before it joins others, and joins none at create. */
const movable: Condition = { schema: 'vpc_id', since: '1.227.1' };

/** Sends the whole list of groups in one request. When it is released, this becomes `{ provider: '>=VERSION' }`. */
const sendsWholeList: Condition = { unreleased: 'aliyun/terraform-provider-alicloud#10641' };
const oneByOne: Condition = { not: sendsWholeList };

/** A bug: the groups are part of the primary network interface, which the request carries only beside secondary ones. */
const groupsAreLost: Condition = {
	all: [
		movable,
		{ not: { schema: 'create_time', since: '1.232.0' } },
		{ provider: '>=1.227.1 <1.229.0' },
		{
			any: [{ present: 'network_interface_traffic_mode' }, { set: 'network_card_index' }, { set: 'queue_pair_number' }],
		},
		{ not: { present: 'network_interfaces' } },
	],
};

/** Addresses of the primary network interface. */
function addresses(operation: string, when: Condition, of: 'before' | 'after'): Call {
	return {
		operation,
		when,
		groups: [],
		interfaces: [{ attribute: 'network_interface_id', of }],
		consequence: 'aborts',
		note: 'the addresses of the primary network interface',
	};
}
const setIps: Condition = { added: 'secondary_private_ips[]' };
const moreIps: Condition = { rises: 'secondary_private_ip_address_count' };

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
	always: [
		'auto_release_time',
		'dry_run',
		'kms_encrypted_password',
		'password',
		'period_unit',
		'renewal_status',
		'security_enhancement_strategy',
		'user_data',
	],
	pulumi: 'alicloud:ecs/instance:Instance',
	create: [
		{
			operation: 'RunInstances',
			groups: [
				{
					role: 'target',
					attribute: 'security_groups[]',
					when: {
						all: [{ not: { present: 'network_interface_id' } }, { present: 'vswitch_id' }, { not: groupsAreLost }],
					},
				},
				{
					role: 'target',
					attribute: 'security_groups[]',
					take: 'first',
					when: {
						all: [
							{ not: { present: 'network_interface_id' } },
							{ not: { present: 'vswitch_id' } },
							{ not: groupsAreLost },
						],
					},
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
			note: 'without a vSwitch (classic network) only the first group is sent; an existing network interface brings its own groups; a launch template gives its groups if the instance sets none; from 1.227.1 to 1.228.0 a traffic mode, a card index or a queue pair number without secondary interfaces loses the groups',
		},
		{
			operation: 'JoinSecurityGroup',
			when: { all: [{ not: movable }, { not: { present: 'vswitch_id' } }] },
			one_call_per_group: true,
			groups: [{ role: 'target', attribute: 'security_groups[]' }],
			consequence: 'swallowed',
			note: 'until 1.227.0 an instance in the classic network joins each of its groups after RunInstances; the API refuses the first, which it is in already, and the apply fails',
		},
		addresses('AssignPrivateIpAddresses', setIps, 'after'),
		addresses('AssignPrivateIpAddresses', moreIps, 'after'),
	],
	update: [
		{
			operation: 'JoinSecurityGroup',
			when: { not: movable },
			one_call_per_group: true,
			groups: [{ role: 'target', attribute: 'security_groups[]', take: 'added' }],
			interfaces: [{ attribute: 'network_interface_id', of: 'before' }],
			consequence: 'swallowed',
			note: 'until 1.227.0 groups are joined before others are left',
		},
		{
			operation: 'LeaveSecurityGroup',
			when: { all: [oneByOne, { not: { changed: ['vpc_id'] } }] },
			one_call_per_group: true,
			groups: [{ role: 'target', attribute: 'security_groups[]', of: 'before', take: 'removed' }],
			interfaces: [{ attribute: 'network_interface_id', of: 'before' }],
			consequence: 'swallowed',
		},
		{
			operation: 'JoinSecurityGroup',
			when: { all: [oneByOne, movable, { not: { changed: ['vpc_id'] } }] },
			one_call_per_group: true,
			groups: [{ role: 'target', attribute: 'security_groups[]', take: 'added' }],
			interfaces: [{ attribute: 'network_interface_id', of: 'before' }],
			consequence: 'swallowed',
			note: 'since 1.227.1 groups are left before others are joined',
		},
		{
			operation: 'ModifyInstanceAttribute',
			when: { all: [sendsWholeList, { changed: ['security_groups'] }, { not: { changed: ['vpc_id'] } }] },
			groups: [{ role: 'target', attribute: 'security_groups[]' }],
			consequence: 'aborts',
			note: 'the request carries all groups after the change, also those that stay; a refusal stops the apply',
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
		addresses('UnassignPrivateIpAddresses', { removed: 'secondary_private_ips' }, 'before'),
		addresses('AssignPrivateIpAddresses', setIps, 'before'),
		addresses('AssignPrivateIpAddresses', moreIps, 'before'),
		addresses('UnassignPrivateIpAddresses', { falls: 'secondary_private_ip_address_count' }, 'before'),
		addresses('UnassignIpv6Addresses', { removed: 'ipv6_addresses' }, 'before'),
		addresses('AssignIpv6Addresses', { added: 'ipv6_addresses[]' }, 'before'),
	],
	delete: [{ operation: 'DeleteInstance', groups: [], consequence: 'aborts' }],
};
