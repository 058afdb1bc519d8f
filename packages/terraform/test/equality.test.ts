import assert from 'node:assert/strict';
import { UserError } from '@sg-preflight/documents';
import test from 'ava';
import fc from 'fast-check';
import { readPlan } from '../src/index.js';
import { ParsingScanner } from '../src/json-scanner/parsing-scanner.js';
import { readScannedPlan } from '../src/plan-json/read-plan.js';
import { comparable, parsed } from './parsed-plan.js';
import { inPieces, numbers, planDocument, written } from './plan-documents.js';

/** 2,000 in `npm test`; `pnpm nightly` runs more. */
const numRuns = Number(process.env.SG_PREFLIGHT_EQUALITY_CASES ?? 2000);

function streamed(text: string, next: () => number): ReturnType<typeof parsed> {
	return comparable(readPlan(inPieces(Buffer.from(text), next)));
}

test('a streamed plan equals the one that JSON.parse gives', (t) => {
	fc.assert(
		fc.property(planDocument, fc.integer(), (document, seed) => {
			const next = numbers(seed);
			const text = written(document, next);
			assert.deepEqual(streamed(text, next), parsed(text));
		}),
		{ numRuns },
	);
	t.pass();
});

test('both scanners read the same plan', (t) => {
	fc.assert(
		fc.property(planDocument, fc.integer(), (document, seed) => {
			const next = numbers(seed);
			const text = written(document, next);
			const scanner = new ParsingScanner(inPieces(Buffer.from(text), next));
			assert.deepEqual(comparable(readScannedPlan(scanner, null)), streamed(text, next));
		}),
		{ numRuns },
	);
	t.pass();
});

test('a document that JSON.parse refuses is refused', (t) => {
	let refused = 0;
	fc.assert(
		fc.property(planDocument, fc.integer(), (document, seed) => {
			const next = numbers(seed);
			const text = [...written(document, next)];
			const place = Math.floor(next() * text.length);
			const inserted = '{}[],:"\\0-.eE tfn\u0000x'[Math.floor(next() * 19)] as string;
			const rest = text.slice(place + Math.floor(next() * 2));
			const damaged = [...text.slice(0, place), inserted, ...rest].join('');
			try {
				JSON.parse(damaged);
			} catch {
				refused++;
				assert.throws(() => streamed(damaged, next), UserError, damaged);
				return;
			}
			// Still JSON: both read it the same way, or refuse it (a type that Terraform does not write, a key twice).
			try {
				const reading = streamed(damaged, next);
				assert.deepEqual(reading, parsed(damaged), damaged);
			} catch (error) {
				if (!(error instanceof UserError)) throw error;
			}
		}),
		{ numRuns },
	);
	t.true(refused > numRuns / 4);
});
