import type { Case } from '../case.js';

export const cases: Case[] = [
	{ title: 'create', before: null, after: { security_group_id: 'sg-1' }, calls: ['CreateApplication(sg-1)'] },
	{
		title: 'update of the groups',
		before: { security_group_id: 'sg-1' },
		after: { security_group_id: 'sg-2' },
		calls: ['DeployApplication(sg-2)'],
	},
	{
		title: 'update of something else',
		before: { security_group_id: 'sg-1' },
		after: { security_group_id: 'sg-1', description: 'new' },
		calls: [],
	},
	{ title: 'delete', before: { security_group_id: 'sg-1' }, after: null, calls: [] },
	{
		title: 'update of the image',
		before: { security_group_id: 'sg-1', image_url: 'a' },
		after: { security_group_id: 'sg-1', image_url: 'b' },
		calls: ['DeployApplication(sg-1)'],
	},
];
