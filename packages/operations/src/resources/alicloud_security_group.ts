import type { Entry } from '../entry-schema.js';

export const alicloud_security_group: Entry = {
	type: 'alicloud_security_group',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_security_group.go',
		scenarios: [
			'sg_create',
			'sg_create_policy_accept',
			'sg_create_policy_drop',
			'sg_update_name',
			'sg_update_desc',
			'sg_update_inner_access',
			'sg_update_policy',
			'sg_update_rg',
			'sg_update_tags',
			'sg_delete',
			'sg_replace_vpc',
		],
	},
	create: [
		{ operation: 'CreateSecurityGroup', groups: [], consequence: 'aborts' },
		{
			operation: 'ModifySecurityGroupPolicy',
			when: {
				any: [
					{ present: 'inner_access_policy' },
					{ all: [{ set: 'inner_access' }, { equals: ['inner_access', false] }] },
					{ all: [{ equals: ['inner_access', true] }, { equals: ['security_group_type', 'enterprise'] }] },
				],
			},
			groups: [{ role: 'target', attribute: 'id' }],
			consequence: 'aborts',
			note: 'a new normal group accepts inner access and a new enterprise group drops it; the provider calls only for a difference, but always where inner_access_policy is set',
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
			when: { changed: ['inner_access_policy', 'inner_access'] },
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
