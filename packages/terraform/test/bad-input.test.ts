import assert from 'node:assert/strict';
import { type Json, type JsonObject, UserError } from '@sg-preflight/documents';
import test from 'ava';
import { type ByteSource, readPlan, sourceOf } from '../src/index.js';
import { comparable, parsed } from './parsed-plan.js';
import { actionLists } from './plan-documents.js';

const instance = {
	address: 'alicloud_instance.i',
	mode: 'managed',
	type: 'alicloud_instance',
	name: 'i',
	change: {
		actions: ['update'],
		before: { id: 'i-1', security_groups: ['sg-1'], user_data: 'é "🔒" \\ {' },
		after: { id: 'i-1', security_groups: ['sg-1', 'sg-2'], user_data: 'é "🔒" \\ {' },
		after_unknown: { security_groups: [false, false] },
		before_sensitive: { security_groups: [false] },
		after_sensitive: { security_groups: [false, false] },
	},
};
const plan = {
	format_version: '1.2',
	terraform_version: '1.11.4',
	planned_values: { root_module: {} },
	resource_changes: [
		instance,
		{ ...instance, address: 'random_pet.p', type: 'random_pet', change: { actions: ['no-op'], before: {}, after: {} } },
	],
	configuration: {
		provider_config: { alicloud: { name: 'alicloud', expressions: { region: { constant_value: 'cn-hangzhou' } } } },
		root_module: {
			resources: [
				{ address: 'alicloud_instance.i', mode: 'managed', type: 'alicloud_instance', provider_config_key: 'alicloud' },
			],
		},
	},
	complete: true,
	errored: false,
	n: -1.5e3,
};
const text = `${JSON.stringify(plan)}\n`;

const read = (bytes: Uint8Array) => readPlan(sourceOf('plan.json', bytes));

for (const [what, content, message] of [
	['empty', '', /empty/],
	['white space', ' \n\t\r\n', /nothing but white space/],
	['a byte order mark', '\ufeff{}', /byte order mark.*cmd \/c/],
	['a wrapper before it', `[command]/opt/terraform-bin show -json p\n${text}`, /terraform_wrapper: false/],
	['a workflow command before it', `::debug::x\n${text}`, /terraform_wrapper: false/],
	['a wrapper behind it', `${text}::debug::Terraform exited with code 0.`, /byte \d+ .*terraform_wrapper: false/],
	['log lines before it', `Loading…\n${text}`, /other text comes before the document, from byte 0 on/],
	['colours', `\u001b[1m${text}`, /colour code/],
	['output for people', 'Terraform will perform the following actions:', /output for people/],
	[
		'the log of plan -json',
		'{"@level":"info","@message":"Terraform 1.11.4"}\n{"@level":"info"}',
		/terraform plan -json/,
	],
	['a saved plan', 'PK\u0003\u0004rest', /saved plan/],
	['no object', '[1]', /byte 0 does not begin a JSON object/],
	['a state', '{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{}}}', /state, not a plan/],
	['an empty state', '{"format_version":"1.0"}', /state, not a plan/],
	['a state file', '{"version":4,"lineage":"x","resources":[]}', /state, not a plan/],
	['provider schemas', '{"format_version":"1.0","provider_schemas":{},"x":1}', /provider schemas/],
	['another document', '{"resources":[]}', /no format_version/],
	['a plan without a version', text.replace('"format_version":"1.2",', ''), /no format_version/],
	['an unknown major version', text.replace('"1.2"', '"2.0"'), /"2\.0".*0\.x and 1\.x/],
	['a version that is none', text.replace('"1.2"', '"next"'), /"next".*0\.x and 1\.x/],
	['two documents', text + text, /byte \d+/],
	['NUL bytes behind it', `${text}\u0000\u0000`, /byte \d+/],
	['NUL bytes', '\u0000'.repeat(100), /byte 0/],
	['a control character', text.replace('random_pet.p', 'random\u0001pet'), /control character/],
	['a wrong escape', text.replace('random_pet.p', 'random\\xpet'), /no such escape/],
	['lists 1,000,000 deep', `{"format_version":"1.2","x":${'['.repeat(1e6)}`, /1000 deep/],
	['objects 1,000,000 deep', `{"resource_changes":[{"change":${'{"a":'.repeat(1e6)}`, /1000 deep/],
	['a key twice', text.replace('"n":', '"errored":'), /the document has the key errored twice/],
	['a type twice', text.replace('"name":"i"', '"type":"random_pet"'), /resource_changes\[0\] has the key type twice/],
	['actions twice', text.replace('"before":', '"actions":["no-op"],"before":'), /the key actions twice/],
	['actions twice, once escaped', text.replace('"before":', '"a\\u0063tions":["no-op"],"before":'), /actions twice/],
	['an attribute twice', text.replace('"user_data":', '"security_groups":'), /a key twice/],
] as const) {
	test(`${what}: one message`, (t) => {
		const { message: said } = t.throws(() => read(Buffer.from(content)), { instanceOf: UserError, message });
		t.true(said.startsWith('plan.json: '));
		t.notRegex(said, /\n/);
	});
}

