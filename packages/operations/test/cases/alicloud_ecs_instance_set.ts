import { type Case, newGroup } from '../case.js';

const set = { amount: 2, security_group_ids: ['sg-1', 'sg-2'], instance_name: 'web' };
const excluded = { ...set, exclude_instance_filter: [{ key: 'InstanceName', value: ['web-1', 'web-2'] }] };

export const cases: Case[] = [
	{ title: 'create', before: null, after: set, calls: ['RunInstances(sg-1, sg-2)'] },
	{
		title: 'create with a second network interface',
		before: null,
		after: { ...set, network_interfaces: [{ security_group_id: 'sg-3' }, { security_group_id: newGroup }] },
		calls: ['RunInstances(sg-1, sg-2, sg-3, ?)'],
	},
	{ title: 'one instance is excluded', before: set, after: excluded, calls: [] },
	{
		title: 'the exclusion goes: its instances come back as new ones, each with its name',
		before: excluded,
		after: set,
		calls: ['RunInstances(sg-1, sg-2)', 'ModifyInstanceAttribute()', 'ModifyInstanceAttribute()'],
	},
	{
		title: 'another exclusion',
		before: { ...excluded, network_interfaces: [{ security_group_id: 'sg-3' }] },
		after: {
			...set,
			network_interfaces: [{ security_group_id: 'sg-3' }],
			exclude_instance_filter: [{ key: 'InstanceName', value: ['web-3'] }],
		},
		calls: ['RunInstances(sg-1, sg-2, sg-3)', 'ModifyInstanceAttribute()', 'ModifyInstanceAttribute()'],
	},
	{ title: 'tags', before: set, after: { ...set, tags: { a: 'b' } }, calls: [] },
	{ title: 'delete', before: set, after: null, calls: [] },
];
