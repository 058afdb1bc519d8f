import assert from 'node:assert/strict';
import { isUtf8 } from 'node:buffer';
import { UnreadablePlan } from '@sg-preflight/operations';
import test from 'ava';
import fc from 'fast-check';
import type { Json } from '../src/json-place.js';
import { JsonScanner } from '../src/json-scanner.js';
import { anyJson, inPieces, numbers, written } from './plan-documents.js';

/** 2,000 in `npm test`; `pnpm nightly` asks for more. */
const numRuns = Number(process.env.SG_PREFLIGHT_EQUALITY_CASES ?? 2000);

/** Long enough to be passed by whole blocks. */
const longJson = fc.array(
	fc.oneof(
		anyJson,
		fc.array(fc.oneof(fc.constantFrom(null, true, false, '', -1, 0), fc.integer()), { maxLength: 30 }),
		fc.dictionary(fc.string({ maxLength: 12 }), fc.oneof(anyJson, fc.constant({}), fc.constant([])), { maxKeys: 9 }),
		fc.string({ minLength: 50, maxLength: 300 }),
	),
	{ maxLength: 12 },
);

/** Compact, with white space or escapes, or with much of both. */
function textOf(value: Json, next: () => number): string {
	const kind = next();
	return kind < 0.6 ? JSON.stringify(value) : kind < 0.8 ? JSON.stringify(value, null, 2) : written(value, next);
}

/** Passes the document, and reads in it what was passed; null where it is refused. */
function scanned(bytes: Uint8Array, next: () => number): Json | null {
	try {
		const scanner = new JsonScanner(inPieces(bytes, next, 400));
		const range = scanner.pass();
		scanner.finish();
		return scanner.parse(range);
	} catch (error) {
		if (!(error instanceof UnreadablePlan)) throw error;
		return null;
	}
}

test('what is passed is what JSON.parse gives', (t) => {
	fc.assert(
		fc.property(longJson, fc.integer(), (value, seed) => {
			const next = numbers(seed);
			const text = textOf(value, next);
			assert.deepEqual(scanned(Buffer.from(text), next), JSON.parse(text));
		}),
		{ numRuns },
	);
	t.pass();
});

test('what is passed with a byte changed is refused wherever JSON.parse refuses it', (t) => {
	let refused = 0;
	fc.assert(
		fc.property(longJson, fc.integer(), (value, seed) => {
			const next = numbers(seed);
			const bytes = [...Buffer.from(textOf(value, next))];
			const place = Math.floor(next() * bytes.length);
			const put = Buffer.from('{}[],:"\\0-.eE tfn\0\n\u00fc9x', 'latin1');
			bytes.splice(place, Math.floor(next() * 3), ...[...put].slice(Math.floor(next() * put.length)).slice(0, 1));
			const changed = Buffer.from(bytes);
			const expected = parsed(changed);
			// A document is an object; what is left of one may be a number, of which the end cannot be told.
			if (typeof expected === 'number') return;
			const passed = scanned(changed, next);
			// A key that is there twice is for those who look at it.
			if (passed === null && expected !== null && !sameText(expected, changed)) return;
			if (expected === null) refused++;
			assert.deepEqual(passed, expected, changed.toString('latin1'));
		}),
		{ numRuns },
	);
	t.true(refused > numRuns / 4);
});

function parsed(bytes: Buffer): Json | null {
	try {
		return isUtf8(bytes) ? JSON.parse(bytes.toString()) : null;
	} catch {
		return null;
	}
}

/** Whether no member was lost in parsing: the number of colons outside strings is that of the members. */
function sameText(value: Json, bytes: Buffer): boolean {
	const outside = bytes.toString().replace(/"(?:\\.|[^"\\])*"/gs, '""');
	const members = (part: Json): number =>
		typeof part !== 'object' || part === null
			? 0
			: Object.values(part).reduce(
					(sum: number, item) => sum + members(item),
					Array.isArray(part) ? 0 : Object.keys(part).length,
				);
	return members(value) === outside.split(':').length - 1;
}
