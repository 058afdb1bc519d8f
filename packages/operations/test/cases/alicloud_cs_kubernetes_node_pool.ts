import type { Case } from '../case.js';

export const cases: Case[] = [
	{
		title: 'create',
		before: null,
		after: { security_group_id: 'sg-1', security_group_ids: ['sg-2'] },
		calls: ['CreateClusterNodePool(sg-1, sg-2)'],
	},
	{
		title: 'update of the groups',
		before: { security_group_id: 'sg-1', security_group_ids: ['sg-2'] },
		after: { security_group_id: 'sg-3', security_group_ids: ['sg-4'] },
		calls: [],
	},
	{
		title: 'update of something else',
		before: { security_group_id: 'sg-1', security_group_ids: ['sg-2'] },
		after: { security_group_id: 'sg-1', security_group_ids: ['sg-2'], description: 'new' },
		calls: [],
	},
	{ title: 'delete', before: { security_group_id: 'sg-1', security_group_ids: ['sg-2'] }, after: null, calls: [] },
];
