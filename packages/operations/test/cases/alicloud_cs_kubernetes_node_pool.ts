import type { Case } from '../case.js';

export const cases: Case[] = [
	{
		title: 'create',
		before: null,
		after: { security_group_id: 'sg-1', security_group_ids: ['sg-2'] },
		calls: ['CreateClusterNodePool(sg-1, sg-2)'],
	},
	{
		title: 'update of the groups',
		before: { security_group_id: 'sg-1', security_group_ids: ['sg-2'] },
		after: { security_group_id: 'sg-3', security_group_ids: ['sg-4'] },
		calls: ['ModifyClusterNodePool(sg-3)'],
	},
	{
		title: 'update of the list of groups alone',
		before: { security_group_ids: ['sg-2'] },
		after: { security_group_ids: ['sg-4'] },
		calls: [],
	},
	{
		title: 'another group and fewer nodes: only the nodes are changed',
		before: { security_group_id: 'sg-1', node_count: 3 },
		after: { security_group_id: 'sg-3', node_count: 2 },
		calls: [],
	},
	{
		title: 'another group and fewer nodes by the desired size',
		before: { security_group_id: 'sg-1', node_count: 3, desired_size: 3 },
		after: { security_group_id: 'sg-3', node_count: 2, desired_size: 2 },
		calls: ['ModifyClusterNodePool(sg-3)'],
	},
	{
		title: 'update of something else',
		before: { security_group_id: 'sg-1', security_group_ids: ['sg-2'] },
		after: { security_group_id: 'sg-1', security_group_ids: ['sg-2'], description: 'new' },
		calls: [],
	},
	{ title: 'delete', before: { security_group_id: 'sg-1', security_group_ids: ['sg-2'] }, after: null, calls: [] },
];
