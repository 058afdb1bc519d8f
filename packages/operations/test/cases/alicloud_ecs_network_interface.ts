import type { Value } from '../../src/index.js';
import { type Case, newGroup } from '../case.js';

/** The provider reads the groups into both attributes. */
const nic = (...groups: Value[]) => ({ security_group_ids: groups, security_groups: groups, description: 'a' });

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
		title: 'tags and addresses are changed by other operations',
		before: nic('sg-1'),
		after: { ...nic('sg-1'), tags: { a: 'b' }, private_ip_addresses: ['10.0.0.1'], ipv6_address_count: 1 },
		calls: [],
	},
	{ title: 'delete', before: nic('sg-1'), after: null, calls: [] },
];
