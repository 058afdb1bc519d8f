import { type Case, untraced } from '../case.js';

const group = {
	id: 'sg-1',
	security_group_name: 'a',
	description: 'a',
	inner_access_policy: 'Accept',
	inner_access: true,
	security_group_type: 'normal',
	resource_group_id: 'rg-1',
	tags: { team: 'a', stage: 'a' },
};
const enterprise = { security_group_type: 'enterprise' };

export const cases: Case[] = [
	{ title: 'create', before: null, after: { security_group_name: 'a' }, calls: [] },
	{
		title: 'create with a policy: the provider calls also for the one that a group has by itself',
		before: null,
		after: { inner_access_policy: 'Accept' },
		calls: ['ModifySecurityGroupPolicy(?)'],
	},
	{
		title: 'create without inner access, by the old attribute',
		before: null,
		after: { inner_access: false },
		calls: ['ModifySecurityGroupPolicy(?)'],
	},
	{ title: 'create with inner access, by the old attribute', before: null, after: { inner_access: true }, calls: [] },
	{
		title: 'create an enterprise group with a policy: the provider leaves it out',
		before: null,
		after: { ...enterprise, inner_access_policy: 'Drop' },
		calls: [],
	},
	{
		title: 'create an enterprise group without inner access: it has none by itself',
		before: null,
		after: { ...enterprise, inner_access: false },
		calls: [],
	},
	{
		title: 'create an enterprise group with inner access',
		before: null,
		after: { ...enterprise, inner_access: true },
		calls: ['ModifySecurityGroupPolicy(?)'],
	},
	{
		title: 'the policy is known only at apply',
		before: null,
		after: { inner_access_policy: untraced },
		calls: ['maybe ModifySecurityGroupPolicy(?)'],
	},
	{
		title: 'another name',
		before: group,
		after: { ...group, security_group_name: 'b' },
		calls: ['ModifySecurityGroupAttribute(sg-1)'],
	},
	{
		title: 'another name by the old attribute, and another description',
		before: group,
		after: { ...group, name: 'b', description: 'b' },
		calls: ['ModifySecurityGroupAttribute(sg-1)'],
	},
	{
		title: 'another policy',
		before: group,
		after: { ...group, inner_access_policy: 'Drop' },
		calls: ['ModifySecurityGroupPolicy(sg-1)'],
	},
	{
		title: 'no inner access, by the old attribute',
		before: group,
		after: { ...group, inner_access: false },
		calls: ['ModifySecurityGroupPolicy(sg-1)'],
	},
	{
		title: 'another policy for an enterprise group: the provider leaves it out',
		before: { ...group, ...enterprise },
		after: { ...group, ...enterprise, inner_access_policy: 'Drop' },
		calls: [],
	},
	{
		title: 'another resource group',
		before: group,
		after: { ...group, resource_group_id: 'rg-2' },
		calls: ['JoinResourceGroup(sg-1)'],
	},
	{
		title: 'another value of a tag: it is removed first',
		before: group,
		after: { ...group, tags: { team: 'b', stage: 'a' } },
		calls: ['UntagResources(sg-1)', 'TagResources(sg-1)'],
	},
	{
		title: 'one tag more',
		before: group,
		after: { ...group, tags: { ...group.tags, zone: 'a' } },
		calls: ['TagResources(sg-1)'],
	},
	{ title: 'no tags any more', before: group, after: { ...group, tags: {} }, calls: ['UntagResources(sg-1)'] },
	{
		title: 'everything at once',
		before: group,
		after: { ...group, description: 'b', inner_access_policy: 'Drop', resource_group_id: 'rg-2', tags: { team: 'b' } },
		calls: [
			'ModifySecurityGroupAttribute(sg-1)',
			'ModifySecurityGroupPolicy(sg-1)',
			'JoinResourceGroup(sg-1)',
			'UntagResources(sg-1)',
			'TagResources(sg-1)',
		],
	},
	{ title: 'nothing that the API is told', before: group, after: { ...group, timeouts: { delete: '5m' } }, calls: [] },
	{ title: 'delete', before: group, after: null, calls: ['DeleteSecurityGroup(sg-1)'] },
];
