import { type Case, newGroup } from '../case.js';

export const cases: Case[] = [
	{
		title: 'create',
		before: null,
		after: { security_group_id: 'sg-1', security_group_ids: ['sg-2'] },
		calls: ['ModifySecurityGroupConfiguration(sg-2)'],
	},
	{
		title: 'update of the groups',
		before: { security_group_id: 'sg-1', security_group_ids: ['sg-2'] },
		after: { security_group_id: 'sg-3', security_group_ids: ['sg-4'] },
		calls: ['ModifySecurityGroupConfiguration(sg-4)'],
	},
	{
		title: 'update of something else',
		before: { security_group_id: 'sg-1', security_group_ids: ['sg-2'] },
		after: { security_group_id: 'sg-1', security_group_ids: ['sg-2'], description: 'new' },
		calls: [],
	},
	{ title: 'delete', before: { security_group_id: 'sg-1', security_group_ids: ['sg-2'] }, after: null, calls: [] },
	{ title: 'create without groups', before: null, after: { description: 'new' }, calls: [] },
	{
		title: 'create with the old attribute name',
		before: null,
		after: { security_group_id: 'sg-1' },
		calls: ['ModifySecurityGroupConfiguration(sg-1)'],
	},
	{
		title: 'update to a group that the plan creates, while the old attribute name still has the one before',
		before: { security_group_id: 'sg-1', security_group_ids: ['sg-1'] },
		after: { security_group_id: 'sg-1', security_group_ids: [newGroup] },
		calls: ['ModifySecurityGroupConfiguration(?)'],
	},
	{
		title: 'a list in the old attribute name',
		before: null,
		after: { security_group_id: 'sg-1, sg-2' },
		calls: ['ModifySecurityGroupConfiguration(sg-1, sg-2)'],
	},
	{
		title: 'update of the old attribute name',
		before: { security_group_id: 'sg-1', security_group_ids: ['sg-1'] },
		after: { security_group_id: 'sg-2', security_group_ids: ['sg-1'] },
		calls: ['ModifySecurityGroupConfiguration(sg-2)'],
	},
];
