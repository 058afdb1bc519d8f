import type { Case } from '../case.js';

export const cases: Case[] = [
	{
		title: 'create',
		before: null,
		after: {
			security_group_id: 'sg-1',
			security_group_ids: ['sg-2'],
			network_interfaces: [{ security_group_ids: ['sg-3'] }],
		},
		calls: ['CreateScalingConfiguration(sg-1, sg-2, sg-3)'],
	},
	{
		title: 'update of the groups',
		before: {
			security_group_id: 'sg-1',
			security_group_ids: ['sg-2'],
			network_interfaces: [{ security_group_ids: ['sg-3'] }],
		},
		after: {
			security_group_id: 'sg-4',
			security_group_ids: ['sg-5'],
			network_interfaces: [{ security_group_ids: ['sg-6'] }],
		},
		calls: ['ModifyScalingConfiguration(sg-4, sg-5, sg-6)'],
	},
	{
		title: 'update of something else',
		before: {
			security_group_id: 'sg-1',
			security_group_ids: ['sg-2'],
			network_interfaces: [{ security_group_ids: ['sg-3'] }],
		},
		after: {
			security_group_id: 'sg-1',
			security_group_ids: ['sg-2'],
			network_interfaces: [{ security_group_ids: ['sg-3'] }],
			description: 'new',
		},
		calls: [],
	},
	{
		title: 'delete',
		before: {
			security_group_id: 'sg-1',
			security_group_ids: ['sg-2'],
			network_interfaces: [{ security_group_ids: ['sg-3'] }],
		},
		after: null,
		calls: [],
	},
	{
		title: 'an update that overrides sends every set argument',
		before: { security_group_id: 'sg-1', override: true },
		after: { security_group_id: 'sg-1', override: true, description: 'new' },
		calls: ['ModifyScalingConfiguration(sg-1)'],
	},
];
