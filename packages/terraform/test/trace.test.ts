import fs from 'node:fs';
import type { Json } from '@sg-preflight/documents';
import { type Origin, operationsOfReading, type Unknown } from '@sg-preflight/operations';
import test from 'ava';
import { readPlan, sourceOf } from '../src/index.js';
import { trace } from '../src/tracing/trace.js';
import { documentOf, type Plan } from './document.js';

const recordings = new URL('../../../../test/fixtures/terraform/', import.meta.url);

/** Each group's calls, by its id in a recording or its address in a prediction. */
type Uses = Map<string, string[]>;

const use = (uses: Uses, group: string, call: string): void => {
	uses.set(group, [...(uses.get(group) ?? []), call].sort());
};

function recordedUses(scenario: string): Uses {
	const uses: Uses = new Map();
	const { calls } = JSON.parse(fs.readFileSync(new URL(`${scenario}/calls.json`, recordings), 'utf8')) as {
		calls: { action: string; sg: { [parameter: string]: string } }[];
	};
	for (const { action, sg } of calls) {
		for (const [parameter, id] of Object.entries(sg)) {
			use(uses, id, `${action} ${/Source|Dest/.test(parameter) ? 'peer' : 'target'}`);
		}
	}
	return uses;
}

function predictedUses(scenario: string): Uses {
	const uses: Uses = new Map();
	const file = fs.readFileSync(new URL(`${scenario}/plan.json`, recordings));
	for (const { operation, groups } of operationsOfReading(readPlan(sourceOf('plan.json', file)))) {
		for (const { role, id, origin } of groups) {
			use(
				uses,
				id ?? (origin?.kind === 'created-in-plan' ? origin.address : `${origin?.kind}`),
				`${operation} ${role}`,
			);
		}
	}
	return uses;
}

for (const scenario of [
	'unk_eni_new_sg',
	'unk_inst_new_sg',
	'unk_inst_update_new_sg',
	'unk_iset_new_sg',
	'unk_rule_module_output',
	'unk_rule_source_new_sg',
	'mix_create',
]) {
	test(`each group that ${scenario} creates is found in the recorded calls`, (t) => {
		const recorded = [...recordedUses(scenario)].filter(([id]) => id.startsWith('sg-mock'));
		const predicted = [...predictedUses(scenario)].filter(([group]) => !group.startsWith('sg-'));
		const calls = (uses: [string, string[]][]): string[] => uses.map(([, calls]) => calls.join()).sort();
		t.true(recorded.length > 0);
		t.deepEqual(calls(predicted), calls(recorded));
	});
}

test('the chain of a group goes through inputs and outputs', (t) => {
	const file = fs.readFileSync(new URL('mix_create/plan.json', recordings), 'utf8');
	const unknown = trace(documentOf(JSON.parse(file)), 'module.app.alicloud_instance.vm[0]', ['security_groups']);
	t.deepEqual(unknown?.unproven, { by: 'plan-json' });
	t.deepEqual(unknown?.origins, [
		{
			kind: 'created-in-plan',
			address: 'module.net["prod"].alicloud_security_group.base',
			via: ['var.sgs', 'module.net["prod"].base', 'alicloud_security_group.base'],
		},
	]);
});

test('a data source that is read at apply is an origin; one that was read gives its ids', (t) => {
	const deferred = [...predictedUses('unk_datasource_deferred')];
	t.deepEqual(deferred, [['data-source', ['AuthorizeSecurityGroup target']]]);
	const known = [...predictedUses('unk_datasource_known')];
	t.deepEqual(known, [['sg-mock000001', ['RunInstances target']]]);
});

test('an instance without groups of its own is a member of those of its launch template', (t) => {
	t.deepEqual(
		[...predictedUses('inst_launch_template')],
		[['sg-lit2', ['CreateLaunchTemplate target', 'RunInstances member']]],
	);
});

