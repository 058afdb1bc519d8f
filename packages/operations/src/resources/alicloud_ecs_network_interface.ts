import type { Call, Condition, Entry } from '../entry/entry-schema.js';

function request(operation: string, when: Condition): Call {
	return {
		operation,
		when,
		groups: [],
		interfaces: [{ attribute: 'id', of: 'before' }],
		consequence: 'aborts',
		note: 'one request for each attribute that changes',
	};
}
/** A set of addresses loses its old ones first. */
function bySet(attribute: string, addresses: string): Call[] {
	return [
		request(`Unassign${addresses}`, { removed: attribute }),
		request(`Assign${addresses}`, { added: `${attribute}[]` }),
	];
}
function byNumber(attribute: string, addresses: string): Call[] {
	return [request(`Assign${addresses}`, { rises: attribute }), request(`Unassign${addresses}`, { falls: attribute })];
}

export const alicloud_ecs_network_interface: Entry = {
	type: 'alicloud_ecs_network_interface',
	aliases: ['alicloud_network_interface'],
	evidence: {
		provider: '1.289.0',
		source: 'alicloud/resource_alicloud_ecs_network_interface.go',
		scenarios: [
			'eni_add_sg',
			'eni_create',
			'eni_create_deprecated',
			'eni_create_no_sg',
			'eni_delete',
			'eni_desc',
			'eni_name',
			'eni_private_ip_count',
			'eni_private_ips',
			'eni_remove_sg',
			'eni_sg_and_desc',
			'eni_swap_sg_deprecated',
			'eni_tags',
		],
	},
	create: [
		{
			operation: 'CreateNetworkInterface',
			groups: [
				{ role: 'target', attribute: 'security_group_ids[]' },
				{ role: 'target', attribute: 'security_groups[]', when: { not: { present: 'security_group_ids' } } },
			],
			consequence: 'aborts',
		},
	],
	update: [
		{
			operation: 'ModifyNetworkInterfaceAttribute',
			when: {
				changed: [
					'description',
					'network_interface_name',
					'name',
					'queue_number',
					'security_group_ids',
					'security_groups',
					'source_dest_check',
					'delete_on_release',
				],
			},
			groups: [
				{ role: 'target', attribute: 'security_groups[]', when: { changed: ['security_groups'] } },
				{
					role: 'target',
					attribute: 'security_group_ids[]',
					when: { all: [{ changed: ['security_group_ids'] }, { not: { changed: ['security_groups'] } }] },
				},
				{ role: 'member', attribute: 'security_group_ids[]', of: 'before' },
				// Until 1.123.0 the only attribute of the groups.
				{ role: 'member', attribute: 'security_groups[]', of: 'before' },
			],
			interfaces: [{ attribute: 'id', of: 'before' }],
			consequence: 'aborts',
			note: 'the request carries all groups after the change, and only if they change',
		},
		...bySet('private_ip_addresses', 'PrivateIpAddresses'),
		...bySet('private_ips', 'PrivateIpAddresses'),
		...byNumber('private_ips_count', 'PrivateIpAddresses'),
		...byNumber('secondary_private_ip_address_count', 'PrivateIpAddresses'),
		...byNumber('ipv6_address_count', 'Ipv6Addresses'),
		...bySet('ipv6_addresses', 'Ipv6Addresses'),
		...byNumber('ipv4_prefix_count', 'PrivateIpAddresses'),
		...bySet('ipv4_prefixes', 'PrivateIpAddresses'),
	],
	delete: [
		{ operation: 'DeleteNetworkInterface', groups: [], interfaces: [{ attribute: 'id' }], consequence: 'aborts' },
	],
};
