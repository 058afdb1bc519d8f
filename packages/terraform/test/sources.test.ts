import fs from 'node:fs';
import type { Json, JsonObject } from '@sg-preflight/documents';
import { type Origin, operationsOfReading } from '@sg-preflight/operations';
import test from 'ava';
import { readPlan, sourceOf } from '../src/index.js';
import { configurationOf, type TracedDocument } from '../src/plan/configuration.js';
import { modulesOfSavedPlan } from '../src/saved-plan/archive/plan-file-modules.js';
import { ZipArchive } from '../src/saved-plan/archive/zip-archive.js';
import { parseFile, parseSources } from '../src/sources/index.js';
import { filesOf, writtenModuleOf } from '../src/sources/written-module.js';
import { EvaluatedSources } from '../src/tracing/index.js';
import { trace } from '../src/tracing/trace.js';
import { documentOf, type Plan } from './document.js';
import { plannedConfiguration } from './planned-configuration.js';
import { zipOf } from './zip-file.js';

const recordings = new URL('../../../../test/fixtures/terraform/', import.meta.url);

const archiveOf = (files: Parameters<typeof zipOf>[0]): ZipArchive => new ZipArchive('plan.tfplan', zipOf(files));

/** Returns a saved plan with the sources of a recording: the root module and the modules that it calls. */
function savedPlanOf(scenario: string): ZipArchive {
	const text = (path: string) => fs.readFileSync(new URL(`${scenario}/${path}`, recordings));
	const { configuration } = JSON.parse(text('plan.json').toString()) as {
		configuration: { root_module: { module_calls?: { [name: string]: { source: string } } } };
	};
	const calls = Object.entries(configuration.root_module.module_calls ?? {});
	const modules = [
		{ Key: '', Source: '', Dir: '.' },
		...calls.map(([Key, { source }]) => ({ Key, Source: source, Dir: source.slice(2) })),
	];
	return archiveOf([
		['tfplan', 'not read'],
		['tfconfig/modules.json', JSON.stringify(modules)],
		['tfconfig/m-/main.tf', text('after.tf')],
		...calls.map(([name, { source }]) => [`tfconfig/m-${name}/main.tf`, text(`${source}/main.tf`)] as const),
	]);
}

for (const scenario of ['unk_inst_update_new_sg', 'unk_rule_module_output', 'mix_create', 'mix_large_create']) {
	test(`with the sources of ${scenario}, every group of every recorded call is predicted, and no other`, (t) => {
		const folder = new URL(`${scenario}/`, recordings);
		const sources = modulesOfSavedPlan(savedPlanOf(scenario)).modules;
		const plan = sourceOf('plan.json', fs.readFileSync(new URL('plan.json', folder)));
		const reading = readPlan(plan, (document) => new EvaluatedSources(document, parseSources(sources)));
		const predicted = operationsOfReading(reading);
		const { calls } = JSON.parse(fs.readFileSync(new URL('calls.json', folder), 'utf8')) as {
			calls: { action: string; sg: { [parameter: string]: string } }[];
		};
		const shape = (operation: string, ids: (string | null)[]): string =>
			`${operation} ${ids.map((id) => (id === null || id.startsWith('sg-mock') ? 'new' : id)).sort()}`;
		t.deepEqual(
			predicted
				.map(({ operation, groups }) =>
					shape(
						operation,
						groups.map(({ id }) => id),
					),
				)
				.sort(),
			calls.map(({ action, sg }) => shape(action, Object.values(sg))).sort(),
		);
		const unknown = predicted.flatMap(({ groups }) => groups.filter(({ id }) => id === null));
		t.deepEqual([...new Set(unknown.map(({ origin }) => origin?.kind))], ['created-in-plan']);
	});
}

