import { type Case, newGroup } from '../case.js';

const template = {
	security_group_id: 'sg-1',
	network_interfaces: [{ security_group_id: 'sg-3' }],
	description: 'a',
};

export const cases: Case[] = [
	{ title: 'create', before: null, after: template, calls: ['CreateLaunchTemplate(sg-1, sg-3)'] },
	{
		title: 'create with several groups',
		before: null,
		after: { security_group_ids: ['sg-1', 'sg-2', newGroup] },
		calls: ['CreateLaunchTemplate(sg-1, sg-2, ?)'],
	},
	{
		title: 'another description: a new version carries all',
		before: template,
		after: { ...template, description: 'b' },
		calls: ['CreateLaunchTemplateVersion(sg-1, sg-3)'],
	},
	{
		title: 'other groups',
		before: template,
		after: { security_group_ids: ['sg-2', 'sg-4'], description: 'a' },
		calls: ['CreateLaunchTemplateVersion(sg-2, sg-4)'],
	},
	{
		title: 'a tag without a value is a tag',
		before: { ...template, tags: { a: 'b' } },
		after: { ...template, tags: { a: 'b', c: '' } },
		calls: ['CreateLaunchTemplateVersion(sg-1, sg-3)'],
	},
	{
		title: 'tags of the template itself and another default version',
		before: template,
		after: { ...template, template_tags: { a: 'b' }, default_version_number: 2 },
		calls: [],
	},
	{ title: 'delete', before: template, after: null, calls: [] },
];
