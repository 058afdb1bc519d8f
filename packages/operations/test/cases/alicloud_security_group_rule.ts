import { type Case, newGroup, newOrKnown, untraced } from '../case.js';

const ingress = { type: 'ingress', security_group_id: 'sg-1', cidr_ip: '10.0.0.0/8', description: 'a' };
const egress = { ...ingress, type: 'egress' };
const peered = { type: 'ingress', security_group_id: 'sg-1', source_security_group_id: 'sg-2' };

export const cases: Case[] = [
	{ title: 'create ingress', before: null, after: ingress, calls: ['AuthorizeSecurityGroup(sg-1)'] },
	{ title: 'create egress', before: null, after: egress, calls: ['AuthorizeSecurityGroupEgress(sg-1)'] },
	{ title: 'create with a peer', before: null, after: peered, calls: ['AuthorizeSecurityGroup(sg-1, peer sg-2)'] },
	{
		title: 'create egress with a peer',
		before: null,
		after: { ...peered, type: 'egress' },
		calls: ['AuthorizeSecurityGroupEgress(sg-1, peer sg-2)'],
	},
	{
		title: 'a group that is maybe its own peer',
		before: null,
		after: { ...peered, security_group_id: newOrKnown, source_security_group_id: 'sg-7' },
		calls: ['AuthorizeSecurityGroup(?, maybe sg-7, peer sg-7)'],
	},
	{
		title: 'a group may be its own peer',
		before: null,
		after: { ...peered, source_security_group_id: 'sg-1' },
		calls: ['AuthorizeSecurityGroup(sg-1, peer sg-1)'],
	},
	{
		title: 'create in a group of the same plan',
		before: null,
		after: { ...ingress, security_group_id: newGroup },
		calls: ['AuthorizeSecurityGroup(?)'],
	},
	{
		title: 'the direction is known after apply',
		before: null,
		after: { ...ingress, type: untraced },
		calls: ['maybe AuthorizeSecurityGroup(sg-1)', 'maybe AuthorizeSecurityGroupEgress(sg-1)'],
	},
	{
		title: 'another description: the provider sends it twice',
		before: ingress,
		after: { ...ingress, description: 'b' },
		calls: ['ModifySecurityGroupRule(sg-1)', 'ModifySecurityGroupRule(sg-1)'],
	},
	{
		title: 'another description of an egress rule',
		before: egress,
		after: { ...egress, description: 'b' },
		calls: ['ModifySecurityGroupEgressRule(sg-1)', 'ModifySecurityGroupEgressRule(sg-1)'],
	},
	{
		title: 'another description of a rule with a peer',
		before: peered,
		after: { ...peered, description: 'b' },
		calls: ['ModifySecurityGroupRule(sg-1, peer sg-2)', 'ModifySecurityGroupRule(sg-1, peer sg-2)'],
	},
	{
		title: 'another description of an egress rule with a peer',
		before: { ...peered, type: 'egress' },
		after: { ...peered, type: 'egress', description: 'b' },
		calls: ['ModifySecurityGroupEgressRule(sg-1, peer sg-2)', 'ModifySecurityGroupEgressRule(sg-1, peer sg-2)'],
	},
	{ title: 'delete ingress', before: peered, after: null, calls: ['RevokeSecurityGroup(sg-1, peer sg-2)'] },
	{
		title: 'delete egress',
		before: { ...peered, type: 'egress' },
		after: null,
		calls: ['RevokeSecurityGroupEgress(sg-1, peer sg-2)'],
	},
];
