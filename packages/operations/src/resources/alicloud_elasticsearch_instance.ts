import type { Call, Entry } from '../entry/entry-schema.js';

/** Of another architecture, Kibana's network is switched by a call that carries no group. */
const isPublic: NonNullable<Call['when']> = {
	not: { all: [{ set: 'arch_type' }, { not: { equals: ['arch_type', 'public'] } }] },
};

export const alicloud_elasticsearch_instance: Entry = {
	type: 'alicloud_elasticsearch_instance',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_elasticsearch_instance.go',
		scenarios: ['po_alicloud_elasticsearch_instance'],
	},
	create: [
		{
			product: 'elasticsearch',
			operation: 'EnableKibanaPvlNetwork',
			when: {
				not: { all: [{ set: 'enable_kibana_private_network' }, { equals: ['enable_kibana_private_network', false] }] },
			},
			groups: [{ role: 'target', attribute: 'kibana_private_security_group_id' }],
			consequence: 'aborts',
			note: 'in the update that follows createInstance; where enable_kibana_private_network is not set the API decides',
		},
	],
	update: [
		{
			product: 'elasticsearch',
			operation: 'EnableKibanaPvlNetwork',
			when: {
				all: [
					{ changed: ['enable_kibana_private_network'] },
					{ equals: ['enable_kibana_private_network', true] },
					isPublic,
				],
			},
			groups: [{ role: 'target', attribute: 'kibana_private_security_group_id' }],
			consequence: 'aborts',
		},
		{
			product: 'elasticsearch',
			operation: 'UpdateKibanaPvlNetwork',
			when: {
				all: [
					{ changed: ['kibana_private_security_group_id'] },
					isPublic,
					{
						not: {
							all: [{ set: 'enable_kibana_private_network' }, { equals: ['enable_kibana_private_network', false] }],
						},
					},
				],
			},
			groups: [{ role: 'target', attribute: 'kibana_private_security_group_id' }],
			consequence: 'aborts',
			note: 'only while the private network of Kibana is on',
		},
	],
	delete: [{ product: 'elasticsearch', operation: 'DeleteInstance', groups: [], consequence: 'aborts' }],
};
