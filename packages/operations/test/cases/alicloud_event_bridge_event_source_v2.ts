import type { Case } from '../case.js';

export const cases: Case[] = [
	{
		title: 'create',
		before: null,
		after: {
			source_kafka_parameters: [{ security_group_id: 'sg-1' }],
			source_rocketmq_parameters: [{ instance_security_group_id: 'sg-2' }],
		},
		calls: ['CreateEventSource(sg-1, sg-2)'],
	},
	{
		title: 'update of the groups',
		before: {
			source_kafka_parameters: [{ security_group_id: 'sg-1' }],
			source_rocketmq_parameters: [{ instance_security_group_id: 'sg-2' }],
		},
		after: {
			source_kafka_parameters: [{ security_group_id: 'sg-3' }],
			source_rocketmq_parameters: [{ instance_security_group_id: 'sg-4' }],
		},
		calls: ['UpdateEventSource(sg-3, sg-4)'],
	},
	{
		title: 'update of the description',
		before: {
			source_kafka_parameters: [{ security_group_id: 'sg-1' }],
			source_rocketmq_parameters: [{ instance_security_group_id: 'sg-2' }],
		},
		after: {
			source_kafka_parameters: [{ security_group_id: 'sg-1' }],
			source_rocketmq_parameters: [{ instance_security_group_id: 'sg-2' }],
			description: 'new',
		},
		calls: ['UpdateEventSource(sg-1, sg-2)'],
	},
	{
		title: 'delete',
		before: {
			source_kafka_parameters: [{ security_group_id: 'sg-1' }],
			source_rocketmq_parameters: [{ instance_security_group_id: 'sg-2' }],
		},
		after: null,
		calls: [],
	},
	{
		title: 'update of nothing that is sent',
		before: { source_kafka_parameters: [{ security_group_id: 'sg-1' }] },
		after: { source_kafka_parameters: [{ security_group_id: 'sg-1' }], timeouts: { update: '5m' } },
		calls: [],
	},
];
