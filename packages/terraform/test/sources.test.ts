import fs from 'node:fs';
import { type Origin, operationsOfReading } from '@sg-preflight/operations';
import test from 'ava';
import { readPlan, sourceOf } from '../src/index.js';
import { ZipArchive } from '../src/saved-plan/zip-archive.js';
import {
	type ModuleSource,
	modulesOfSavedPlan,
	parseFile,
	parseSources,
	refineConfiguration,
} from '../src/sources/index.js';
import { trace } from '../src/tracing/trace.js';
import { documentOf, type Plan } from './document.js';
import { zipOf } from './zip-file.js';

const recordings = new URL('../../../../test/fixtures/terraform/', import.meta.url);

const archiveOf = (files: Parameters<typeof zipOf>[0]): ZipArchive => new ZipArchive('plan.tfplan', zipOf(files));

/** What a saved plan of the recording carries: the root module and the modules that it calls. */
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
		const reading = readPlan(plan, (configuration) => refineConfiguration(configuration, parseSources(sources)));
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

/** The origins of `alicloud_instance.i`'s groups, with these sources of the root module. */
function origins(
	text: string,
	references: string[],
	changes: Plan['resource_changes'] = [],
	key = '',
): string[] | null {
	const document = documentOf({
		configuration: {
			root_module: {
				resources: [
					{
						address: 'alicloud_instance.i',
						mode: 'managed',
						type: 'alicloud_instance',
						expressions: { security_groups: { references } },
					},
				],
			},
		},
		resource_changes: changes,
	});
	const sources: ModuleSource[] = [{ key: '', files: [{ path: 'main.tf', text }] }];
	const configuration = document.configuration && refineConfiguration(document.configuration, parseSources(sources));
	const traced = trace({ ...document, configuration }, `alicloud_instance.i${key}`, ['security_groups']);
	return (
		traced?.map((origin: Origin) => {
			if (origin.kind === 'known') return origin.id;
			return 'address' in origin ? origin.address : `${origin.kind} ${'reference' in origin ? origin.reference : ''}`;
		}) ?? null
	);
}

const created = (...addresses: string[]) =>
	addresses.map((address) => ({
		address,
		mode: 'managed',
		type: 'alicloud_security_group',
		change: { actions: ['create'], before: null, after: {}, after_unknown: { id: true } },
	}));

const instance = (groups: string, more = '') => `${more}
resource "alicloud_instance" "i" {
  security_groups = ${groups}
}`;

const a = 'alicloud_security_group.a';
const tier = ['x', 'y'].map((key) => `alicloud_security_group.tier["${key}"]`);

test('a literal beside a reference is a group', (t) => {
	t.deepEqual(origins(instance('["sg-1", alicloud_security_group.a.id]'), [`${a}.id`, a], created(a)), ['sg-1', a]);
	t.deepEqual(origins(instance('concat(["sg-1"], [alicloud_security_group.a.id])'), [`${a}.id`, a], created(a)), [
		'sg-1',
		a,
	]);
	t.deepEqual(
		origins(instance('[var.on ? alicloud_security_group.a.id : "sg-2"]'), ['var.on', `${a}.id`, a], created(a)),
		[a, 'sg-2'],
	);
});

test('a local value is what it is set to', (t) => {
	const locals = `locals {
  groups = { web = alicloud_security_group.a.id, db = "sg-db" }
  all    = concat(values(local.groups), ["sg-3"])
}`;
	t.deepEqual(origins(instance('[local.groups["web"]]', locals), ['local.groups["web"]', 'local.groups'], created(a)), [
		a,
	]);
	t.deepEqual(origins(instance('[local.groups.db]', locals), ['local.groups.db', 'local.groups']), ['sg-db']);
	t.deepEqual(origins(instance('local.all', locals), ['local.all'], created(a)), [a, 'sg-db', 'sg-3']);
});

test('a loop gives the element that is asked for', (t) => {
	const locals = 'locals { ids = { for k, g in alicloud_security_group.tier : k => g.id } }';
	t.deepEqual(origins(instance('[local.ids["y"]]', locals), ['local.ids["y"]', 'local.ids'], created(...tier)), [
		tier[1],
	]);
	t.deepEqual(origins(instance('values(local.ids)', locals), ['local.ids'], created(...tier)), tier);
	t.deepEqual(origins(instance('[for g in alicloud_security_group.tier : g.id]'), [a], created(...tier)), tier);
});

