import type { Call, Condition, Entry } from '../entry/entry-schema.js';

const enterprise: Condition = { equals: ['security_group_type', 'enterprise'] };
/** The resource was rewritten in this version. */
const rewritten: Condition = { schema: 'security_group_name', since: '1.239.0' };
const before: Condition = { not: rewritten };

const group: Call['groups'] = [{ role: 'target', attribute: 'id', of: 'before' }];
const modifyPolicy: Condition = {
	any: [{ changed: ['inner_access'] }, { all: [{ not: enterprise }, { changed: ['inner_access_policy'] }] }],
};
const removeTags: Condition = { removed: 'tags' };
const addTags: Condition[] = [{ changed: ['tags'] }, { present: 'tags' }];

export const alicloud_security_group: Entry = {
	type: 'alicloud_security_group',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_security_group.go',
		scenarios: [
			'sg_create',
			'sg_create_policy_accept',
			'sg_create_policy_drop',
			'sg_delete',
			'sg_provider_alias',
			'sg_removed_destroy',
			'sg_removed_forget',
			'sg_replace_flag',
			'sg_replace_vpc',
			'sg_update_desc',
			'sg_update_inner_access',
			'sg_update_name',
			'sg_update_name_desc',
			'sg_update_policy',
			'sg_update_rg',
			'sg_update_tags',
		],
	},
	always: [
		'description',
		'inner_access',
		'inner_access_policy',
		'name',
		'resource_group_id',
		'security_group_type',
		'tags',
		'vpc_id',
	],
	pulumi: 'alicloud:ecs/securityGroup:SecurityGroup',
	create: [
		{ operation: 'CreateSecurityGroup', groups: [], consequence: 'aborts' },
		{
			operation: 'TagResources',
			when: {
				all: [
					{ present: 'tags' },
					{
						any: [{ not: { schema: 'timeouts', since: '1.214.0' } }, { all: [before, { provider: '<1.223.2' }] }],
					},
				],
			},
			groups: [{ role: 'target', attribute: 'id' }],
			consequence: 'aborts',
			note: 'until 1.223.1 the tags of a new group are set in a separate request; later CreateSecurityGroup carries them',
		},
		{
			operation: 'ModifySecurityGroupPolicy',
			when: {
				any: [
					{ all: [before, { not: enterprise }] },
					{ all: [{ not: enterprise }, { present: 'inner_access_policy' }] },
					{ all: [{ not: enterprise }, { set: 'inner_access' }, { equals: ['inner_access', false] }] },
					{ all: [enterprise, { equals: ['inner_access', true] }] },
				],
			},
			groups: [{ role: 'target', attribute: 'id' }],
			consequence: 'aborts',
			note: 'a new normal group accepts inner access and a new enterprise group drops it: inner_access calls only for a difference, inner_access_policy always, but never for an enterprise group; until 1.238.0 every normal group is modified',
		},
	],
	update: [
		{
			operation: 'JoinResourceGroup',
			when: { all: [before, { changed: ['resource_group_id'] }] },
			groups: group,
			consequence: 'aborts',
			note: 'until 1.238.0 resource group, tags and policy come before the attributes',
		},
		{
			operation: 'UntagResources',
			when: { all: [before, removeTags] },
			groups: group,
			consequence: 'aborts',
			note: 'a tag whose value changes is removed first',
		},
		{ operation: 'TagResources', when: { all: [before, ...addTags] }, groups: group, consequence: 'aborts' },
		{
			operation: 'ModifySecurityGroupPolicy',
			when: { all: [before, modifyPolicy] },
			groups: group,
			consequence: 'aborts',
		},
		{
			operation: 'ModifySecurityGroupAttribute',
			when: { changed: ['security_group_name', 'description', 'name'] },
			groups: group,
			consequence: 'aborts',
		},
		{
			operation: 'ModifySecurityGroupPolicy',
			when: { all: [rewritten, modifyPolicy] },
			groups: group,
			consequence: 'aborts',
			note: 'since 1.239.0 the attributes come before the policy, the resource group and the tags',
		},
		{
			operation: 'JoinResourceGroup',
			when: { all: [rewritten, { changed: ['resource_group_id'] }] },
			groups: group,
			consequence: 'aborts',
		},
		{
			operation: 'UntagResources',
			when: { all: [rewritten, removeTags] },
			groups: group,
			consequence: 'aborts',
			note: 'a tag whose value changes is removed first',
		},
		{
			operation: 'TagResources',
			when: { all: [rewritten, ...addTags] },
			groups: group,
			consequence: 'aborts',
			note: 'since 1.239.0 the tags come last',
		},
	],
	delete: [{ operation: 'DeleteSecurityGroup', groups: [{ role: 'target', attribute: 'id' }], consequence: 'aborts' }],
};
