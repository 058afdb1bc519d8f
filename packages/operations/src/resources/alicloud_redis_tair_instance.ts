import type { Entry } from '../entry/entry-schema.js';

export const alicloud_redis_tair_instance: Entry = {
	type: 'alicloud_redis_tair_instance',
	evidence: { provider: '1.289.0', source: 'alicloud/resource_alicloud_redis_tair_instance.go', scenarios: [] },
	create: [
		{
			product: 'R-kvstore',
			operation: 'ModifySecurityGroupConfiguration',
			when: { present: 'security_group_id' },
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
			note: 'in the update that follows CreateTairInstance',
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
	note: 'ModifyInstanceAttribute of this product carries no group and is not that of ECS',
};
