import { type Case, inSources, newGroup, newOrKnown, untraced } from '../case.js';

const instance = {
	instance_name: 'a',
	vpc_id: 'vpc-1',
	vswitch_id: 'vsw-1',
	security_groups: ['sg-1', 'sg-2'],
};

export const cases: Case[] = [
	{ title: 'create', before: null, after: instance, calls: ['RunInstances(sg-1, sg-2)'] },
	{
		title: 'create in the classic network: only the first group in the order of the SDK is sent',
		before: null,
		after: { security_groups: ['sg-2', 'sg-1'] },
		calls: ['RunInstances(sg-1)'],
	},
	{
		title: 'create with an existing network interface: its own groups stay',
		before: null,
		after: { ...instance, network_interface_id: 'eni-1' },
		calls: ['RunInstances()'],
	},
	{
		title: 'create in the classic network with an existing network interface',
		before: null,
		after: { security_groups: ['sg-1'], network_interface_id: 'eni-1' },
		calls: ['RunInstances()'],
	},
	{
		title: 'create with secondary network interfaces, one of which exists',
		before: null,
		after: {
			...instance,
			network_interfaces: [
				{ network_interface_id: 'eni-1', security_group_ids: ['sg-8'] },
				{ vswitch_id: 'vsw-1', security_group_ids: ['sg-3', 'sg-1'] },
			],
		},
		calls: ['RunInstances(sg-1, sg-2, sg-3)'],
	},
	{
		title: 'create with a network interface that only the sources tell: null is one that is made with the groups',
		before: null,
		after: {
			...instance,
			network_interface_id: inSources,
			network_interfaces: [{ network_interface_id: inSources, security_group_ids: ['sg-3'] }],
		},
		calls: ['RunInstances(maybe sg-1, maybe sg-2, maybe sg-3)'],
	},
	{
		title: 'create with a group that is a new one or a known one: were it the known one, it would be known',
		before: null,
		after: { ...instance, security_groups: ['sg-1', newOrKnown] },
		calls: ['RunInstances(sg-1, ?, maybe sg-7)'],
	},
	{
		title: 'create with a list that is unknown as a whole: it has all of them',
		before: null,
		after: { ...instance, security_groups: newOrKnown },
		calls: ['RunInstances(?, sg-7)'],
	},
	{
		title: 'create with a group that is there in any case, and maybe once more',
		before: null,
		after: { ...instance, security_groups: [newOrKnown, 'sg-7'] },
		calls: ['RunInstances(?, sg-7)'],
	},
	{
		title: 'create with a group and a vSwitch of the same plan',
		before: null,
		after: { vswitch_id: newGroup, security_groups: [newGroup, 'sg-1'] },
		calls: ['RunInstances(?, sg-1)'],
	},
	...['launch_template_id', 'launch_template_name'].flatMap((name) => [
		{
			title: `create by ${name}: the template gives its groups`,
			before: null,
			after: { [name]: 'a' },
			through: { [name]: [{ value: 'sg-3', sensitive: false }] },
			calls: ['RunInstances(member sg-3)'],
		},
		{
			title: `create by ${name} with groups of its own`,
			before: null,
			after: { ...instance, [name]: 'a' },
			through: { [name]: [{ value: 'sg-3', sensitive: false }] },
			calls: ['RunInstances(sg-1, sg-2)'],
		},
	]),
	{
		title: 'create from a launch template of which nothing is known',
		before: null,
		after: { launch_template_id: 'lt-1' },
		calls: ['RunInstances()'],
	},
	{
		title: 'one group comes, one goes',
		before: instance,
		after: { ...instance, security_groups: ['sg-2', 'sg-3'] },
		calls: ['LeaveSecurityGroup(sg-1)', 'JoinSecurityGroup(sg-3)'],
	},
	{
		title: 'one call for each group',
		before: { ...instance, security_groups: ['sg-1', 'sg-2', 'sg-3'] },
		after: { ...instance, security_groups: ['sg-3', 'sg-4', newGroup] },
		calls: ['LeaveSecurityGroup(sg-1)', 'LeaveSecurityGroup(sg-2)', 'JoinSecurityGroup(sg-4)', 'JoinSecurityGroup(?)'],
	},
	{
		title: 'groups of which nothing is known',
		before: { ...instance, security_groups: ['sg-1'] },
		after: { ...instance, security_groups: untraced },
		calls: ['maybe LeaveSecurityGroup(sg-1)', 'JoinSecurityGroup(?)'],
	},
	{
		title: 'another VPC: the groups go in its request',
		before: instance,
		after: { ...instance, vpc_id: 'vpc-2', vswitch_id: 'vsw-2', security_groups: ['sg-3'] },
		calls: ['ModifyInstanceVpcAttribute(sg-3)'],
	},
	{
		title: 'the VPC is known only at apply: it may be the same',
		before: instance,
		after: { ...instance, vpc_id: untraced, security_groups: ['sg-1', 'sg-3'] },
		calls: [
			'maybe LeaveSecurityGroup(sg-2)',
			'maybe JoinSecurityGroup(sg-3)',
			'ModifyInstanceVpcAttribute(sg-1, sg-3)',
		],
	},
	{
		title: 'another vSwitch of the same VPC: no group is sent',
		before: instance,
		after: { ...instance, vswitch_id: 'vsw-2' },
		calls: [],
	},
	...[
		'instance_name',
		'description',
		'user_data',
		'host_name',
		'deletion_protection',
		'credit_specification',
		'enable_jumbo_frame',
		'password',
		'kms_encrypted_password',
		'cpu_options',
		'enable_high_density_mode',
	].map((name) => ({
		title: `another ${name}`,
		before: instance,
		after: { ...instance, [name]: 'b' },
		calls: ['ModifyInstanceAttribute()'],
	})),
	{
		title: 'no password any more: nothing is sent',
		before: { ...instance, password: 'x' },
		after: { ...instance, password: '' },
		calls: [],
	},
	{
		title: 'a name at once, CPU options while the instance is stopped',
		before: instance,
		after: { ...instance, instance_name: 'b', cpu_options: [{ core_count: 2 }] },
		calls: ['ModifyInstanceAttribute()', 'ModifyInstanceAttribute()'],
	},
	{
		title: 'what other operations change',
		before: instance,
		after: {
			...instance,
			image_id: 'b',
			instance_type: 'b',
			tags: { a: 'b' },
			resource_group_id: 'b',
			status: 'Stopped',
		},
		calls: [],
	},
	{ title: 'delete', before: instance, after: null, calls: [] },
];
