import type { Case } from '../case.js';

const attachment = { instance_id: 'i-1', network_interface_id: 'eni-1' };

export const cases: Case[] = [
	{ title: 'create', before: null, after: attachment, calls: [], onInterfaces: ['AttachNetworkInterface(eni-1)'] },
	{
		title: 'update',
		before: attachment,
		after: { ...attachment, timeouts: { create: '5m' } },
		calls: [],
		onInterfaces: [],
	},
	{ title: 'delete', before: attachment, after: null, calls: [], onInterfaces: ['DetachNetworkInterface(eni-1)'] },
];
