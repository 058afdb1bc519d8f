import type { Case } from '../case.js';

export const cases: Case[] = [
	{ title: 'create', before: null, after: { security_group_ids: ['sg-1'] }, calls: ['StartInstance(sg-1)'] },
	{
		title: 'create with 1.142.0',
		before: null,
		after: { security_group_ids: ['sg-1'] },
		schema: [],
		calls: ['StartInstance(sg-1)', 'ConfigInstanceSecurityGroups(sg-1)'],
	},
	{
		title: 'create with 1.143.0',
		before: null,
		after: { security_group_ids: ['sg-1'] },
		schema: ['enable_public_access'],
		calls: ['StartInstance(sg-1)'],
	},
	{
		title: 'update of the groups',
		before: { security_group_ids: ['sg-1'] },
		after: { security_group_ids: ['sg-2'] },
		calls: ['ConfigInstanceSecurityGroups(sg-2)'],
	},
	{
		title: 'update of something else',
		before: { security_group_ids: ['sg-1'] },
		after: { security_group_ids: ['sg-1'], description: 'new' },
		calls: [],
	},
	{ title: 'delete', before: { security_group_ids: ['sg-1'] }, after: null, calls: [] },
];
