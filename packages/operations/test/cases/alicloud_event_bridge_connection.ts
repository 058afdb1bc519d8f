import type { Case } from '../case.js';

export const cases: Case[] = [
	{
		title: 'create',
		before: null,
		after: { network_parameters: [{ security_group_id: 'sg-1' }] },
		calls: ['CreateConnection(sg-1)'],
	},
	{
		title: 'update of the groups',
		before: { network_parameters: [{ security_group_id: 'sg-1' }] },
		after: { network_parameters: [{ security_group_id: 'sg-2' }] },
		calls: ['UpdateConnection(sg-2)'],
	},
	{
		title: 'update of the description',
		before: { network_parameters: [{ security_group_id: 'sg-1' }] },
		after: { network_parameters: [{ security_group_id: 'sg-1' }], description: 'new' },
		calls: ['UpdateConnection(sg-1)'],
	},
	{ title: 'delete', before: { network_parameters: [{ security_group_id: 'sg-1' }] }, after: null, calls: [] },
	{
		title: 'update of nothing that is sent',
		before: { network_parameters: [{ security_group_id: 'sg-1' }] },
		after: { network_parameters: [{ security_group_id: 'sg-1' }], timeouts: { update: '5m' } },
		calls: [],
	},
];
