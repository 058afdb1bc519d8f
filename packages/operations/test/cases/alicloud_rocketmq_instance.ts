import type { Case } from '../case.js';

export const cases: Case[] = [
	{
		title: 'create',
		before: null,
		after: { network_info: [{ vpc_info: [{ security_group_ids: 'sg-1' }] }] },
		calls: ['CreateInstance(sg-1)'],
	},
	{
		title: 'update of the groups',
		before: { network_info: [{ vpc_info: [{ security_group_ids: 'sg-1' }] }] },
		after: { network_info: [{ vpc_info: [{ security_group_ids: 'sg-2' }] }] },
		calls: [],
	},
	{
		title: 'update of something else',
		before: { network_info: [{ vpc_info: [{ security_group_ids: 'sg-1' }] }] },
		after: { network_info: [{ vpc_info: [{ security_group_ids: 'sg-1' }] }], description: 'new' },
		calls: [],
	},
	{
		title: 'delete',
		before: { network_info: [{ vpc_info: [{ security_group_ids: 'sg-1' }] }] },
		after: null,
		calls: [],
	},
];
