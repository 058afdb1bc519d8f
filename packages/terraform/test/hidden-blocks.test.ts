import { operationsOfReading } from '@sg-preflight/operations';
import test from 'ava';
import { readPlan, sourceOf } from '../src/index.js';

interface Shape {
	/** Terraform's `relevant_attributes`; absent if the document does not have them. */
	readonly contributors?: readonly { readonly resource: string; readonly attribute: readonly string[] }[];
	/** Whether the document has the sections that Terraform always writes. */
	readonly isWhole?: boolean;
	/** The argument of the call of module.m. */
	readonly given?: object;
	/** Another format than that of Terraform 1.5 and later. */
	readonly format?: string;
}

/** The attributes of new instances that the document does not prove, by address. */
function unproven({ contributors, isWhole = true, given, format = '1.2' }: Shape): {
	readonly [address: string]: string[];
} {
	const create = (address: string, type: string, after: object, unknown: object) => ({
		address,
		mode: 'managed',
		type,
		change: { actions: ['create'], before: null, after, after_unknown: { id: true, ...unknown } },
	});
	const groups = { vswitch_id: 'vsw-a', security_groups: ['sg-1'] };
	const instance = (address: string) => create(address, 'alicloud_instance', groups, { network_interfaces: true });
	const configured = {
		address: 'alicloud_instance.i',
		mode: 'managed',
		type: 'alicloud_instance',
		expressions: { vswitch_id: { constant_value: 'vsw-a' }, security_groups: { constant_value: ['sg-1'] } },
	};
	const plan = {
		format_version: format,
		...(isWhole ? { planned_values: {} } : {}),
		resource_changes: [
			instance('alicloud_instance.i'),
			instance('module.m["a"].alicloud_instance.i'),
			create('alicloud_vpc.v', 'alicloud_vpc', { vpc_name: 'v' }, {}),
			create('module.m["a"].alicloud_vpc.v', 'alicloud_vpc', { vpc_name: 'v' }, {}),
		],
		configuration: {
			root_module: {
				resources: [configured],
				module_calls: {
					m: { expressions: { x: given ?? { constant_value: 1 } }, module: { resources: [configured] } },
				},
			},
		},
		...(contributors === undefined ? {} : { relevant_attributes: contributors }),
	};
	const found: { [address: string]: string[] } = {};
	for (const { address, unproven } of operationsOfReading(
		readPlan(sourceOf('plan.json', Buffer.from(JSON.stringify(plan)))),
	)) {
		for (const { attribute } of unproven ?? []) found[address] = [...(found[address] ?? []), attribute];
	}
	return found;
}

const attribute = 'network_interfaces.security_group_ids';
const inRoot = { 'alicloud_instance.i': [attribute] };
const inModule = { 'module.m["a"].alicloud_instance.i': [attribute] };

test('unknown blocks are computed by the provider if changes depend on nothing', (t) => {
	t.deepEqual(unproven({}), {});
	t.deepEqual(unproven({ contributors: [] }), {});
});

test('unknown blocks may come from a dynamic block if changes depend on an unknown attribute', (t) => {
	const contributors = [{ resource: 'alicloud_vpc.v', attribute: ['id'] }];
	t.deepEqual(unproven({ contributors }), inRoot);
	t.deepEqual(unproven({ contributors, given: { references: ['local.x'] } }), { ...inRoot, ...inModule });
});

test('an unknown attribute of a module counts in the module, and outside it through outputs', (t) => {
	t.deepEqual(unproven({ contributors: [{ resource: 'module.m.alicloud_vpc.v', attribute: ['id'] }] }), {
		...inRoot,
		...inModule,
	});
});

test('a known attribute makes nothing unknown', (t) => {
	t.deepEqual(unproven({ contributors: [{ resource: 'alicloud_vpc.v', attribute: ['vpc_name'] }] }), {});
});

test('a document that does not list what changes depend on proves nothing', (t) => {
	t.deepEqual(unproven({ isWhole: false }), { ...inRoot, ...inModule });
	t.deepEqual(unproven({ format: '1.0' }), { ...inRoot, ...inModule });
});

test('a block that is unknown inside a written one may come from a dynamic block too', (t) => {
	const unprovenWith = (contributors: NonNullable<Shape['contributors']>) => {
		const plan = {
			format_version: '1.2',
			planned_values: {},
			resource_changes: [
				{
					address: 'alicloud_rocketmq_instance.r',
					mode: 'managed',
					type: 'alicloud_rocketmq_instance',
					change: {
						actions: ['create'],
						before: null,
						after: { network_info: [{ internet_info: [] }] },
						after_unknown: { id: true, network_info: [{ vpc_info: true }] },
					},
				},
				{
					address: 'alicloud_vpc.v',
					mode: 'managed',
					type: 'alicloud_vpc',
					change: { actions: ['create'], before: null, after: {}, after_unknown: { id: true } },
				},
			],
			configuration: {
				root_module: {
					resources: [
						{
							address: 'alicloud_rocketmq_instance.r',
							mode: 'managed',
							type: 'alicloud_rocketmq_instance',
							expressions: { network_info: [{ internet_info: [{ internet_spec: { constant_value: 'disable' } }] }] },
						},
					],
				},
			},
			relevant_attributes: contributors,
		};
		const reading = readPlan(sourceOf('plan.json', Buffer.from(JSON.stringify(plan))));
		return operationsOfReading(reading).flatMap(({ unproven = [] }) => unproven.map(({ attribute }) => attribute));
	};
	t.deepEqual(unprovenWith([]), []);
	t.deepEqual(unprovenWith([{ resource: 'alicloud_vpc.v', attribute: ['id'] }]), [
		'network_info.vpc_info.security_group_ids',
	]);
});
