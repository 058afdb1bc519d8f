import type { Case } from '../case.js';

export const cases: Case[] = [
	{
		title: 'create',
		before: null,
		after: { security_group_id: 'sg-1' },
		calls: ['CreateEciScalingConfiguration(sg-1)'],
	},
	{
		title: 'update of the groups',
		before: { security_group_id: 'sg-1' },
		after: { security_group_id: 'sg-2' },
		calls: ['ModifyEciScalingConfiguration(sg-2)'],
	},
	{
		title: 'update of something else',
		before: { security_group_id: 'sg-1' },
		after: { security_group_id: 'sg-1', description: 'new' },
		calls: [],
	},
	{ title: 'delete', before: { security_group_id: 'sg-1' }, after: null, calls: [] },
	{
		title: 'an update that overrides sends every set argument',
		before: { security_group_id: 'sg-1', override: true },
		after: { security_group_id: 'sg-1', override: true, description: 'new' },
		calls: ['ModifyEciScalingConfiguration(sg-1)'],
	},
];
