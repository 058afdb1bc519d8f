import type { Entry } from '../entry/entry-schema.js';

export const alicloud_ecs_network_interface_attachment: Entry = {
	type: 'alicloud_ecs_network_interface_attachment',
	aliases: ['alicloud_network_interface_attachment'],
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_ecs_network_interface_attachment.go',
		scenarios: ['eni_attach', 'eni_attach_alias', 'eni_detach'],
	},
	create: [
		{
			operation: 'AttachNetworkInterface',
			groups: [],
			interfaces: [{ attribute: 'network_interface_id' }],
			consequence: 'aborts',
		},
	],
	update: [],
	delete: [
		{
			operation: 'DetachNetworkInterface',
			groups: [],
			interfaces: [{ attribute: 'network_interface_id' }],
			consequence: 'aborts',
		},
	],
	note: 'the interface keeps its groups; neither request carries one',
};
