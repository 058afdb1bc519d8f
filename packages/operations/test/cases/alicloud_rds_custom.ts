import type { Case } from '../case.js';

export const cases: Case[] = [
	{ title: 'create', before: null, after: { security_group_ids: ['sg-1'] }, calls: ['RunRCInstances(sg-1)'] },
	{
		title: 'create with 1.278.0: only the first group of the list is sent',
		before: null,
		after: { security_group_ids: ['sg-2', 'sg-1'] },
		schema: [],
		calls: ['RunRCInstances(sg-2)'],
	},
	{
		title: 'update of the groups',
		before: { security_group_ids: ['sg-1'] },
		after: { security_group_ids: ['sg-2'] },
		calls: [],
	},
	{
		title: 'update of something else',
		before: { security_group_ids: ['sg-1'] },
		after: { security_group_ids: ['sg-1'], description: 'new' },
		calls: [],
	},
	{ title: 'delete', before: { security_group_ids: ['sg-1'] }, after: null, calls: [] },
];
