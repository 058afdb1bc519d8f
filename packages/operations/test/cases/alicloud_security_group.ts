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

/** Attributes of the resource in 1.228.0, and in 1.289.0, beside those that it always had. */
const schema1228 = ['id', 'timeouts'];
const schema1289 = ['id', 'timeouts', 'security_group_name', 'create_time'];
const tagged = { name: 'a', security_group_type: 'normal', tags: { team: 'a' } };

export const cases: Case[] = [
	{
		title: 'create with 1.209.1: the policy is always set, and the tags by a request of their own',
		before: null,
		after: tagged,
		schema: ['id'],
		calls: ['TagResources(?)', 'ModifySecurityGroupPolicy(?)'],
	},
	{
		title: 'create with a version from 1.214.0 to 1.238.0: its schema does not tell how tags are set',
		before: null,
		after: tagged,
		schema: schema1228,
		calls: ['maybe TagResources(?)', 'ModifySecurityGroupPolicy(?)'],
	},
	{
		title: 'create with 1.220.0: tags are set by a request of their own',
		before: null,
		after: tagged,
		schema: schema1228,
		provider: '1.220.0',
		calls: ['TagResources(?)', 'ModifySecurityGroupPolicy(?)'],
	},
	{
		title: 'create with 1.228.0: CreateSecurityGroup carries the tags',
		before: null,
		after: tagged,
		schema: schema1228,
		provider: '1.228.0',
		calls: ['ModifySecurityGroupPolicy(?)'],
	},
	{
		title: 'create an enterprise group with 1.228.0',
		before: null,
		after: { name: 'a', security_group_type: 'enterprise' },
		schema: schema1228,
		calls: [],
	},
	{
		title: 'create with tags in 1.289.0, by its schema',
		before: null,
		after: { ...tagged, security_group_name: 'a' },
		schema: schema1289,
		calls: [],
	},
	{
		title: 'create with tags in a document that leaves out nulls, with a lock file that names 1.209.1',
		before: null,
		after: tagged,
		provider: '1.209.1',
		calls: ['TagResources(?)', 'ModifySecurityGroupPolicy(?)'],
	},
	{
		title: 'everything changes with 1.228.0: the attributes come last',
		before: { id: 'sg-1', name: 'a', inner_access_policy: 'Accept', resource_group_id: 'rg-1', tags: { team: 'a' } },
		after: { id: 'sg-1', name: 'b', inner_access_policy: 'Drop', resource_group_id: 'rg-2', tags: { team: 'b' } },
		schema: schema1228,
		calls: [
			'JoinResourceGroup(sg-1)',
			'UntagResources(sg-1)',
			'TagResources(sg-1)',
			'ModifySecurityGroupPolicy(sg-1)',
			'ModifySecurityGroupAttribute(sg-1)',
		],
	},
	{
		title: 'nothing changes with 1.228.0',
		before: { id: 'sg-1', name: 'a' },
		after: { id: 'sg-1', name: 'a' },
		schema: schema1228,
		calls: [],
	},
	{
		title: 'the last tag goes with 1.228.0',
		before: { id: 'sg-1', tags: { team: 'a' } },
		after: { id: 'sg-1', tags: {} },
		schema: schema1228,
		calls: ['UntagResources(sg-1)'],
	},
	{
		title: 'an enterprise group gets a policy with 1.228.0: the provider leaves it out',
		before: { id: 'sg-1', security_group_type: 'enterprise' },
		after: { id: 'sg-1', security_group_type: 'enterprise', inner_access_policy: 'Drop' },
		schema: schema1228,
		calls: [],
	},
	{
		title: 'inner access is given with 1.228.0',
		before: { id: 'sg-1', inner_access: false },
		after: { id: 'sg-1', inner_access: true },
		schema: schema1228,
		calls: ['ModifySecurityGroupPolicy(sg-1)'],
	},
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
		title: 'the policy is known after apply',
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
