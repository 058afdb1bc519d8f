import type { Case } from '../case.js';

export const cases: Case[] = [
	{
		title: 'create',
		before: null,
		after: { zone_vswitch_security_group: [{ security_group: 'sg-1' }] },
		calls: ['CreateInstance(sg-1)'],
	},
	{
		title: 'update of the groups',
		before: { zone_vswitch_security_group: [{ security_group: 'sg-1' }] },
		after: { zone_vswitch_security_group: [{ security_group: 'sg-2' }] },
		calls: [],
	},
	{
		title: 'update of something else',
		before: { zone_vswitch_security_group: [{ security_group: 'sg-1' }] },
		after: { zone_vswitch_security_group: [{ security_group: 'sg-1' }], description: 'new' },
		calls: [],
	},
	{ title: 'delete', before: { zone_vswitch_security_group: [{ security_group: 'sg-1' }] }, after: null, calls: [] },
];
