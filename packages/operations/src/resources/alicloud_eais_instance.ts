import type { Entry } from '../entry/entry-schema.js';

export const alicloud_eais_instance: Entry = {
	type: 'alicloud_eais_instance',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_eais_instance.go',
		scenarios: ['po_alicloud_eais_instance'],
	},
	create: [
		{
			product: 'eais',
			operation: 'CreateEai',
			when: { any: [{ equals: ['category', 'eais'] }, { not: { present: 'category' } }] },
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
		{
			product: 'eais',
			operation: 'CreateEaiJupyter',
			when: { equals: ['category', 'jupyter'] },
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
		{
			product: 'eais',
			operation: 'CreateEaisEi',
			when: { equals: ['category', 'ei'] },
			groups: [{ role: 'target', attribute: 'security_group_id' }],
			consequence: 'aborts',
		},
	],
	update: [],
	delete: [
		{
			product: 'eais',
			operation: 'DeleteEai',
			when: { not: { equals: ['category', 'ei'] } },
			groups: [],
			consequence: 'aborts',
		},
		{
			product: 'eais',
			operation: 'DeleteEaisEi',
			when: { equals: ['category', 'ei'] },
			groups: [],
			consequence: 'aborts',
		},
	],
};
