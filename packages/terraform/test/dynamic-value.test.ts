import { ExtData, encode } from '@msgpack/msgpack';
import type { Json } from '@sg-preflight/documents';
import test from 'ava';
import fc from 'fast-check';
import { everyElement, nonEmptySet, PlannedValue } from '../src/saved-plan/message/dynamic-value.js';

const runs = Number(process.env.SG_PREFLIGHT_VALUE_CASES ?? 500);

/** A value with its forms in plan JSON: `after` is undefined when the whole value is unknown. */
interface Case {
	readonly written: unknown;
	readonly after: Json | undefined;
	readonly mask: Json;
}

const name = fc.stringMatching(/^[a-z][a-z_]{0,5}$/);
const unknownValue: fc.Arbitrary<Case> = fc
	.constantFrom(
		new ExtData(0, new Uint8Array(1)),
		new ExtData(12, encode(new Map([[1, false]]))),
		new ExtData(12, encode(new Map([[2, 'sg-']]))),
	)
	.map((written) => ({ written, after: undefined, mask: true }));
const scalar: fc.Arbitrary<Case> = fc
	.oneof(
		fc.string(),
		fc.integer(),
		fc.double({ noNaN: true, noDefaultInfinity: true }),
		fc.boolean(),
		fc.constant(null),
	)
	.map((value) => ({ written: value, after: Object.is(value, -0) ? 0 : value, mask: false }));
/** Values of a dynamic type: a pair of the type and the value. */
const dynamic: fc.Arbitrary<Case> = fc.oneof(
	fc.string().map((value): Case => ({ written: [typed('string'), value], after: value, mask: false })),
	fc
		.bigInt({ min: 2n ** 70n, max: 2n ** 90n })
		.map((value): Case => ({ written: [typed('number'), String(value)], after: Number(value), mask: false })),
	fc.tuple(fc.integer(), fc.integer()).map(
		([one, other]): Case => ({
			written: [typed(['tuple', ['number', 'string']]), [String(one), String(other)]],
			after: [one, String(other)],
			mask: [false, false],
		}),
	),
);

function typed(type: unknown): Uint8Array {
	return new TextEncoder().encode(JSON.stringify(type));
}

const { value } = fc.letrec<{ value: Case }>((tie) => ({
	value: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		scalar,
		unknownValue,
		dynamic,
		fc.array(tie('value'), { maxLength: 4 }).map(listOf),
		fc.dictionary(name, tie('value'), { maxKeys: 4 }).map(objectOf),
	),
}));

function listOf(parts: readonly Case[]): Case {
	return {
		written: parts.map(({ written }) => written),
		after: parts.map(({ after }) => after ?? null),
		mask: parts.map(({ mask }) => mask),
	};
}

function objectOf(parts: { readonly [name: string]: Case }): Case {
	const entries = Object.entries(parts);
	return {
		written: Object.fromEntries(entries.map(([key, { written }]) => [key, written])),
		after: Object.fromEntries(entries.flatMap(([key, { after }]) => (after === undefined ? [] : [[key, after]]))),
		mask: Object.fromEntries(entries.flatMap(([key, { mask }]) => (mask === false ? [] : [[key, mask]]))),
	};
}

const hasUnknown = (mask: Json): boolean =>
	mask === true || (typeof mask === 'object' && mask !== null && Object.values(mask).some(hasUnknown));

test('a value has the forms of plan JSON', (t) => {
	fc.assert(
		fc.property(fc.dictionary(name, value, { maxKeys: 5 }).map(objectOf), ({ written, after, mask }) => {
			const planned = new PlannedValue(encode(written));
			t.deepEqual(planned.value, after);
			t.deepEqual(planned.unknown, hasUnknown(mask) ? mask : {});
		}),
		{ numRuns: runs },
	);
});

test('a mask has the parts at the end of paths, unknown ones too', (t) => {
	const planned = new PlannedValue(
		encode({
			password: new ExtData(0, new Uint8Array(1)),
			keys: [
				{ secret: 'a', name: 'b' },
				{ secret: 'c', name: 'd' },
			],
			names: ['a'],
			none: [],
			tags: { 'a.b': 'x' },
		}),
	);
	t.deepEqual(planned.mask([['password'], ['keys', 1, 'secret'], ['tags', 'a.b'], ['absent'], ['names', 3]]), {
		password: true,
		keys: [false, { secret: true }],
		names: [false],
		tags: { 'a.b': true },
	});
	t.deepEqual(
		planned.mask([
			['keys', everyElement, 'secret'],
			['names', nonEmptySet],
			['none', nonEmptySet],
		]),
		{
			keys: [{ secret: true }, { secret: true }],
			names: true,
			none: [],
		},
	);
	t.is(planned.mask([[]]), true);
	t.is(planned.mask([]), false);
});