/** Returns the plan of these sources of the root module. */
function documentFor(
	text: string,
	changes: Plan['resource_changes'] = [],
	planned = text,
	variables: JsonObject = {},
): TracedDocument {
	const parsed = (text: string) => parseSources([{ key: '', directory: '.', files: [{ path: 'main.tf', text }] }]);
	const document: TracedDocument = {
		...documentOf({ resource_changes: changes }),
		variables,
		configuration: configurationOf(plannedConfiguration(parsed(planned)), 'plan.json'),
	};
	return { ...document, written: new EvaluatedSources(document, parsed(text)) };
}

const textOf = (origin: Origin): string => {
	if (origin.kind === 'known') return origin.id;
	return 'address' in origin ? origin.address : `${origin.kind} ${'reference' in origin ? origin.reference : ''}`;
};

/** Returns the origins of the groups of `alicloud_instance.i`; `maybe ` marks uncertain ones. */
function origins(
	text: string,
	changes: Plan['resource_changes'] = [],
	{ key = '', variables = {} }: { readonly key?: string; readonly variables?: JsonObject } = {},
): string[] | null {
	const unknown = trace(documentFor(text, changes, text, variables), `alicloud_instance.i${key}`, ['security_groups']);
	if (unknown?.unproven) throw new Error(unknown.unproven.reason);
	return unknown?.origins.map((origin) => (origin.certain === false ? 'maybe ' : '') + textOf(origin)) ?? null;
}

const created = (...addresses: string[]) =>
	addresses.map((address) => ({
		address,
		mode: 'managed',
		type: 'alicloud_security_group',
		change: { actions: ['create'], before: null, after: {}, after_unknown: { id: true } },
	}));

const instances = `resource "alicloud_security_group" "a" {
}
`;
const instanceOf = (groups: string) => `
resource "alicloud_instance" "i" {
  security_groups = ${groups}
}`;
const instance = (groups: string, more = '') => `${instances}${more}${instanceOf(groups)}`;

const a = 'alicloud_security_group.a';
const tier = ['x', 'y'].map((key) => `alicloud_security_group.tier["${key}"]`);

test('a literal beside a reference is a group', (t) => {
	t.deepEqual(origins(instance('["sg-1", alicloud_security_group.a.id]'), created(a)), ['sg-1', a]);
	t.deepEqual(origins(instance('concat(["sg-1"], [alicloud_security_group.a.id])'), created(a)), ['sg-1', a]);
});

test('a branch is taken if its condition is known; else each branch is possible', (t) => {
	const text = instance('[var.on ? alicloud_security_group.a.id : "sg-2"]', 'variable "on" {\n}');
	t.deepEqual(origins(text, created(a), { variables: { on: true } }), [a]);
	t.deepEqual(origins(text, created(a), { variables: { on: 'false' } }), ['sg-2']);
	t.deepEqual(origins(text, created(a)), [`maybe ${a}`, 'maybe sg-2']);
	const late = 'length(alicloud_security_group.a.id) > 99 ? ["sg-2"] : ["sg-3", alicloud_security_group.a.id]';
	t.deepEqual(origins(instance(late), created(a)), ['maybe sg-2', 'maybe sg-3', `maybe ${a}`]);
});

test('a comparison with a collection of the plan is undecided, because a plan does not show whether it is a tuple, a list or a set', (t) => {
	const shown = (after: Json) => [
		...created(a),
		{
			address: 'terraform_data.t',
			mode: 'managed',
			type: 'terraform_data',
			change: { actions: ['no-op'], before: after, after, after_unknown: {} },
		},
	];
	const chosen = (value: string, after: Json) =>
		origins(
			`resource "terraform_data" "t" {\n}\n${instance(`[terraform_data.t.input == ${value} ? "sg-1" : alicloud_security_group.a.id]`)}`,
			shown({ input: after }),
		);
	const either = ['maybe sg-1', `maybe ${a}`];
	for (const value of ['["x"]', 'tolist(["x"])', 'toset(["x"])']) t.deepEqual(chosen(value, ['x']), either, value);
	for (const value of ['{ k = "x" }', 'tomap({ k = "x" })']) t.deepEqual(chosen(value, { k: 'x' }), either, value);
	t.deepEqual(chosen('["x"]', ['y']), [a]);
	t.deepEqual(chosen('["x"]', ['x', 'x']), [a]);
	t.deepEqual(chosen('tomap({ k = "x" })', { k: 'y' }), [a]);
	t.deepEqual(chosen('"x"', 'x'), ['sg-1']);
});

