import { type Case, newGroup } from '../case.js';

const master = { node_group_name: 'master', additional_security_group_ids: ['sg-2'] };
const cluster = { node_attributes: [{ security_group_id: 'sg-1' }], node_groups: [master] };

export const cases: Case[] = [
	{ title: 'create', before: null, after: cluster, calls: ['RunCluster(sg-1, sg-2)'] },
	{
		title: 'create with 1.235.0',
		before: null,
		after: cluster,
		schema: [],
		calls: ['CreateCluster(sg-1, sg-2)'],
	},
	{
		title: 'a new node group',
		before: cluster,
		after: {
			...cluster,
			node_groups: [master, { node_group_name: 'task', additional_security_group_ids: ['sg-2', 'sg-3'] }],
		},
		calls: ['CreateNodeGroup(sg-2, sg-3)'],
	},
	{
		title: 'several new node groups: a request for each, those without groups aside',
		before: cluster,
		after: {
			...cluster,
			node_groups: [
				master,
				{ node_group_name: 'task', additional_security_group_ids: ['sg-2', 'sg-3'] },
				{ node_group_name: 'gpu', additional_security_group_ids: ['sg-2', newGroup] },
				{ node_group_name: 'core', additional_security_group_ids: [] },
			],
		},
		calls: ['CreateNodeGroup(sg-2, sg-3)', 'CreateNodeGroup(sg-2, ?)'],
	},
	{
		title: 'other groups for a node group that stays',
		before: cluster,
		after: { ...cluster, node_groups: [{ ...master, additional_security_group_ids: ['sg-3'] }] },
		calls: [],
	},
	{ title: 'delete', before: cluster, after: null, calls: [] },
];