/** Returns the origins for an instance whose groups are this expression, beside the given resources and changes. */
function origins(
	references: string[],
	rest: {
		readonly address?: string;
		readonly root?: { readonly [key: string]: Json };
		readonly changes?: Plan['resource_changes'];
		readonly variables?: NonNullable<Plan['variables']>;
		readonly for_each?: Json;
	} = {},
): readonly string[] | null {
	const { resources = [], ...root } = rest.root ?? {};
	const instance = {
		address: 'alicloud_instance.i',
		mode: 'managed',
		type: 'alicloud_instance',
		expressions: { security_groups: { references } },
		for_each_expression: rest.for_each ?? null,
	};
	const document = documentOf({
		configuration: { root_module: { resources: [instance, ...(resources as Json[])], ...root } },
		variables: rest.variables ?? {},
		resource_changes: rest.changes ?? [],
	});
	const traced = trace(document, rest.address ?? 'alicloud_instance.i', ['security_groups']);
	return (
		traced?.origins.map((origin: Origin) => {
			const { via: _, kind, certain = true, ...said } = { certain: undefined, ...origin };
			return `${[kind, ...Object.values(said)].join(' ')}${certain ? '' : ', maybe'}`;
		}) ?? null
	);
}

const change = (
	address: string,
	actions: string[],
	states: { before?: Json; after?: Json; after_unknown?: Json } = {},
) => ({
	address,
	mode: address.startsWith('data.') ? 'data' : 'managed',
	type: /(?:^|\.)(alicloud_\w+)\.\w+(?:\[.*\])?$/.exec(address)?.[1] ?? '',
	change: { actions, before: null, after: {}, after_unknown: { id: true }, ...states },
});

const group = (name: string) => [`alicloud_security_group.${name}.id`, `alicloud_security_group.${name}`];

test('every branch of a condition counts; a reference that only decides it does not', (t) => {
	t.deepEqual(
		origins(
			['var.env', ...group('a'), 'alicloud_vpc.v.id', 'alicloud_vpc.v', ...group('b'), 'count.index', 'path.module'],
			{
				variables: { env: { value: 'prod' } },
				changes: [
					change('alicloud_security_group.a', ['create']),
					change('alicloud_security_group.b', ['create', 'delete'], { before: { id: 'sg-b' } }),
					change('alicloud_vpc.v', ['create']),
				],
			},
		),
		['created-in-plan alicloud_security_group.a', 'created-in-plan alicloud_security_group.b sg-b'],
	);
});

test('an existing group beside a new one is known by its id', (t) => {
	t.deepEqual(
		origins([...group('a'), ...group('old')], {
			changes: [
				change('alicloud_security_group.a', ['create']),
				change('alicloud_security_group.old', ['update'], { after: { id: 'sg-old' }, after_unknown: {} }),
			],
		}),
		['created-in-plan alicloud_security_group.a', 'known sg-old alicloud_security_group.old'],
	);
});

test('an attribute that another product computes names the product', (t) => {
	t.deepEqual(
		origins(['alicloud_nlb_load_balancer.n.security_group_id', 'alicloud_nlb_load_balancer.n'], {
			changes: [change('alicloud_nlb_load_balancer.n', ['create'], { after_unknown: { security_group_id: true } })],
		}),
		['resource-attribute alicloud_nlb_load_balancer.n security_group_id Nlb'],
	);
});

test('an attribute that the configuration of another resource sets is followed through it', (t) => {
	t.deepEqual(
		origins(['alicloud_ecs_network_interface.e.security_group_ids', 'alicloud_ecs_network_interface.e'], {
			root: {
				resources: [
					{
						address: 'alicloud_ecs_network_interface.e',
						mode: 'managed',
						type: 'alicloud_ecs_network_interface',
						expressions: { security_group_ids: { references: group('a') } },
					},
				],
			},
			changes: [
				change('alicloud_security_group.a', ['create']),
				change('alicloud_ecs_network_interface.e', ['create'], { after_unknown: { security_group_ids: true } }),
			],
		}),
		['created-in-plan alicloud_security_group.a'],
	);
});

