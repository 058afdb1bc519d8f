import type { Case } from '../case.js';

export const cases: Case[] = [
	{
		title: 'create',
		before: null,
		after: { vpc_config: [{ security_group_id: 'sg-1' }] },
		calls: ['CreateFunction(sg-1)'],
	},
	{
		title: 'update of the groups',
		before: { vpc_config: [{ security_group_id: 'sg-1' }] },
		after: { vpc_config: [{ security_group_id: 'sg-2' }] },
		calls: ['UpdateFunction(sg-2)'],
	},
	{
		title: 'update of something else',
		before: { vpc_config: [{ security_group_id: 'sg-1' }] },
		after: { vpc_config: [{ security_group_id: 'sg-1' }], description: 'new' },
		calls: [],
	},
	{
		title: 'update of something else with 1.228.0: the request carries the groups all the same',
		before: { vpc_config: [{ security_group_id: 'sg-1' }] },
		after: { vpc_config: [{ security_group_id: 'sg-1' }], description: 'new' },
		schema: [],
		provider: '1.228.0',
		calls: ['UpdateFunction(sg-1)'],
	},
	{
		title: 'update of something else with 1.228.0 to 1.233.0: the version decides',
		before: { vpc_config: [{ security_group_id: 'sg-1' }] },
		after: { vpc_config: [{ security_group_id: 'sg-1' }], description: 'new' },
		schema: [],
		calls: ['maybe UpdateFunction(sg-1)'],
	},
	{
		title: 'update of something else with 1.234.0',
		before: { vpc_config: [{ security_group_id: 'sg-1' }] },
		after: { vpc_config: [{ security_group_id: 'sg-1' }], description: 'new' },
		schema: ['code_size'],
		calls: [],
	},
	{ title: 'delete', before: { vpc_config: [{ security_group_id: 'sg-1' }] }, after: null, calls: [] },
];
