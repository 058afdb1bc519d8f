import type { Case } from '../case.js';

export const cases: Case[] = [
	{ title: 'create', before: null, after: { security_group_id: 'sg-1' }, calls: ['CreateApplication(sg-1)'] },
	...[
		{ package_version: '1718956564756' },
		{ auto_enable_application_scaling_rule: true },
		{ batch_wait_time: 10 },
		{ change_order_desc: 'first' },
		{ enable_ahas: 'true' },
		{ min_ready_instances: 1 },
		{ min_ready_instance_ratio: 50 },
		{ update_strategy_v2: [{ type: 'BatchUpdate' }] },
		{ update_strategy: '{}' },
	].map((more) => ({
		title: `create with ${Object.keys(more)}`,
		before: null,
		after: { security_group_id: 'sg-1', ...more },
		calls: ['CreateApplication(sg-1)', 'DeployApplication(sg-1)'],
	})),
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
	{
		title: 'create with 1.209.1',
		before: null,
		after: { security_group_id: 'sg-1', package_version: '1' },
		schema: [],
		calls: ['CreateApplication(sg-1)', 'UpdateAppSecurityGroup(sg-1)'],
	},
	{
		title: 'update of the group with 1.209.1',
		before: { security_group_id: 'sg-1', image_url: 'a' },
		after: { security_group_id: 'sg-2', image_url: 'b' },
		schema: [],
		calls: ['UpdateAppSecurityGroup(sg-2)'],
	},
	{
		title: 'update of the image with 1.209.1: the deployment does not carry the group',
		before: { security_group_id: 'sg-1', image_url: 'a' },
		after: { security_group_id: 'sg-1', image_url: 'b' },
		schema: [],
		calls: [],
	},
	{ title: 'create without a group', before: null, after: { image_url: 'a' }, schema: [], calls: [] },
	{ title: 'delete', before: { security_group_id: 'sg-1' }, after: null, calls: [] },
	{
		title: 'update of the image',
		before: { security_group_id: 'sg-1', image_url: 'a' },
		after: { security_group_id: 'sg-1', image_url: 'b' },
		calls: ['DeployApplication(sg-1)'],
	},
];
