import type { Case } from '../case.js';

export const cases: Case[] = [
	{ title: 'create', before: null, after: { security_group_ids: ['sg-1'] }, calls: ['CreateVpcEndpoint(sg-1)'] },
	{
		title: 'update of the groups',
		before: { security_group_ids: ['sg-1'] },
		after: { security_group_ids: ['sg-2'] },
		calls: ['AttachSecurityGroupToVpcEndpoint(sg-2)', 'DetachSecurityGroupFromVpcEndpoint(sg-1)'],
	},
	{
		title: 'update of something else',
		before: { security_group_ids: ['sg-1'] },
		after: { security_group_ids: ['sg-1'], description: 'new' },
		calls: [],
	},
	{ title: 'delete', before: { security_group_ids: ['sg-1'] }, after: null, calls: [] },
	{
		title: 'one group stays',
		before: { security_group_ids: ['sg-1', 'sg-2', 'sg-3'] },
		after: { security_group_ids: ['sg-2', 'sg-4', 'sg-5'] },
		calls: [
			'AttachSecurityGroupToVpcEndpoint(sg-4)',
			'AttachSecurityGroupToVpcEndpoint(sg-5)',
			'DetachSecurityGroupFromVpcEndpoint(sg-1)',
			'DetachSecurityGroupFromVpcEndpoint(sg-3)',
		],
	},
];