for (const [what, bytes, message] of [
	['UTF-16 with a byte order mark', Buffer.from(`\ufeff${text}`, 'utf16le'), /UTF-16.*cmd \/c/],
	['UTF-16 without one', Buffer.from(text, 'utf16le'), /UTF-16.*cmd \/c/],
	['big-endian UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), /UTF-16.*cmd \/c/],
	['Latin-1', Buffer.from(text.replace('🔒', ''), 'latin1'), /byte \d+ .*not UTF-8/],
	['an overlong form', Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc0, 0xaf])]), /byte 6 .*not UTF-8/],
	['a surrogate', Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xed, 0xa0, 0x80])]), /not UTF-8/],
] as const) {
	test(`${what}: one message`, (t) => {
		t.throws(() => read(bytes), { instanceOf: UserError, message });
	});
}

test('truncated at any byte, a plan is refused', (t) => {
	const bytes = Buffer.from(text);
	for (let length = 0; length < bytes.length - 1; length++) {
		assert.throws(() => read(bytes.subarray(0, length)), UserError, `the first ${length} bytes`);
	}
	t.is(read(bytes).changes.length, 1);
});

test('with any bit flipped, a plan is read as JSON.parse does, or refused', (t) => {
	const bytes = Buffer.from(text);
	const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
	let alike = 0;
	for (let index = 0; index < bytes.length * 8; index++) {
		const flipped = Buffer.from(bytes);
		flipped.writeUInt8(flipped.readUInt8(index >> 3) ^ (1 << (index & 7)), index >> 3);
		let decoded: string | null = null;
		try {
			decoded = strict.decode(flipped);
			JSON.parse(decoded);
		} catch {
			assert.throws(() => read(flipped), UserError, `bit ${index}`);
			continue;
		}
		try {
			assert.deepEqual(comparable(read(flipped)), parsed(decoded), `bit ${index}`);
			alike++;
		} catch (error) {
			if (!(error instanceof UserError)) throw error;
		}
	}
	t.true(alike > bytes.length);
});

const wrong: { readonly [type: string]: Json } = {
	null: null,
	number: 5,
	text: 'x',
	boolean: true,
	list: [[]],
	object: { x: { x: 1 } },
};

/** Every field that is read, with the allowed kinds of its value. */
const fields: readonly (readonly [path: string, ...allowed: string[]])[] = [
	['format_version'],
	['errored', 'boolean'],
	['complete', 'boolean'],
	['resource_changes'],
	['resource_changes.0'],
	['resource_changes.0.address', 'text'],
	['resource_changes.0.deposed', 'text', 'null'],
	['resource_changes.0.type', 'text'],
	['resource_changes.0.mode', 'text', 'null'],
	['resource_changes.0.change'],
	['resource_changes.0.change.actions'],
	['resource_changes.0.change.actions.0', 'text'],
	['resource_changes.0.change.before', 'object'],
	['resource_changes.0.change.before.security_groups', 'null', 'text'],
	['resource_changes.0.change.before.security_groups.0', 'null', 'text'],
	['resource_changes.0.change.after', 'object'],
	['resource_changes.0.change.after.security_groups', 'null', 'text'],
	['resource_changes.0.change.after.security_groups.0', 'null', 'text'],
	['resource_changes.0.change.after_unknown', 'null', 'boolean'],
	['resource_changes.0.change.after_unknown.security_groups.0', 'boolean', 'list'],
	['resource_changes.0.change.after_sensitive', 'null', 'boolean', 'list'],
	['resource_changes.0.change.before_sensitive.security_groups', 'boolean', 'list'],
	['deferred_changes'],
	['deferred_changes.0', 'object'],
	['deferred_changes.0.resource_change', 'object'],
	['deferred_changes.0.resource_change.address', 'text'],
	['action_invocations'],
	['action_invocations.0.address', 'text'],
	['deferred_action_invocations'],
	['configuration', 'null', 'object'],
	['configuration.provider_config', 'null', 'object'],
	['configuration.provider_config.alicloud', 'null', 'object'],
	['configuration.root_module', 'null', 'object'],
	['configuration.root_module.resources', 'null'],
	['configuration.root_module.resources.0', 'null', 'object'],
	['variables', 'null', 'object'],
];

function replaced(root: Json, path: readonly string[], value: Json): Json {
	const [step, ...rest] = path;
	if (step === undefined) return value;
	if (Array.isArray(root))
		return root.map((item, index) => (String(index) === step ? replaced(item, rest, value) : item));
	const object = root as JsonObject;
	return { ...object, [step]: replaced(object[step] ?? null, rest, value) };
}

for (const [path, ...allowed] of fields) {
	test(`${path} of a wrong type: one message`, (t) => {
		const whole = {
			...plan,
			deferred_changes: [{ reason: 'x', resource_change: { address: 'a.b' } }],
			action_invocations: [{ address: 'action.a.b' }],
		};
		for (const [type, value] of Object.entries(wrong)) {
			if (allowed.includes(type)) continue;
			const document = JSON.stringify(replaced(whole, path.split('.'), value));
			t.throws(() => read(Buffer.from(document)), { instanceOf: UserError }, type);
		}
	});
}

