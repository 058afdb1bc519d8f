import type { Call, Condition, Entry } from '../entry/entry-schema.js';

/** The architecture with groups. For another, a call without groups switches Kibana's network. */
const isPublic: NonNullable<Call['when']> = {
	not: { all: [{ set: 'arch_type' }, { not: { equals: ['arch_type', 'public'] } }] },
};

/** The resource was rewritten in this version. */
const rewritten: Condition = { schema: 'arch_type', since: '1.267.0' };
const before: Condition = { not: rewritten };
const isOn: Condition = { equals: ['enable_kibana_private_network', true] };
const isNotOff: Condition = {
	not: { all: [{ set: 'enable_kibana_private_network' }, { equals: ['enable_kibana_private_network', false] }] },
};

export const alicloud_elasticsearch_instance: Entry = {
	type: 'alicloud_elasticsearch_instance',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_elasticsearch_instance.go',
		scenarios: ['po_alicloud_elasticsearch_instance'],
	},
	always: [
		'kibana_private_whitelist',
		'kibana_whitelist',
		'master_node_spec',
		'private_whitelist',
		'protocol',
		'zone_count',
	],
	create: [
		{
			product: 'elasticsearch',
			operation: 'EnableKibanaPvlNetwork',
			when: { any: [{ all: [rewritten, isNotOff] }, { all: [before, isOn] }] },
			groups: [{ role: 'target', attribute: 'kibana_private_security_group_id' }],
			consequence: 'aborts',
			note: 'in the update that follows createInstance; if enable_kibana_private_network is not set, the API decides, and until 1.266.0 nothing is called',
		},
	],
	update: [
		{
			product: 'elasticsearch',
			operation: 'EnableKibanaPvlNetwork',
			when: {
				all: [{ changed: ['enable_kibana_private_network'] }, isOn, isPublic],
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
						any: [
							{ all: [rewritten, isNotOff] },
							{ all: [before, isOn, { not: { changed: ['enable_kibana_private_network'] } }] },
						],
					},
				],
			},
			groups: [{ role: 'target', attribute: 'kibana_private_security_group_id' }],
			consequence: 'aborts',
			note: 'only while the private network of Kibana is on; until 1.266.0 not in the update that turns it on',
		},
	],
	delete: [{ product: 'elasticsearch', operation: 'DeleteInstance', groups: [], consequence: 'aborts' }],
};
