import type { Json, JsonObject } from '@sg-preflight/documents';
import fc from 'fast-check';
import type { ByteSource } from '../src/json-scanner/byte-source.js';

/** Generated plan documents, and their texts in every form that JSON allows. */

const nasty = fc.constantFrom(
	'"resource_changes":[{"type":"alicloud_instance"}]',
	'{ [ } ]',
	'\\"\\\\',
	'\u0000\u001f\u2028',
	'ünïcode 🔒 漢字',
	'sg-',
	'',
	'a'.repeat(40),
);
const text = fc.oneof(fc.string({ unit: 'binary' }), nasty);
export const anyJson: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
	value: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		fc.oneof(
			text,
			fc.constantFrom(null, true, false),
			fc.integer(),
			fc.double({ noNaN: true, noDefaultInfinity: true }),
		),
		fc.array(tie('value'), { maxLength: 3 }),
		fc.dictionary(text, tie('value'), { maxKeys: 3 }),
	),
})).value;

const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const extra = fc.dictionary(
	text.filter((key) => !/^(address|deposed|type|mode|change|actions|before|after)/.test(key)),
	anyJson,
	{ maxKeys: 1 },
);
const group = fc.constantFrom('sg-1', 'sg-2', 'sg-managed');

const attributes = fc
	.record(
		{
			id: fc.string(),
			security_groups: fc.array(group, { maxLength: 3 }),
			security_group_id: group,
			source_security_group_id: fc.constantFrom('sg-3', '', null),
			vpc_id: text,
			type: fc.constantFrom('ingress', 'egress'),
			tags: fc.dictionary(text, text, { maxKeys: 2 }),
		},
		{ requiredKeys: [] },
	)
	.chain((known) => extra.map((more): Json => ({ ...more, ...known }) as Json));

const mask = fc.record(
	{
		id: fc.constant(true),
		security_groups: fc.oneof(fc.constant(true), fc.array(fc.boolean(), { maxLength: 3 })),
		security_group_id: fc.boolean(),
		tags: fc.oneof(fc.constant(true), fc.constant({})),
		arn: fc.constant(true),
	},
	{ requiredKeys: [] },
);

export const actionLists = [
	['no-op'],
	['create'],
	['read'],
	['update'],
	['delete'],
	['delete', 'create'],
	['create', 'delete'],
	['forget'],
	['create', 'forget'],
	['forget', 'create'],
	['constructor'],
	['explode'],
	['update', 'explode'],
	[],
];

const change = fc
	.record({
		address: fc.oneof(fc.constantFrom('alicloud_instance.i', 'module.a["x.y"].alicloud_vpc.v[0]'), text),
		deposed: optional(fc.string()),
		mode: optional(fc.constantFrom('managed', 'managed', 'managed', 'data', 'ephemeral', 'dream')),
		type: fc.constantFrom(
			'alicloud_instance',
			'alicloud_security_group',
			'alicloud_security_group_rule',
			'alicloud_vpc',
			'alicloud_never_seen',
			'random_pet',
		),
		extra,
		// The same names as those that are read, in another place.
		actions: optional(fc.constant(['no-op'])),
		change: fc.record({
			type: optional(fc.constant('random_pet')),
			mode: optional(fc.constant('data')),
			actions: fc.constantFrom(...actionLists),
			before: attributes,
			after: attributes,
			after_unknown: optional(mask),
			before_sensitive: optional(fc.oneof(fc.boolean(), mask)),
			after_sensitive: optional(fc.oneof(fc.boolean(), mask)),
			extra,
		}),
	})
	.map(({ extra: outer, change: { extra: inner, ...rest }, ...element }) => {
		return { ...outer, ...element, change: { ...inner, ...rest } } as JsonObject;
	});

const announcement = fc.record({ address: text, reason: text });

export const planDocument: fc.Arbitrary<JsonObject> = fc
	.record({
		format_version: fc.constantFrom('0.1', '1.0', '1.2', '1.99'),
		resource_changes: optional(fc.array(change, { maxLength: 3 })),
		planned_values: anyJson,
		prior_state: optional(anyJson),
		errored: optional(fc.boolean()),
		complete: optional(fc.boolean()),
		deferred_changes: optional(
			fc.array(
				announcement.map((resource_change) => ({ resource_change })),
				{ maxLength: 7 },
			),
		),
		action_invocations: optional(fc.array(announcement, { maxLength: 2 })),
		timestamp: text,
		extra: fc.dictionary(
			text.filter((key) => !['values', 'configuration', 'variables'].includes(key)),
			anyJson,
			{ maxKeys: 2 },
		),
	})
	.map(({ extra: more, ...known }) => ({ ...more, ...known }) as JsonObject);

/** Returns a generator of numbers from 0 to below 1 that depend only on the seed. */
export function numbers(seed: number): () => number {
	let state = seed | 0;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) | 0;
		return (state >>> 8) / (1 << 24);
	};
}

/** Writes a document with random white space, key order and escapes, without undefined members. */
export function written(value: Json | undefined, next: () => number): string {
	const space = (): string => (next() < 0.8 ? '' : ([' ', '\n\t', '\r\n  ', '\t'][Math.floor(next() * 4)] as string));
	const string = (content: string): string =>
		`"${[
			...JSON.stringify(content)
				.slice(1, -1)
				.matchAll(/\\u....|\\.|[\s\S]/gu),
		]
			.map(([unit]) =>
				unit.length === 1 && next() < 0.1 ? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}` : unit,
			)
			.join('')}"`;
	if (Array.isArray(value)) {
		return `[${value.map((item) => `${space()}${written(item, next)}${space()}`).join(',') || space()}]`;
	}
	if (typeof value === 'object' && value !== null) {
		const members = Object.entries(value as { [name: string]: Json | undefined })
			.filter(([, member]) => member !== undefined)
			.map((member): [number, string] => [
				next(),
				`${space()}${string(member[0])}${space()}:${space()}${written(member[1], next)}${space()}`,
			])
			.sort(([a], [b]) => a - b);
		return `{${members.map(([, member]) => member).join(',') || space()}}`;
	}
	return typeof value === 'string' ? string(value) : JSON.stringify(value);
}

/** Returns a source that gives few bytes at a time, so that a reading ends at every place of a document. */
export function inPieces(bytes: Uint8Array, next: () => number, most = 80): ByteSource {
	return {
		name: 'plan.json',
		read(into, position) {
			const part = bytes.subarray(position, position + Math.min(into.length, 1 + Math.floor(next() * most)));
			into.set(part);
			return part.length;
		},
	};
}
