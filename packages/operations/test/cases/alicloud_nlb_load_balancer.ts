import { type Case, newGroup } from '../case.js';

export const cases: Case[] = [
	{
		title: 'create',
		before: null,
		after: { security_group_ids: ['sg-1'] },
		calls: ['LoadBalancerJoinSecurityGroup(sg-1)'],
	},
	{
		title: 'update of the groups',
		before: { security_group_ids: ['sg-1'] },
		after: { security_group_ids: ['sg-2'] },
		calls: ['LoadBalancerLeaveSecurityGroup(sg-1)', 'LoadBalancerJoinSecurityGroup(sg-2)'],
	},
	{
		title: 'update of something else',
		before: { security_group_ids: ['sg-1'] },
		after: { security_group_ids: ['sg-1'], description: 'new' },
		calls: [],
	},
	{ title: 'delete', before: { security_group_ids: ['sg-1'] }, after: null, calls: [] },
	{ title: 'create without groups', before: null, after: { description: 'new' }, calls: [] },
	{
		title: 'one group stays',
		before: { security_group_ids: ['sg-1', 'sg-2'] },
		after: { security_group_ids: ['sg-2', 'sg-3', newGroup] },
		calls: ['LoadBalancerLeaveSecurityGroup(sg-1)', 'LoadBalancerJoinSecurityGroup(sg-3, ?)'],
	},
	{
		title: 'all groups go',
		before: { security_group_ids: ['sg-1', 'sg-2'] },
		after: { security_group_ids: [] },
		calls: ['LoadBalancerLeaveSecurityGroup(sg-1, sg-2)'],
	},
];
