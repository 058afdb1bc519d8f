import type { Case } from '../case.js';

export const cases: Case[] = [
	{ title: 'create', before: null, after: { security_group: 'sg-1' }, calls: ['StartInstance(sg-1)'] },
	{ title: 'update of the groups', before: { security_group: 'sg-1' }, after: { security_group: 'sg-2' }, calls: [] },
	{
		title: 'update of something else',
		before: { security_group: 'sg-1' },
		after: { security_group: 'sg-1', description: 'new' },
		calls: [],
	},
	{ title: 'delete', before: { security_group: 'sg-1' }, after: null, calls: [] },
	{
		title: 'delete of a prepaid instance',
		before: { security_group: 'sg-1', paid_type: 'PrePaid' },
		after: null,
		calls: [],
	},
];
