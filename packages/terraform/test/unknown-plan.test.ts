import { ExtData, encode } from '@msgpack/msgpack';
import test from 'ava';
import fc from 'fast-check';
import { SavedPlan } from '../src/saved-plan/index.js';
import { changed, fileOf, withField, withFiles, withoutField } from './plan-message.js';
import { recordedPlan } from './saved-plan-fixtures.js';

const recorded = recordedPlan('inst_add_sg');
const message = fileOf(recorded, 'tfplan');
const read = (tfplan: Uint8Array, more: { readonly [name: string]: string | undefined } = {}) =>
	new SavedPlan('plan.tfplan', withFiles(recorded, { tfplan, ...more })).read();

/** Ways to the messages in a plan, by the numbers of the fields. */
const ways: readonly (readonly [name: string, way: readonly number[]])[] = [
	['Plan', []],
	['ResourceInstanceChange', [3]],
	['Change', [3, 9]],
	['DynamicValue', [3, 9, 2]],
	['Backend', [13]],
];

for (const [name, way] of ways) {
	test(`an unknown field in ${name} is not ignored`, (t) => {
		for (const value of [0, 7, 'text']) {
			t.throws(() => read(changed(message, way, (inner) => withField(inner, 99, value))), {
				name: 'UnknownPlan',
				message: `${name} has the unknown field 99`,
			});
		}
	});
}

test('a message with unknown fields is never read in part', (t) => {
	const fields = fc
		.integer({ min: 600, max: 2 ** 29 - 1 })
		.filter((field) => field !== 500000000 && field !== 500000001);
	const values = fc.oneof(fc.nat(), fc.string({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 }));
	const additions = fc.array(
		fc.record({ way: fc.constantFrom(...ways.map(([, way]) => way)), field: fields, value: values }),
		{ minLength: 1, maxLength: 5 },
	);
	fc.assert(
		fc.property(additions, (added) => {
			const tfplan = added.reduce<Uint8Array>(
				(whole, { way, field, value }) => changed(whole, way, (inner) => withField(inner, field, value)),
				message,
			);
			t.throws(() => read(tfplan), { name: 'UnknownPlan' });
		}),
		{ numRuns: Number(process.env.SG_PREFLIGHT_MESSAGE_CASES ?? 1000) },
	);
});

test('a field of another type, a second one and a message that ends too early are not ignored', (t) => {
	for (const tfplan of [
		withField(message, 20, 'text'),
		withField(message, 14, '1.11.4'),
		changed(message, [3], (change) => withField(change, 9, new Uint8Array())),
		message.subarray(0, message.length - 1),
		Buffer.concat([message, Buffer.from([0x1a, 0xff, 0x01])]),
		Buffer.from([0xff, 0xff]),
	]) {
		t.throws(() => read(tfplan), { name: 'UnknownPlan' });
	}
});

test('an unknown action is not ignored', (t) => {
	for (const action of [4, 10, 11, 2 ** 40]) {
		const tfplan = changed(message, [3, 9], (change) => withField(withoutField(change, 1), 1, action));
		t.throws(() => read(tfplan), { name: 'UnknownPlan' }, `action ${action}`);
	}
});

test('a value with an unknown extension, or that is not MessagePack, is not ignored', (t) => {
	const withValue = (value: Uint8Array): Uint8Array =>
		changed(message, [3, 9, 2], () => withField(new Uint8Array(), 1, value));
	for (const value of [
		encode({ id: new ExtData(1, new Uint8Array(1)) }),
		encode({ id: new Date() }),
		encode({ id: new ExtData(12, new Uint8Array(2000)) }),
		encode({ id: new Uint8Array(3) }),
		encode(['not', 'an', 'object']),
		Buffer.from([0x81]),
		Buffer.concat([encode({}), encode({})]),
		new Uint8Array(),
	]) {
		t.throws(() => read(withValue(value)), { name: 'UnknownPlan' });
	}
});

test('another number of values than the action has is not ignored', (t) => {
	for (const number of [2, 3]) {
		const tfplan = changed(message, [3, 9], (change) =>
			number === 2 ? withoutField(change, 2) : withField(change, 2, withField(new Uint8Array(), 1, encode({}))),
		);
		t.throws(() => read(tfplan), { name: 'UnknownPlan', message: /number of values/ });
	}
});

test('a plan of a version that was not compared with its JSON is not read', (t) => {
	const withVersion = (version: string): Uint8Array => withField(withoutField(message, 14), 14, version);
	for (const version of ['1.7.5', '1.16.0', '1.11.0-alpha20250101', '2.0.0', '0.15.5', '']) {
		t.throws(() => read(withVersion(version)), {
			name: 'UnknownPlan',
			message: /made it, and 1\.8 to 1\.15 are known/,
		});
	}
	t.notThrows(() => read(withVersion('1.8.0')));
	t.throws(() => read(withField(withoutField(message, 1), 1, 4)), { name: 'UnknownPlan', message: /version 4/ });
	t.throws(() => read(withoutField(message, 1)), { name: 'UnknownPlan' });
});

