import type { Case } from '../case.js';

export const cases: Case[] = [
	{
		title: 'create',
		before: null,
		after: { vpc_config: [{ security_group_id: 'sg-1' }] },
		calls: ['CreateService(sg-1)'],
	},
	{
		title: 'update of the groups',
		before: { vpc_config: [{ security_group_id: 'sg-1' }] },
		after: { vpc_config: [{ security_group_id: 'sg-2' }] },
		calls: ['UpdateService(sg-2)'],
	},
	{
		title: 'update of something else',
		before: { vpc_config: [{ security_group_id: 'sg-1' }] },
		after: { vpc_config: [{ security_group_id: 'sg-1' }], description: 'new' },
		calls: ['UpdateService(sg-1)'],
	},
	{
		title: 'the block goes',
		before: { vpc_config: [{ security_group_id: 'sg-1' }] },
		after: { vpc_config: [] },
		calls: [],
	},
	{ title: 'delete', before: { vpc_config: [{ security_group_id: 'sg-1' }] }, after: null, calls: [] },
];
