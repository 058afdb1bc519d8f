import type { Entry } from '../entry/entry-schema.js';

export const alicloud_polardb_aicluster: Entry = {
	type: 'alicloud_polardb_aicluster',
	evidence: { provider: '1.289.0', source: 'alicloud/resource_alicloud_polardb_aicluster.go', scenarios: [] },
	create: [
		{
			product: 'polardb',
			operation: 'CreateAIDBCluster',
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
	],
	update: [],
	delete: [{ product: 'polardb', operation: 'DeleteAIDBCluster', groups: [], consequence: 'aborts' }],
};