test('a plan is read with the tables of the tool in the lock file', (t) => {
	const openTofu = { '.terraform.lock.hcl': '# This file is maintained automatically by "tofu init".\n' };
	// Terraform has a field for whether a plan is complete; OpenTofu has none.
	t.throws(() => read(withField(withoutField(message, 14), 14, '1.12.6'), openTofu), {
		name: 'UnknownPlan',
		message: /unknown field 2[56]/,
	});
	for (const lock of ['', '# By hand\n', undefined]) {
		t.throws(() => read(message, { '.terraform.lock.hcl': lock }), {
			name: 'UnknownPlan',
			message: /does not say which tool/,
		});
	}
});

test('an action that only one of the tools has is unknown for the other', (t) => {
	for (const [plan, known, unknown] of [
		[recorded, 9, 10],
		[recordedPlan('inst_tags', 'opentofu-1.12.6'), 10, 9],
	] as const) {
		const withAction = (action: number) =>
			new SavedPlan(
				'plan.tfplan',
				withFiles(plan, {
					tfplan: changed(fileOf(plan, 'tfplan'), [3, 9], (change) => withField(withoutField(change, 1), 1, action)),
				}),
			);
		t.deepEqual(withAction(known).read().changes[0]?.actions, ['create']);
		t.throws(() => withAction(unknown).read(), {
			name: 'UnknownPlan',
			message: `a change has the unknown action ${unknown}`,
		});
	}
});

test('missing, oversized and unreadable sources are noticed when they are needed', (t) => {
	const created = recordedPlan('unk_rule_module_output');
	const withSources = (files: { readonly [name: string]: string | undefined }) =>
		new SavedPlan('plan.tfplan', withFiles(created, files));
	for (const [files, message] of [
		[{ 'tfconfig/m-/main.tf': 'resource "a" {' }, /its sources are not understood: main\.tf:1 cannot be read/],
		[{ 'tfconfig/m-/more.tf.json': '{' }, /more\.tf\.json/],
		[{ 'tfconfig/m-/main.tf': '' }, /do not have alicloud_security_group_rule\.r/],
		[{ 'tfconfig/modules.json': '[{"Key":"","Dir":"."}]' }, /module\.m/],
		[{ 'tfconfig/modules.json': '[]' }, /root module/],
		[{ 'tfconfig/m-/big.tf': `# ${'x'.repeat(17 * 1024 * 1024)}\n` }, /big\.tf is larger than 16 MiB/],
	] as const) {
		t.throws(() => withSources(files).read(), { name: 'UnknownPlan', message });
	}
});

test('a plan with known values alone needs no sources', (t) => {
	const files = { 'tfconfig/m-/main.tf': 'not Terraform {', 'tfconfig/modules.json': '[]' };
	const reading = new SavedPlan('plan.tfplan', withFiles(recorded, files)).read();
	t.is(reading.changes.length, 1);
	t.throws(() => reading.changes[0]?.region, { name: 'UnknownPlan' });
	t.throws(() => reading.dependencies?.(), { name: 'UnknownPlan' });
});

test('deferred, invoked, incomplete and errored plans are reported as for plan JSON', (t) => {
	const change = changed(message, [], (plan) => plan);
	const invocation = withField(new Uint8Array(), 1, 'action.alicloud_reboot.r');
	const deferral = withField(new Uint8Array(), 1, withField(new Uint8Array(), 1, 1));
	const deferred = (address: string): Uint8Array =>
		withField(deferral, 2, withField(withField(new Uint8Array(), 13, address), 9, new Uint8Array()));
	let plan = withField(withoutField(withoutField(change, 26), 20), 20, 1);
	for (const address of ['alicloud_instance.b[*]', 'alicloud_instance.a'])
		plan = withField(plan, 27, deferred(address));
	plan = withField(plan, 30, invocation);
	plan = withField(plan, 31, withField(deferral, 2, invocation));
	t.deepEqual(read(plan).incomplete, [
		'alicloud_instance.a, alicloud_instance.b[*]: deferred to a later plan, so that its operations are not known (deferred_changes)',
		'action.alicloud_reboot.r: a deferred provider action, whose API calls are unknown (deferred_action_invocations)',
		'action.alicloud_reboot.r: a provider action, whose API calls are unknown (action_invocations)',
		'the plan leaves changes for a later plan (complete is false)',
		'planning ended with an error (errored is true), so that changes may be missing',
	]);
});