test('a variable without a type has the type of the expression that gives it', (t) => {
	const text = instance('[var.x == ["x"] ? "sg-1" : alicloud_security_group.a.id]', 'variable "x" {\n}');
	t.deepEqual(origins(text, created(a), { variables: { x: ['x'] } }), ['sg-1']);
	const typed = text.replace('"x" {', '"x" {\n  type = list(string)');
	t.deepEqual(origins(typed, created(a), { variables: { x: ['x'] } }), [a]);
});

test('the output of terraform_data keeps the order and the type of its input', (t) => {
	const data = {
		address: 'terraform_data.t',
		mode: 'managed',
		type: 'terraform_data',
		change: {
			actions: ['create'],
			before: null,
			after: { input: ['sg-1'] },
			after_unknown: { id: true, input: [false, true], output: true },
		},
	};
	const of = (groups: string) =>
		origins(
			`resource "terraform_data" "t" {\n  input = ["sg-1", alicloud_security_group.a.id]\n}\n${instance(groups)}`,
			[...created(a), data],
		);
	t.deepEqual(of('[terraform_data.t.output[0]]'), ['sg-1']);
	t.deepEqual(of('[terraform_data.t.output[1]]'), [a]);
	t.deepEqual(of('[terraform_data.t.input[1]]'), [a]);
});

test('a local value has the value of its expression', (t) => {
	const locals = `locals {
  groups = { web = alicloud_security_group.a.id, db = "sg-db" }
  all    = concat(values(local.groups), ["sg-3"])
}`;
	t.deepEqual(origins(instance('[local.groups["web"]]', locals), created(a)), [a]);
	t.deepEqual(origins(instance('[local.groups.db]', locals), created(a)), ['sg-db']);
	t.deepEqual(origins(instance('local.all', locals), created(a))?.sort(), [a, 'sg-3', 'sg-db']);
});

const tiers = `resource "alicloud_security_group" "tier" {
  for_each = { x = 1, y = 2 }
}
`;

test('a loop gives the requested element', (t) => {
	const locals = `${tiers}locals {\n  ids = { for k, g in alicloud_security_group.tier : k => g.id }\n}`;
	const of = (groups: string) => origins(`${locals}${instanceOf(groups)}`, created(...tier));
	t.deepEqual(of('[local.ids["y"]]'), [tier[1]]);
	t.deepEqual(of('values(local.ids)'), tier);
	t.deepEqual(of('[for g in alicloud_security_group.tier : g.id]'), tier);
	t.deepEqual(of('[for k, id in local.ids : id if k != "x"]'), [tier[1]]);
});

test('an index is the key that it evaluates to', (t) => {
	const at = (index: string, forEach: string) =>
		origins(
			`${tiers}resource "alicloud_instance" "i" {
  for_each        = ${forEach}
  security_groups = [alicloud_security_group.tier[${index}].id]
}`,
			created(...tier),
			{ key: '["x"]' },
		);
	t.deepEqual(at('each.key', '{ x = "y" }'), [tier[0]]);
	t.deepEqual(at('"$' + '{each.key}"', '{ x = "y" }'), [tier[0]]);
	t.deepEqual(at('"y"', '{ x = "y" }'), [tier[1]]);
	t.deepEqual(at('each.value', '{ x = "y" }'), [tier[1]]);
	t.deepEqual(at('each.value', 'toset(["x"])'), [tier[0]]);
});

test('a for_each that could fail did not fail, because the plan was made', (t) => {
	const text = (forEach: string) => `${instances}resource "alicloud_instance" "i" {
  for_each        = ${forEach}
  security_groups = each.value
}`;
	const of = (forEach: string) => origins(text(forEach), created(a), { key: '["x"]' });
	t.deepEqual(of('{ x = concat(["sg-1"], [alicloud_security_group.a.id]), y = coalesce(null, ["sg-2"]) }'), [
		'sg-1',
		a,
	]);
	t.deepEqual(of('{ x = coalesce(null, ["sg-1"]), y = [alicloud_security_group.a.id] }'), ['sg-1']);
});

