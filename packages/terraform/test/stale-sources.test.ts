import fs from 'node:fs';
import { operationsOfReading } from '@sg-preflight/operations';
import test from 'ava';
import { readPlan, sourceOf } from '../src/index.js';
import { parseSources } from '../src/sources/index.js';
import { EvaluatedSources } from '../src/tracing/index.js';

/** A plan of real Terraform, with the double of the provider. Each local value of its sources is in another place of the plan. */
const folder = new URL('../../../../test/fixtures/edited-after-the-plan/', import.meta.url);
const textOf = (file: string): string => fs.readFileSync(new URL(file, folder), 'utf8');

interface Answer {
	/** Whether each operation on the traced instance is proved. */
	readonly isProved: boolean;
	readonly problems: readonly string[];
}

/** Reads the plan with one edited file of its sources. */
function readWith(file: string, edit: (text: string) => string): Answer {
	const source = (key: string, directory: string, path: string) => ({
		key,
		directory,
		files: [{ path, text: path === file ? edit(textOf(path)) : textOf(path) }],
	});
	const sources = parseSources([source('', '.', 'main.tf'), source('m', 'm', 'm/main.tf')]);
	const plan = sourceOf('plan.json', Buffer.from(textOf('plan.json')));
	const reading = readPlan(plan, (document) => new EvaluatedSources(document, sources));
	const traced = operationsOfReading(reading).filter(({ address }) => address === 'alicloud_instance.traced');
	return {
		isProved: traced.length > 0 && traced.every(({ unproven }) => unproven === undefined),
		problems: reading.sourceProblems ?? [],
	};
}

test('the plan does not contradict its own sources', (t) => {
	t.deepEqual(
		readWith('main.tf', (text) => text),
		{ isProved: true, problems: [] },
	);
});

interface Edit {
	readonly title: string;
	readonly file?: string;
	readonly from: string;
	readonly to: string;
	readonly problem: string;
}

const edits: readonly Edit[] = [
	{
		title: 'a local value in an output',
		from: '"sg-output"',
		to: '"sg-own"',
		problem: 'output.shown is not what was planned',
	},
	{
		title: 'a literal in an output',
		from: 'the group $',
		to: 'a group $',
		problem: 'output.shown is not what was planned',
	},
	{
		title: 'a local value that gives the keys of for_each',
		from: '"sg-keys"',
		to: '"sg-own"',
		problem: 'the key of alicloud_security_group_rule.keys["sg-keys"] is not what was planned',
	},
	{
		title: 'a local value that gives a count',
		from: 'in_count       = 2',
		to: 'in_count       = 1',
		problem: 'the key of alicloud_security_group.counted[1] is not what was planned',
	},
	{
		title: 'a local value in a part of an input that is known',
		from: '"sg-input"',
		to: '"sg-own"',
		problem: 'input of terraform_data.input is not what was planned',
	},
	{
		title: 'a local value in the groups of a new instance',
		from: '"sg-new-instance"',
		to: '"sg-own"',
		problem: 'security_groups of alicloud_instance.new is not what was planned',
	},
	{
		title: 'a local value in the groups of an instance that does not change',
		from: '"sg-old-instance"',
		to: '"sg-own"',
		problem: 'security_groups of alicloud_instance.old is not what was planned',
	},
	{
		title: 'a local value in a nested block',
		from: '"sg-block"',
		to: '"sg-own"',
		problem: 'network_interfaces of alicloud_instance.block is not what was planned',
	},
	{
		title: 'a local value in the argument of a function',
		from: '"web"',
		to: '"db"',
		problem: 'instance_name of alicloud_instance.new is not what was planned',
	},
	{
		title: 'a local value that no longer refers to a resource',
		from: 'through        = alicloud_security_group.far.id',
		to: 'through        = "sg-own"',
		problem: 'the sources do not refer to alicloud_security_group.far',
	},
	{
		title: 'a local value that refers to another resource',
		from: '"sg-nothing"',
		to: 'alicloud_security_group.counted[0].id',
		problem: 'alicloud_security_group.counted is not among what the plan depends on',
	},
	{
		title: 'a local value that a module is given',
		from: '"sg-module"',
		to: '"sg-own"',
		problem: 'input of module.m.terraform_data.t is not what was planned',
	},
	{
		title: 'a local value in a module',
		file: 'm/main.tf',
		from: '"id of"',
		to: '"an id of"',
		problem: 'input of module.m.terraform_data.t is not what was planned',
	},
	{
		title: 'the source of a module',
		from: '"./m"',
		to: '"./n"',
		problem: 'source of module.m is not what was planned',
	},
	{
		title: 'depends_on',
		from: '[terraform_data.input]',
		to: '[]',
		problem: 'depends_on of module.m is not what was planned',
	},
];

for (const { title, file = 'main.tf', from, to, problem } of edits) {
	test(`edited after the plan, ${title}: the sources prove nothing, and the place is named`, (t) => {
		t.true(textOf(file).includes(from));
		t.deepEqual(
			readWith(file, (text) => text.replace(from, to)),
			{ isProved: false, problems: [problem] },
		);
	});
}

for (const [title, from] of [
	['is in no known value of the plan', '"sg-nothing"'],
	['is only in an argument whose changes are ignored', '"sg-ignored"'],
] as const) {
	test(`a local value that ${title} cannot be contradicted: a limit of plan JSON`, (t) => {
		t.deepEqual(
			readWith('main.tf', (text) => text.replace(from, '"sg-own"')),
			{ isProved: true, problems: [] },
		);
	});
}

test('a destroy does not show the values of outputs, and contradicts nothing', (t) => {
	const plan = JSON.parse(textOf('plan.json'));
	plan.output_changes.shown = { actions: ['delete'], before: 'x', after: null, after_unknown: false };
	const source = (key: string, directory: string, path: string) => ({
		key,
		directory,
		files: [{ path, text: textOf(path) }],
	});
	const sources = parseSources([source('', '.', 'main.tf'), source('m', 'm', 'm/main.tf')]);
	const document = sourceOf('plan.json', Buffer.from(JSON.stringify(plan)));
	const reading = readPlan(document, (traced) => new EvaluatedSources(traced, sources));
	t.is(reading.sourceProblems, undefined);
});