test('every action list has its meaning; an unknown one is reported', (t) => {
	const meanings = actionLists.map((actions) => {
		const document = replaced(plan, ['resource_changes', '0', 'change', 'actions'], actions);
		const { changes, incomplete } = read(Buffer.from(JSON.stringify(document)));
		return [actions.join(), changes.flatMap((change) => change.actions).join(), incomplete.join()];
	});
	t.deepEqual(meanings, [
		['no-op', '', ''],
		['create', 'create', ''],
		['read', '', ''],
		['update', 'update', ''],
		['delete', 'delete', ''],
		['delete,create', 'delete,create', ''],
		['create,delete', 'create,delete', ''],
		['forget', '', ''],
		['create,forget', 'create', ''],
		['forget,create', 'create', ''],
		['constructor', '', 'alicloud_instance.i: its actions "constructor" are not known'],
		['explode', '', 'alicloud_instance.i: its actions "explode" are not known'],
		['update,explode', 'update', 'alicloud_instance.i: its actions "update, explode" are not known'],
		['', '', 'alicloud_instance.i: its actions "" are not known'],
	]);
});

test('changes outside resource_changes are reported', (t) => {
	const address = (name: string) => ({ address: name });
	const document = {
		...plan,
		errored: true,
		complete: false,
		deferred_changes: ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ resource_change: address(name) })),
		action_invocations: [address('action.x')],
		deferred_action_invocations: [{ action_invocation: address('action.y') }],
	};
	t.deepEqual(
		read(Buffer.from(JSON.stringify(document)))
			.incomplete.map((sentence) => sentence.replace(/,? (so that|whose) .*\(/, ' ('))
			.toSorted(),
		[
			'a, b, c, d, e, 1 more: deferred to a later plan (deferred_changes)',
			'action.x: a provider action (action_invocations)',
			'action.y: a deferred provider action (deferred_action_invocations)',
			'planning ended with an error (errored is true), so that changes may be missing',
			'the plan leaves changes for a later plan (complete is false)',
		].toSorted(),
	);
});

test('a plan without resource_changes has no changes; OpenTofu leaves keys out', (t) => {
	const reading = read(Buffer.from('{"format_version":"1.2","terraform_version":"1.12.0","errored":false}'));
	t.deepEqual([reading.changes, reading.incomplete], [[], []]);
});

/** A document without an end, generated while it is read. */
function endless(start: string, unit: string): ByteSource & { readonly given: () => number } {
	let given = 0;
	return {
		name: 'plan.json',
		given: () => given,
		read(into, position) {
			const target = Buffer.from(into.buffer, into.byteOffset, into.length);
			target.fill(unit);
			if (position < start.length) target.write(start.slice(position));
			given = position + into.length;
			return into.length;
		},
	};
}

for (const [what, start, unit] of [
	['text', '', 'y\n'],
	['NUL bytes', '', '\u0000'],
	['white space', '', '\n'],
	['lists', '{"a":', '['],
	['objects', '{"a":[0', ',{}'],
	['log lines', '', '{"@level":"info"}\n'],
] as const) {
	test(`endless ${what} is refused early`, (t) => {
		const source = endless(start, unit);
		t.throws(() => readPlan(source), { instanceOf: UserError });
		t.true(source.given() <= 65 * 1024 * 1024);
	});
}

test('a string of 1 GB is skipped in a few megabytes', (t) => {
	const size = 1e9;
	const head = '{"format_version":"1.2","resource_changes":[],"prior_state":"';
	const source = endless(head, 'a');
	const before = process.memoryUsage().rss;
	const reading = readPlan({
		name: 'plan.json',
		read(into, position) {
			if (position >= size) return position > size ? 0 : sourceOf('', Buffer.from('"}')).read(into, 0) && 2;
			return source.read(into.subarray(0, Math.min(into.length, size - position)), position);
		},
	});
	t.deepEqual(reading.changes, []);
	t.true(process.memoryUsage().rss - before < 64 * 1024 * 1024);
});

test('a change that is too large to parse is refused, and not kept in memory', (t) => {
	const head =
		'{"format_version":"1.2","resource_changes":[{"address":"alicloud_instance.i","type":"alicloud_instance","change":{"actions":["create"],"before":null,"after":{"user_data":"';
	const tail = Buffer.from('"}}}]}');
	const size = 80 * 1024 * 1024;
	const source = endless(head, 'a');
	t.throws(
		() =>
			readPlan({
				name: 'plan.json',
				read(into, position) {
					if (position >= size) return sourceOf('', tail).read(into, position - size);
					return source.read(into.subarray(0, Math.min(into.length, size - position)), position);
				},
			}),
		{ instanceOf: UserError, message: /at byte 44 has \d+ bytes/ },
	);
});