test('flattened objects keep their fields', (t) => {
	const locals = `${tiers}locals {
  rules = flatten([for g in alicloud_security_group.tier : [for n in [1, 2] : { group = g.id, peer = "sg-peer" }]])
}`;
	t.deepEqual(origins(locals + instanceOf('[for rule in local.rules : rule.group]'), created(...tier)), tier);
});

test('a dynamic block is evaluated like a written block', (t) => {
	const text = `${instances}
resource "alicloud_instance" "i" {
  dynamic "network_interfaces" {
    for_each = [{ group = alicloud_security_group.a.id }, { group = "sg-4" }]
    iterator = nic
    content {
      security_group_ids = [nic.value.group]
    }
  }
}`;
	const unknown = trace(documentFor(text, created(a)), 'alicloud_instance.i', [
		'network_interfaces',
		0,
		'security_group_ids',
	]);
	t.deepEqual(unknown?.origins.map(textOf), [a, 'sg-4']);
});

test('unknown blocks may have any group, unless there certainly are none', (t) => {
	const blocks = (collection: string, more = '') =>
		trace(
			documentFor(
				`${instances}
resource "alicloud_instance" "i" {
  dynamic "network_interfaces" {
    for_each = ${collection}
    content {
      security_group_ids = [network_interfaces.value]
    }
  }
${more}}`,
				created(a),
			),
			'alicloud_instance.i',
			['network_interfaces'],
		);
	const isOpen = (unknown: ReturnType<typeof trace>) => unknown?.origins.some(({ kind }) => kind === 'untraced');
	t.true(isOpen(blocks('alicloud_security_group.a.id == "x" ? [] : ["sg-3"]')));
	t.true(isOpen(blocks('[alicloud_security_group.a.id]')));
	t.true(isOpen(blocks('jsondecode(alicloud_security_group.a.id)')));
	t.true(isOpen(blocks('[]', '  network_interfaces {\n  }\n')));
	t.is(blocks('[]'), null);
});

test('sources that differ from the plan prove nothing, and the answer gives the reason', (t) => {
	const planned = instance('alicloud_security_group.a.id == "x" ? [alicloud_security_group.a.id] : ["sg-1"]');
	const reason = (text: string) => {
		const unknown = trace(documentFor(text, created(a), planned), 'alicloud_instance.i', ['security_groups']);
		t.deepEqual(unknown?.origins.map(textOf), [a]);
		t.is(unknown?.unproven?.by, 'sources');
		return unknown?.unproven?.reason;
	};
	t.is(reason(''), 'the sources do not have alicloud_security_group.a');
	t.regex(reason('resource "alicloud_instance" "i" {') ?? '', /^main\.tf:1 cannot be read/);
	t.is(reason(instance('["sg-2"]')), 'security_groups of alicloud_instance.i is not what was planned');
	t.is(reason(`${planned}\nresource "alicloud_vpc" "new" {\n}`), 'alicloud_vpc.new was not planned');
	t.is(
		reason(`${planned}\nresource "alicloud_instance" "i" {\n}`),
		'main.tf has a second resource alicloud_instance.i',
	);
});

test('a module without sources proves nothing', (t) => {
	const text = `${instance('[module.net.id]')}\nmodule "net" {\n  source = "./net"\n}`;
	const document = documentFor(text, created(a));
	const unknown = trace(document, 'alicloud_instance.i', ['security_groups']);
	t.is(unknown?.unproven?.reason, 'the sources do not have the module net');
});

