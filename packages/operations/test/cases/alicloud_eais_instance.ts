import type { Case } from '../case.js';

export const cases: Case[] = [
	{
		title: 'create',
		before: null,
		after: { security_group_id: 'sg-1' },
		calls: ['CreateEai(sg-1)'],
	},
	{
		title: 'update of the groups',
		before: { security_group_id: 'sg-1' },
		after: { security_group_id: 'sg-2' },
		calls: [],
	},
	{
		title: 'update of something else',
		before: { security_group_id: 'sg-1' },
		after: { security_group_id: 'sg-1', description: 'new' },
		calls: [],
	},
	{ title: 'delete', before: { security_group_id: 'sg-1' }, after: null, calls: [] },
	{
		title: 'create an EI',
		before: null,
		after: { category: 'ei', security_group_id: 'sg-1' },
		calls: ['CreateEaisEi(sg-1)'],
	},
	{
		title: 'create an instance with Jupyter',
		before: null,
		after: { category: 'jupyter', security_group_id: 'sg-1' },
		calls: ['CreateEaiJupyter(sg-1)'],
	},
	{
		title: 'create an instance by its category',
		before: null,
		after: { category: 'eais', security_group_id: 'sg-1' },
		calls: ['CreateEai(sg-1)'],
	},
	{ title: 'delete an EI', before: { category: 'ei', security_group_id: 'sg-1' }, after: null, calls: [] },
];
