import type { Entry } from '../entry/entry-schema.js';

export const alicloud_event_bridge_connection: Entry = {
	type: 'alicloud_event_bridge_connection',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_event_bridge_connection.go',
		scenarios: ['po_alicloud_event_bridge_connection'],
	},
	create: [
		{
			product: 'eventbridge',
			operation: 'CreateConnection',
			groups: [{ role: 'target', attribute: 'network_parameters[].security_group_id' }],
			consequence: 'aborts',
		},
	],
	update: [
		{
			product: 'eventbridge',
			operation: 'UpdateConnection',
			when: { changed: ['network_parameters', 'description', 'auth_parameters'] },
			groups: [{ role: 'target', attribute: 'network_parameters[].security_group_id' }],
			consequence: 'aborts',
		},
	],
	delete: [{ product: 'eventbridge', operation: 'DeleteConnection', groups: [], consequence: 'aborts' }],
};
