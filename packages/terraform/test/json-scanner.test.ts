import assert from 'node:assert/strict';
import { isUtf8 } from 'node:buffer';
import { type Json, UserError } from '@sg-preflight/documents';
import test from 'ava';
import fc from 'fast-check';
import { ParsingScanner } from '../src/json-scanner/parsing-scanner.js';
import { StreamingScanner } from '../src/json-scanner/streaming-scanner.js';
import { anyJson, inPieces, numbers, written } from './plan-documents.js';

/** 2,000 in `npm test`; `pnpm nightly` runs more. */
const numRuns = Number(process.env.SG_PREFLIGHT_EQUALITY_CASES ?? 2000);

/** Documents that are long enough to be skipped by whole blocks. */
const longJson = fc.array(
	fc.oneof(
		anyJson,
		fc.array(fc.oneof(fc.constantFrom(null, true, false, '', -1, 0), fc.integer()), { maxLength: 30 }),
		fc.dictionary(fc.string({ maxLength: 12 }), fc.oneof(anyJson, fc.constant({}), fc.constant([])), { maxKeys: 9 }),
		fc.string({ minLength: 50, maxLength: 300 }),
	),
	{ maxLength: 12 },
);

/** Writes JSON compactly, with white space or escapes, or with much of both. */
function textOf(value: Json, next: () => number): string {
	const kind = next();
	if (kind < 0.6) return JSON.stringify(value);
	return kind < 0.8 ? JSON.stringify(value, null, 2) : written(value, next);
}

/** Skips a document that arrives in pieces of so many bytes. Returns it parsed, or why it is refused. */
function scanned(
	bytes: Uint8Array,
	next: () => number,
	most: number,
): { readonly value: Json } | { readonly problem: string } {
	try {
		const scanner = new StreamingScanner(inPieces(bytes, next, most));
		const range = scanner.skip();
		scanner.finish();
		return { value: scanner.parse(range) };
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		return { problem: error.message };
	}
}

/** Size of pieces that hold whole blocks. Smaller pieces hold none, and must give the same results. */
const wholeBlocks = 400;
const noBlock = 60;

test('the skipped values are those that JSON.parse gives', (t) => {
	fc.assert(
		fc.property(longJson, fc.integer(), (value, seed) => {
			const next = numbers(seed);
			const text = textOf(value, next);
			assert.deepEqual(scanned(Buffer.from(text), next, wholeBlocks), { value: JSON.parse(text) });
		}),
		{ numRuns },
	);
	t.pass();
});

test('a document with a changed byte is refused whenever JSON.parse refuses it', (t) => {
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
			// A document is an object. The rest of one may be a number, whose end is not visible.
			if (typeof expected === 'number') return;
			const passed = scanned(changed, next, wholeBlocks);
			assert.deepEqual(scanned(changed, next, noBlock), passed);
			if (expected === null) {
				refused++;
				assert.ok('problem' in passed, changed.toString('latin1'));
			} else if (everyMemberOf(expected, changed)) assert.deepEqual(passed, { value: expected });
			else assert.match('problem' in passed ? passed.problem : '', /has a key twice/);
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

/** Whether parsing kept every member: there are as many as colons outside strings. */
function everyMemberOf(value: Json, bytes: Buffer): boolean {
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

test('the scanner on JSON.parse refuses and gives the same as the streaming one', (t) => {
	fc.assert(
		fc.property(longJson, fc.integer(), (value, seed) => {
			const next = numbers(seed);
			const bytes = [...Buffer.from(textOf(value, next))];
			bytes.splice(Math.floor(next() * bytes.length), Math.floor(next() * 2));
			const document = Buffer.from(bytes);
			// Digits may continue behind the last byte, because a streamed number has no visible end.
			if (/^\s*[-\d]/.test(document.toString('latin1'))) return;
			const streamed = scanned(document, next, wholeBlocks);
			const held = new ParsingScanner(inPieces(document, next, wholeBlocks));
			try {
				const range = held.skip();
				held.finish();
				assert.deepEqual(streamed, { value: held.parse(range) });
			} catch (error) {
				if (!(error instanceof UserError)) throw error;
				assert.ok('problem' in streamed, document.toString('latin1'));
			}
		}),
		{ numRuns },
	);
	t.pass();
});

for (const Scanner of [StreamingScanner, ParsingScanner]) {
	test(`${Scanner.name}: objects, lists and values are entered or skipped, and skipped ones are found again`, (t) => {
		const text = '{"list":[1,[2],{"a":3}],"skipped":{"b":[4]},"object":{"c":5,"d":{}},"text":"\\u00e9"}';
		const scanner = new Scanner(inPieces(Buffer.from(text), () => 0.99, 7));
		const seen: unknown[] = [];
		let range = { start: 0, end: 0, members: 0 };
		const whole = scanner.object((key) => {
			if (key === 'list') {
				seen.push(
					scanner.object(() => {}),
					key,
				);
			} else if (key === 'object') {
				range = scanner.skip();
			} else if (key === 'text') seen.push(scanner.value());
		});
		scanner.finish();
		t.is(whole?.members, 8);
		t.deepEqual(seen, [null, 'list', 'é']);
		t.deepEqual(scanner.parse(range), { c: 5, d: {} });
		scanner.restart(range.start);
		t.deepEqual(scanner.members(['d', 'c'])?.values, [{}, 5]);
	});
}

test('members are told apart by the object that they are in', (t) => {
	const text = '{"c":[{"a":0}],"\\u0061":1,"b":{"c":{"a":2},"a":[3],"b":4}}';
	for (let most = 1; most < text.length; most++) {
		const scanner = new StreamingScanner(inPieces(Buffer.from(text), () => 0.99, most));
		const found = scanner.members(['a', 'b', 'b.a', 'd']);
		t.deepEqual(found?.values, [1, {}, [3], undefined]);
		t.deepEqual(found?.range, { start: 0, end: text.length, members: 8 });
		t.is(found?.twice, null);
		scanner.finish();
	}
});

test('thousands of short values are told apart', (t) => {
	const document = Array.from({ length: 3000 }, (_, index) => ({ a: `value ${index % 2000}` }));
	const scanner = new StreamingScanner(inPieces(Buffer.from(JSON.stringify(document)), () => 0.99, 4000));
	const values: unknown[] = [];
	const asked = ['a'];
	scanner.list(() => values.push(scanner.members(asked)?.values[0]));
	t.deepEqual(
		values,
		document.map(({ a }) => a),
	);
});
