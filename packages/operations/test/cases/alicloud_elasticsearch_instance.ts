import type { Case } from '../case.js';

const off = { enable_kibana_private_network: false, kibana_private_security_group_id: 'sg-1' };
const on = { enable_kibana_private_network: true, kibana_private_security_group_id: 'sg-1' };

export const cases: Case[] = [
	{ title: 'create', before: null, after: on, calls: ['EnableKibanaPvlNetwork(sg-1)'] },
	{
		title: 'create without the switch: the API decides',
		before: null,
		after: { kibana_private_security_group_id: 'sg-1' },
		calls: ['EnableKibanaPvlNetwork(sg-1)'],
	},
	{ title: 'create without the private network', before: null, after: off, calls: [] },
	{ title: 'the private network is turned on', before: off, after: on, calls: ['EnableKibanaPvlNetwork(sg-1)'] },
	{ title: 'the private network is turned off', before: on, after: off, calls: [] },
	{
		title: 'another group',
		before: on,
		after: { ...on, kibana_private_security_group_id: 'sg-2' },
		calls: ['UpdateKibanaPvlNetwork(sg-2)'],
	},
	{
		title: 'another group while the private network is off',
		before: off,
		after: { ...off, kibana_private_security_group_id: 'sg-2' },
		calls: [],
	},
	...['public', 'private'].flatMap((arch_type) => [
		{
			title: `the private network is turned on, ${arch_type}`,
			before: { ...off, arch_type },
			after: { ...on, arch_type },
			calls: arch_type === 'public' ? ['EnableKibanaPvlNetwork(sg-1)'] : [],
		},
		{
			title: `another group, ${arch_type}`,
			before: { ...on, arch_type },
			after: { ...on, arch_type, kibana_private_security_group_id: 'sg-2' },
			calls: arch_type === 'public' ? ['UpdateKibanaPvlNetwork(sg-2)'] : [],
		},
	]),
	{
		title: 'create with 1.229.0 to 1.266.0',
		before: null,
		after: on,
		schema: [],
		calls: ['EnableKibanaPvlNetwork(sg-1)'],
	},
	{
		title: 'create with 1.229.0 to 1.266.0 without the switch: nothing is called',
		before: null,
		after: { kibana_private_security_group_id: 'sg-1' },
		schema: [],
		calls: [],
	},
	{
		title: 'the private network is turned on with another group, until 1.266.0',
		before: off,
		after: { ...on, kibana_private_security_group_id: 'sg-2' },
		schema: [],
		calls: ['EnableKibanaPvlNetwork(sg-2)'],
	},
	{
		title: 'the private network is turned on with another group, since 1.267.0',
		before: off,
		after: { ...on, kibana_private_security_group_id: 'sg-2' },
		schema: ['arch_type'],
		calls: ['EnableKibanaPvlNetwork(sg-2)', 'UpdateKibanaPvlNetwork(sg-2)'],
	},
	{
		title: 'another group, until 1.266.0',
		before: on,
		after: { ...on, kibana_private_security_group_id: 'sg-2' },
		schema: [],
		calls: ['UpdateKibanaPvlNetwork(sg-2)'],
	},
	{ title: 'update of something else', before: on, after: { ...on, description: 'new' }, calls: [] },
	{ title: 'delete', before: on, after: null, calls: [] },
	{
		title: 'another group without the switch',
		before: { kibana_private_security_group_id: 'sg-1' },
		after: { kibana_private_security_group_id: 'sg-2' },
		calls: ['UpdateKibanaPvlNetwork(sg-2)'],
	},
];
