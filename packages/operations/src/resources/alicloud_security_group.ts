import type { Condition, Entry } from '../entry/entry-schema.js';

const enterprise: Condition = { equals: ['security_group_type', 'enterprise'] };

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
	create: [
		{ operation: 'CreateSecurityGroup', groups: [], consequence: 'aborts' },
		{
			operation: 'ModifySecurityGroupPolicy',
			when: {
				any: [
					{ all: [{ not: enterprise }, { present: 'inner_access_policy' }] },
					{ all: [{ not: enterprise }, { set: 'inner_access' }, { equals: ['inner_access', false] }] },
					{ all: [enterprise, { equals: ['inner_access', true] }] },
				],
			},
			groups: [{ role: 'target', attribute: 'id' }],
			consequence: 'aborts',
			note: 'a new normal group accepts inner access and a new enterprise group drops it: inner_access calls only for a difference, inner_access_policy always, but never for an enterprise group',
		},
	],
	update: [
		{
			operation: 'ModifySecurityGroupAttribute',
			when: { changed: ['security_group_name', 'description', 'name'] },
			groups: [{ role: 'target', attribute: 'id', of: 'before' }],
			consequence: 'aborts',
		},
		{
			operation: 'ModifySecurityGroupPolicy',
			when: {
				any: [{ changed: ['inner_access'] }, { all: [{ not: enterprise }, { changed: ['inner_access_policy'] }] }],
			},
			groups: [{ role: 'target', attribute: 'id', of: 'before' }],
			consequence: 'aborts',
		},
		{
			operation: 'JoinResourceGroup',
			when: { changed: ['resource_group_id'] },
			groups: [{ role: 'target', attribute: 'id', of: 'before' }],
			consequence: 'aborts',
		},
		{
			operation: 'UntagResources',
			when: { removed: 'tags' },
			groups: [{ role: 'target', attribute: 'id', of: 'before' }],
			consequence: 'aborts',
			note: 'a tag whose value changes is removed first',
		},
		{
			operation: 'TagResources',
			when: { all: [{ changed: ['tags'] }, { present: 'tags' }] },
			groups: [{ role: 'target', attribute: 'id', of: 'before' }],
			consequence: 'aborts',
		},
	],
	delete: [{ operation: 'DeleteSecurityGroup', groups: [{ role: 'target', attribute: 'id' }], consequence: 'aborts' }],
};
