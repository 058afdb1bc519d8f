import type { Entry } from '../entry/entry-schema.js';

export const alicloud_pvtz_endpoint: Entry = {
	type: 'alicloud_pvtz_endpoint',
	evidence: { provider: '1.289.0', source: 'alicloud/resource_alicloud_pvtz_endpoint.go', scenarios: [] },
	create: [
		{
			product: 'pvtz',
			operation: 'AddResolverEndpoint',
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
	],
	update: [],
	delete: [{ product: 'pvtz', operation: 'DeleteResolverEndpoint', groups: [], consequence: 'aborts' }],
};