test('a value that the plan JSON omits is reported', (t) => {
	t.deepEqual(origins(['local.groups']), ['expression local.groups']);
	t.deepEqual(
		origins(['each.value'], { address: 'alicloud_instance.i["x"]', for_each: { references: ['local.vms'] } }),
		['expression local.vms'],
	);
	t.deepEqual(origins(['var.sg']), ['variable sg']);
	t.deepEqual(origins(['module.gone.id', 'module.gone']), [
		'untraced the configuration has no module call module.gone',
	]);
	t.deepEqual(origins(group('gone')), ['untraced the plan has no instance of alicloud_security_group.gone']);
});

test('a variable with a value gives the group in it', (t) => {
	t.deepEqual(
		origins(['var.sg', ...group('a')], {
			variables: { sg: { value: 'sg-1' } },
			changes: [change('alicloud_security_group.a', ['create'])],
		}),
		['known sg-1 var.sg', 'created-in-plan alicloud_security_group.a'],
	);
});

test('an instance takes the group of its own key if each or count selects it, and else any group', (t) => {
	const changes = ['a', 'b.c'].map((key) => change(`alicloud_security_group.g["${key}"]`, ['create']));
	const references = ['alicloud_security_group.g', 'each.key'];
	t.deepEqual(origins(references, { address: 'alicloud_instance.i["b.c"]', changes }), [
		'created-in-plan alicloud_security_group.g["b.c"]',
	]);
	t.is(origins(references, { address: 'alicloud_instance.i["other"]', changes })?.length, 2);
	t.is(origins(['alicloud_security_group.g'], { address: 'alicloud_instance.i["a"]', changes })?.length, 2);
});

test('an instance that the plan deletes gives no group', (t) => {
	t.deepEqual(
		origins(['alicloud_security_group.g'], {
			changes: [
				change('alicloud_security_group.g[0]', ['create']),
				change('alicloud_security_group.g[1]', ['delete'], {
					before: { id: 'sg-gone' },
					after: null,
					after_unknown: {},
				}),
			],
		}),
		['created-in-plan alicloud_security_group.g[0]'],
	);
});

const clusterSet = (expression: Json): Json => ({
	address: 'alicloud_cs_managed_kubernetes.k',
	mode: 'managed',
	type: 'alicloud_cs_managed_kubernetes',
	expressions: { security_group_id: expression },
});

test('an argument that a null variable leaves unset is computed by the provider', (t) => {
	const references = [
		...group('a'),
		'alicloud_cs_managed_kubernetes.k.security_group_id',
		'alicloud_cs_managed_kubernetes.k',
	];
	const changes = [
		change('alicloud_security_group.a', ['create']),
		change('alicloud_cs_managed_kubernetes.k', ['create'], { after_unknown: { security_group_id: true } }),
	];
	const variables = { sg: { value: null } };
	const root = { resources: [clusterSet({ references: ['var.sg'] })] };
	t.deepEqual(origins(references, { changes, variables, root }), [
		'created-in-plan alicloud_security_group.a',
		'resource-attribute alicloud_cs_managed_kubernetes.k security_group_id CS',
	]);
	t.is(origins(['var.sg'], { variables }), null, 'of the attribute itself nothing is carried');
});

test('a value made of others may be each of their ids', (t) => {
	const variables = { apps: { value: [{ name: 'web', extra: ['sg-1'] }] }, common: { value: ['sg-2'] } };
	t.deepEqual(
		origins([...group('a'), 'each.value.extra', 'each.value'], {
			address: 'alicloud_instance.i["web"]',
			for_each: { references: ['var.apps'] },
			changes: [change('alicloud_security_group.a', ['create'])],
			variables,
		}),
		['created-in-plan alicloud_security_group.a', 'known sg-1 var.apps, maybe'],
	);
	t.deepEqual(
		origins(['var.common', 'each.value.extra', 'each.value'], {
			address: 'alicloud_instance.i["web"]',
			for_each: { references: ['var.apps'] },
			variables,
		}),
		['known sg-2 var.common, maybe', 'known sg-1 var.apps, maybe'],
	);
});

