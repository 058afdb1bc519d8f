import type { Value } from '../../src/index.js';
import { type Case, newGroup, untraced } from '../case.js';

/** The provider reads the groups into both attributes. */
const nic = (...groups: Value[]) => ({ security_group_ids: groups, security_groups: groups, description: 'a' });

const bySet = [
	['private_ip_addresses', 'PrivateIpAddresses'],
	['private_ips', 'PrivateIpAddresses'],
	['ipv6_addresses', 'Ipv6Addresses'],
	['ipv4_prefixes', 'PrivateIpAddresses'],
] as const;
const byNumber = [
	['secondary_private_ip_address_count', 'PrivateIpAddresses'],
	['private_ips_count', 'PrivateIpAddresses'],
	['ipv6_address_count', 'Ipv6Addresses'],
	['ipv4_prefix_count', 'PrivateIpAddresses'],
] as const;

export const cases: Case[] = [
	{
		title: 'create',
		before: null,
		after: { security_group_ids: ['sg-1', 'sg-2'] },
		calls: ['CreateNetworkInterface(sg-1, sg-2)'],
	},
	{
		title: 'create by the old attribute',
		before: null,
		after: { security_groups: ['sg-1'] },
		calls: ['CreateNetworkInterface(sg-1)'],
	},
	{ title: 'create without groups', before: null, after: { vswitch_id: 'vsw-1' }, calls: ['CreateNetworkInterface()'] },
	{
		title: 'create with a group of the same plan',
		before: null,
		after: { security_group_ids: [newGroup, 'sg-1'] },
		calls: ['CreateNetworkInterface(?, sg-1)'],
	},
	{
		title: 'one group more: the request carries all',
		before: nic('sg-1'),
		after: { ...nic('sg-1'), security_group_ids: ['sg-1', 'sg-2'] },
		calls: ['ModifyNetworkInterfaceAttribute(sg-1, sg-2)'],
	},
	{
		title: 'one group less: the interface still belongs to the group that goes',
		before: nic('sg-1', 'sg-2'),
		after: { ...nic('sg-1', 'sg-2'), security_group_ids: ['sg-2'] },
		calls: ['ModifyNetworkInterfaceAttribute(sg-2, member sg-1)'],
	},
	{
		title: 'another group by the old attribute',
		before: nic('sg-1'),
		after: { ...nic('sg-1'), security_groups: ['sg-2'] },
		calls: ['ModifyNetworkInterfaceAttribute(sg-2, member sg-1)'],
	},
	{
		title: 'both attributes: the old one wins',
		before: nic('sg-1'),
		after: { security_group_ids: ['sg-2'], security_groups: ['sg-3'], description: 'a' },
		calls: ['ModifyNetworkInterfaceAttribute(sg-3, member sg-1)'],
	},
	{
		title: 'another description with 1.123.0, which has the groups in the old attribute alone',
		before: { security_groups: ['sg-1'], description: 'a' },
		after: { security_groups: ['sg-1'], description: 'b' },
		calls: ['ModifyNetworkInterfaceAttribute(member sg-1)'],
	},
	{
		title: 'another description: the request carries no group',
		before: nic('sg-1'),
		after: { ...nic('sg-1'), description: 'b' },
		calls: ['ModifyNetworkInterfaceAttribute(member sg-1)'],
	},
	...['network_interface_name', 'name', 'queue_number', 'source_dest_check', 'delete_on_release'].map((name) => ({
		title: `another ${name}`,
		before: nic('sg-1'),
		after: { ...nic('sg-1'), [name]: 'b' },
		calls: ['ModifyNetworkInterfaceAttribute(member sg-1)'],
	})),
	{
		title: 'tags are changed by another operation',
		before: nic('sg-1'),
		after: { ...nic('sg-1'), tags: { a: 'b' } },
		calls: [],
		onInterfaces: [],
	},
	...bySet.map(([attribute, addresses]) => ({
		title: `${attribute}: the old addresses go before the new ones come`,
		before: { id: 'eni-1', [attribute]: ['10.0.0.1', '10.0.0.2'] },
		after: { id: 'eni-1', [attribute]: ['10.0.0.2', '10.0.0.3'] },
		calls: [],
		onInterfaces: [`Unassign${addresses}(eni-1)`, `Assign${addresses}(eni-1)`],
	})),
	...byNumber.flatMap(([attribute, addresses]) => [
		{
			title: `${attribute} rises`,
			before: { id: 'eni-1', [attribute]: 9 },
			after: { id: 'eni-1', [attribute]: 10 },
			calls: [],
			onInterfaces: [`Assign${addresses}(eni-1)`],
		},
		{
			title: `${attribute} falls`,
			before: { id: 'eni-1', [attribute]: 10 },
			after: { id: 'eni-1', [attribute]: 9 },
			calls: [],
			onInterfaces: [`Unassign${addresses}(eni-1)`],
		},
		{
			title: `${attribute} is unknown: it may rise or fall`,
			before: { id: 'eni-1', [attribute]: 1 },
			after: { id: 'eni-1', [attribute]: untraced },
			calls: [],
			onInterfaces: [`maybe Assign${addresses}(eni-1)`, `maybe Unassign${addresses}(eni-1)`],
		},
	]),
	{
		title: 'a number that was not set before',
		before: { id: 'eni-1' },
		after: { id: 'eni-1', ipv6_address_count: 1 },
		calls: [],
		onInterfaces: ['AssignIpv6Addresses(eni-1)'],
	},
	{
		title: 'addresses that are unknown as a whole may be none',
		before: { id: 'eni-1', ipv6_addresses: [] },
		after: { id: 'eni-1', ipv6_addresses: untraced },
		calls: [],
		onInterfaces: ['maybe AssignIpv6Addresses(eni-1)'],
	},
	{
		title: 'delete',
		before: { id: 'eni-1', ...nic('sg-1') },
		after: null,
		calls: [],
		onInterfaces: ['DeleteNetworkInterface(eni-1)'],
	},
];
