import type { Entry } from '../entry/entry-schema.js';

export const alicloud_event_bridge_event_source_v2: Entry = {
	type: 'alicloud_event_bridge_event_source_v2',
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_event_bridge_event_source_v2.go',
		scenarios: ['po_alicloud_event_bridge_event_source_v2'],
	},
	create: [
		{
			product: 'eventbridge',
			operation: 'CreateEventSource',
			groups: [
				{ role: 'target', attribute: 'source_kafka_parameters[].security_group_id' },
				{ role: 'target', attribute: 'source_rocketmq_parameters[].instance_security_group_id' },
			],
			consequence: 'aborts',
		},
	],
	update: [
		{
			product: 'eventbridge',
			operation: 'UpdateEventSource',
			when: {
				changed: [
					'source_http_event_parameters',
					'source_kafka_parameters',
					'source_rabbit_mq_parameters',
					'source_mns_parameters',
					'source_rocketmq_parameters',
					'source_oss_event_parameters',
					'source_scheduled_event_parameters',
					'description',
				],
			},
			groups: [
				{ role: 'target', attribute: 'source_kafka_parameters[].security_group_id' },
				{ role: 'target', attribute: 'source_rocketmq_parameters[].instance_security_group_id' },
			],
			consequence: 'aborts',
		},
	],
	delete: [{ product: 'eventbridge', operation: 'DeleteEventSource', groups: [], consequence: 'aborts' }],
};