test('a key of the instance that selects only known values belongs to something else', (t) => {
	const changes = [0, 1].map((index) =>
		change(
			`alicloud_security_group.g[${index}]`,
			[index === 0 ? 'no-op' : 'create'],
			index === 0 ? { before: { id: 'sg-1' }, after: { id: 'sg-1' }, after_unknown: {} } : {},
		),
	);
	const references = ['alicloud_security_group.g', 'count.index'];
	t.deepEqual(origins(references, { address: 'alicloud_instance.i[0]', changes }), [
		'known sg-1 alicloud_security_group.g[0]',
		'created-in-plan alicloud_security_group.g[1]',
	]);
	t.deepEqual(origins(references, { address: 'alicloud_instance.i[1]', changes }), [
		'created-in-plan alicloud_security_group.g[1]',
	]);
});

test('the output of terraform_data is its input', (t) => {
	const data = {
		address: 'terraform_data.t',
		mode: 'managed',
		type: 'terraform_data',
		change: {
			actions: ['create'],
			before: null,
			after: { input: 'sg-1' },
			after_unknown: { id: true, output: true },
		},
	} as never;
	const references = ['terraform_data.t.output', 'terraform_data.t'];
	t.deepEqual(origins(references, { changes: [data] }), ['known sg-1 terraform_data.t']);
});

test('the default of a variable may replace null', (t) => {
	const child = (expression: Json): { readonly [key: string]: Json } => ({
		module_calls: {
			a: {
				expressions: { sgs: expression },
				module: {
					outputs: { sgs: { expression: { references: ['var.sgs'] } } },
					variables: { sgs: { default: ['sg-1'] } },
				},
			},
		},
	});
	const references = ['module.a.sgs', 'module.a'];
	t.deepEqual(origins(references, { root: child({ constant_value: null }) }), ['known sg-1 module.a.var.sgs, maybe']);
	t.deepEqual(origins(references, { root: child({ constant_value: ['sg-2'] }) }), ['known sg-2 module.a.var.sgs']);
});

test('circular references end', (t) => {
	const module = {
		outputs: { sg: { expression: { references: ['var.sg'] } } },
		variables: { sg: {} },
	};
	t.deepEqual(
		origins(['module.a.sg', 'module.a'], {
			root: { module_calls: { a: { expressions: { sg: { references: ['module.a.sg', 'module.a'] } }, module } } },
		}),
		['untraced the expression refers to no resource'],
	);
});

test('a value in a dynamic block is reported as such; a value that is not set is computed by the provider', (t) => {
	const document = documentOf({
		configuration: {
			root_module: {
				resources: [
					{
						address: 'alicloud_instance.i',
						mode: 'managed',
						type: 'alicloud_instance',
						expressions: { image_id: { constant_value: 'img' }, data_disks: [{ name: { constant_value: 'd' } }] },
					},
				],
			},
		},
	});
	const at = (...path: (string | number)[]) => trace(document, 'alicloud_instance.i', path);
	t.is(at('security_groups'), null);
	t.is(at('image_id'), null);
	t.is(at('data_disks', 0, 'device'), null);
	const kinds = (unknown: Unknown | null) =>
		unknown?.origins.map((origin) => Object.values(origin).slice(0, 2).join(' '));
	t.deepEqual(kinds(at('network_interfaces', 0, 'security_group_ids')), ['expression dynamic "network_interfaces"']);
	t.deepEqual(kinds(at('data_disks', 0, 'name')), ['expression dynamic "data_disks"']);
	t.deepEqual(kinds(at('data_disks', 1, 'device')), ['expression dynamic "data_disks"']);
	t.deepEqual(kinds(at('data_disks')), ['expression dynamic "data_disks"']);
});
