import type { Entry } from '../entry/entry-schema.js';

export const alicloud_kvstore_instance: Entry = {
	type: 'alicloud_kvstore_instance',
	evidence: { provider: '1.289.0', source: 'alicloud/resource_alicloud_kvstore_instance.go', scenarios: [] },
	create: [
		{
			product: 'R-kvstore',
			operation: 'ModifySecurityGroupConfiguration',
			when: { present: 'security_group_id' },
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
			note: 'in the update that follows CreateInstance',
		},
	],
	update: [
		{
			product: 'R-kvstore',
			operation: 'ModifySecurityGroupConfiguration',
			when: { changed: ['security_group_id'] },
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
	],
	delete: [{ product: 'R-kvstore', operation: 'DeleteInstance', groups: [], consequence: 'aborts' }],
	note: 'CreateInstance, ModifyInstanceAttribute and DeleteInstance of this product carry no group and are not those of ECS',
};
