import type { Entry } from '../entry/entry-schema.js';

export const alicloud_eci_image_cache: Entry = {
	type: 'alicloud_eci_image_cache',
	aliases: ['alicloud_eci_openapi_image_cache'],
	evidence: { provider: '1.289.0', source: 'alicloud/resource_alicloud_eci_image_cache.go', scenarios: [] },
	create: [
		{
			product: 'Eci',
			operation: 'CreateImageCache',
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
	],
	update: [],
	delete: [{ product: 'Eci', operation: 'DeleteImageCache', groups: [], consequence: 'aborts' }],
};
