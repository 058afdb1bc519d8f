import type { Entry } from '../entry/entry-schema.js';

export const alicloud_polardb_cluster: Entry = {
	type: 'alicloud_polardb_cluster',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_polardb_cluster.go',
		scenarios: ['po_alicloud_polardb_cluster'],
	},
	create: [
		{
			product: 'polardb',
			operation: 'ModifyDBClusterAccessWhitelist',
			when: { present: 'security_group_ids' },
			groups: [{ role: 'target', attribute: 'security_group_ids[]' }],
			consequence: 'aborts',
			note: 'in the update that follows CreateDBCluster',
		},
	],
	update: [
		{
			product: 'polardb',
			operation: 'ModifyDBClusterAccessWhitelist',
			when: { changed: ['security_group_ids'] },
			groups: [{ role: 'target', attribute: 'security_group_ids[]' }],
			consequence: 'aborts',
		},
	],
	delete: [{ product: 'polardb', operation: 'DeleteDBCluster', groups: [], consequence: 'aborts' }],
	not_groups: { global_security_group_list: 'ids of templates of IP whitelists (g-…)' },
};