test('an index by the instance’s own key is one, by another key any', (t) => {
	const references = ['alicloud_security_group.tier', 'each.key'];
	const at = (index: string) =>
		origins(instance(`[alicloud_security_group.tier[${index}].id]`), references, created(...tier), '["x"]');
	t.deepEqual(at('each.key'), [tier[0]]);
	t.deepEqual(at('"$' + '{each.key}"'), [tier[0]]);
	t.deepEqual(at('"y"'), [tier[1]]);
	t.deepEqual(at('local.of[each.key]'), tier);
});

test('an index by each.value is what stands there, and else any', (t) => {
	const references = ['alicloud_security_group.tier', 'each.value'];
	const at = (forEach: string, locals = '') =>
		origins(
			`${locals}
resource "alicloud_instance" "i" {
  for_each        = ${forEach}
  security_groups = [alicloud_security_group.tier[each.value].id]
}`,
			references,
			created(...tier),
			'["x"]',
		);
	t.deepEqual(at('{ x = "y" }'), [tier[1]]);
	t.deepEqual(at('toset(["x"])'), [tier[0]]);
	t.deepEqual(at('local.of', 'locals { of = { x = "y" } }'), tier);
});

test('a step that no key fits belongs to what is made of the object', (t) => {
	const locals = 'locals { ids = { for k, g in alicloud_security_group.tier : k => g.id } }';
	t.deepEqual(origins(instance('[[for id in local.ids : id][0]]', locals), ['local.ids'], created(...tier)), tier);
	const numbers = 'locals { ids = { "1" = alicloud_security_group.a.id, "2" = "sg-2" } }';
	t.deepEqual(origins(instance('[local.ids[1]]', numbers), ['local.ids[1]', 'local.ids'], created(a)), [a]);
});

test('flattened objects keep their fields', (t) => {
	const locals = `locals {
  rules = flatten([for g in alicloud_security_group.tier : [for n in [1, 2] : { group = g.id, peer = "sg-peer" }]])
}`;
	const expression = '[for rule in local.rules : rule.group]';
	t.deepEqual(origins(instance(expression, locals), ['local.rules'], created(...tier)), tier);
});

test('a dynamic block is as one that is written', (t) => {
	const text = `
resource "alicloud_instance" "i" {
  dynamic "network_interfaces" {
    for_each = [{ group = alicloud_security_group.a.id }, { group = "sg-4" }]
    iterator = nic
    content {
      security_group_ids = [nic.value.group]
    }
  }
}`;
	const document = documentOf({
		configuration: {
			root_module: {
				resources: [{ address: 'alicloud_instance.i', mode: 'managed', type: 'alicloud_instance', expressions: {} }],
			},
		},
		resource_changes: created(a),
	});
	const refined =
		document.configuration &&
		refineConfiguration(document.configuration, parseSources([{ key: '', files: [{ path: 'main.tf', text }] }]));
	const traced = trace({ ...document, configuration: refined }, 'alicloud_instance.i', [
		'network_interfaces',
		0,
		'security_group_ids',
	]);
	t.deepEqual(
		traced?.map((origin) => (origin.kind === 'known' ? origin.id : origin.kind)),
		['created-in-plan', 'sg-4'],
	);
});

test('a file that cannot be read leaves what the plan JSON says', (t) => {
	t.deepEqual(origins('resource "alicloud_instance" "i" {', [`${a}.id`, a], created(a)), [a]);
	t.deepEqual(origins('', [`${a}.id`, a], created(a)), [a]);
});

test('an override file has the last word', (t) => {
	const file = (path: string) => ({ path, text: 'resource "alicloud_instance" "i" {}' });
	const sources = parseSources([{ key: '', files: [file('override.tf'), file('z.tf')] }]);
	t.deepEqual(
		sources.get('')?.map(({ path }) => path),
		['z.tf', 'override.tf'],
	);
});

test('a block has the place where it stands', (t) => {
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

test('a list of modules that is not one is refused', (t) => {
	for (const list of ['{', '{}', '[{}]', '[{"Key":1}]', '[{"Key":""},{"Key":""}]']) {
		const archive = archiveOf([['tfconfig/modules.json', list]]);
		t.throws(() => modulesOfSavedPlan(archive), { name: 'UserError', message: /^plan\.tfplan: .*modules\.json/ });
	}
	t.deepEqual(modulesOfSavedPlan(archiveOf([['tfplan', 'x']])), { modules: [], omitted: [] });
});

test('a module of which a file is too large or not UTF-8 is left out as a whole', (t) => {
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