test('override files are merged into the others, argument by argument', (t) => {
	const file = (path: string, groups: string) => ({
		path,
		text: `resource "alicloud_instance" "i" {\n  ${groups}\n}`,
	});
	const sources = parseSources([
		{
			key: '',
			directory: '.',
			files: [
				file('override.tf', 'security_groups = ["sg-2"]'),
				file('z.tf', 'security_groups = ["sg-1"]\nimage_id = "i"'),
			],
		},
	]);
	const { resources, problems } = writtenModuleOf(sources.modules.get('')?.files ?? []);
	t.deepEqual(problems, []);
	t.deepEqual([...(resources.get('alicloud_instance.i')?.attributes.keys() ?? [])], ['security_groups', 'image_id']);
	t.regex(JSON.stringify(resources.get('alicloud_instance.i')?.attributes.get('security_groups')?.written), /sg-2/);
});

test('OpenTofu reads a .tofu file instead of the .tf file beside it, and Terraform ignores it', (t) => {
	const files = ['a.tf', 'a.tofu', 'b.tf', 'c.tofu'].map((path) => parseFile({ path, text: '' }));
	const paths = (tool: 'terraform' | 'opentofu' | null) => filesOf(files, tool)?.map(({ path }) => path);
	t.deepEqual(paths('terraform'), ['a.tf', 'b.tf']);
	t.deepEqual(paths('opentofu'), ['a.tofu', 'b.tf', 'c.tofu']);
	t.is(paths(null), undefined);
});

test('a block has its place in the file', (t) => {
	const [block] = parseFile({
		path: 'main.tf',
		text: `# a comment
resource "alicloud_instance" "i" {
  security_groups = ["sg-1"]
}
`,
	}).blocks;
	t.deepEqual(block?.labels, ['alicloud_instance', 'i']);
	t.deepEqual(block?.range, { line: 2, column: 1, endLine: 4, endColumn: 2 });
	t.deepEqual(block?.attributes.get('security_groups')?.range, { line: 3, column: 3, endLine: 3, endColumn: 29 });
});

test('a broken list of modules is refused', (t) => {
	for (const list of ['{', '{}', '[{}]', '[{"Key":1}]', '[{"Key":""},{"Key":""}]']) {
		const archive = archiveOf([['tfconfig/modules.json', list]]);
		t.throws(() => modulesOfSavedPlan(archive), { name: 'UserError', message: /^plan\.tfplan: .*modules\.json/ });
	}
	t.deepEqual(modulesOfSavedPlan(archiveOf([['tfplan', 'x']])), { modules: [], omitted: [] });
});

test('a module with a file that is too large or not UTF-8 is left out as a whole', (t) => {
	const modules = '[{"Key":"","Dir":"."},{"Key":"m","Dir":"modules/m"}]';
	const withFile = (content: string | Uint8Array) =>
		modulesOfSavedPlan(
			archiveOf([
				['tfconfig/modules.json', modules],
				['tfconfig/m-/main.tf', ''],
				['tfconfig/m-m/a.tf', ''],
				['tfconfig/m-m/b.tf', content],
			]),
		);
	t.deepEqual(
		withFile('').modules.map(({ key, files }) => [key, ...files.map(({ path }) => path)]),
		[
			['', 'main.tf'],
			['m', 'modules/m/a.tf', 'modules/m/b.tf'],
		],
	);
	for (const [content, reason] of [
		[Buffer.alloc(17 * 1024 * 1024, '#'), 'modules/m/b.tf is larger than 16 MiB'],
		[Buffer.from([0xff]), 'modules/m/b.tf is not UTF-8'],
	] as const) {
		const { modules, omitted } = withFile(content);
		t.deepEqual(
			modules.map(({ key }) => key),
			[''],
		);
		t.deepEqual(omitted, [reason]);
	}
	const many = Array.from(
		{ length: 5 },
		(_, index) => [`tfconfig/m-/${index}.tf`, Buffer.alloc(15 * 1024 * 1024)] as const,
	);
	t.deepEqual(modulesOfSavedPlan(archiveOf([['tfconfig/modules.json', modules], ...many])), {
		modules: [],
		omitted: ['its sources are larger than 64 MiB'],
	});
});
