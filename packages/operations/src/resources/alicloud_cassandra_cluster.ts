import type { Entry } from '../entry/entry-schema.js';

export const alicloud_cassandra_cluster: Entry = {
	type: 'alicloud_cassandra_cluster',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_cassandra_cluster.go',
		scenarios: ['po_alicloud_cassandra_cluster'],
	},
	create: [
		{
			product: 'Cassandra',
			operation: 'ModifySecurityGroups',
			when: { present: 'security_groups' },
			groups: [{ role: 'target', attribute: 'security_groups[]' }],
			consequence: 'aborts',
			note: 'in the update that follows CreateCluster',
		},
	],
	update: [
		{
			product: 'Cassandra',
			operation: 'ModifySecurityGroups',
			when: { changed: ['security_groups'] },
			groups: [{ role: 'target', attribute: 'security_groups[]' }],
			consequence: 'aborts',
		},
	],
	delete: [{ product: 'Cassandra', operation: 'DeleteCluster', groups: [], consequence: 'aborts' }],
};
