import type { Case } from '../case.js';

export const cases: Case[] = [
	{ title: 'create', before: null, after: { security_group_id: 'sg-1' }, calls: ['CreateCluster(sg-1)'] },
	{
		title: 'update of the groups',
		before: { security_group_id: 'sg-1' },
		after: { security_group_id: 'sg-2' },
		calls: ['ModifyCluster(sg-2)'],
	},
	{
		title: 'update of something else',
		before: { security_group_id: 'sg-1' },
		after: { security_group_id: 'sg-1', description: 'new' },
		calls: [],
	},
	{
		title: 'update of the groups with 1.209.1: it calls nothing',
		before: { security_group_id: 'sg-1' },
		after: { security_group_id: 'sg-2' },
		schema: [],
		calls: [],
	},
	{ title: 'delete', before: { security_group_id: 'sg-1' }, after: null, calls: [] },
];
