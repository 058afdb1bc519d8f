import assert from 'node:assert/strict';
import { type Action, entryOf, isReviewed, type PlanReading, UnreadablePlan } from '@sg-preflight/operations';
import test from 'ava';
import fc from 'fast-check';
import { readPlan } from '../src/index.js';
import { type JsonObject, JsonPlace } from '../src/json-place.js';
import { attributesOf, only, plannedChange, speaksOfGroups } from '../src/planned-change.js';
import { resourceChange } from '../src/resource-values.js';
import { inPieces, numbers, planDocument, written } from './plan-documents.js';

/** 2,000 in `npm test`; `pnpm nightly` asks for more. */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 2000);

const meaning: { readonly [list: string]: readonly Action[] } = {
	'no-op': [],
	read: [],
	forget: [],
	create: ['create'],
	update: ['update'],
	delete: ['delete'],
	'delete,create': ['delete', 'create'],
	'create,delete': ['create', 'delete'],
	'create,forget': ['create'],
	'forget,create': ['create'],
};

/** The plain way: the whole document by JSON.parse, then one look at each change. */
function parsed(text: string): Omit<PlanReading, 'incomplete'> & { readonly incomplete: number } {
	const document = JSON.parse(text) as JsonObject;
	const coverage = {
		changes: 0,
		mapped: 0,
		reviewed: 0,
		unmapped: [] as PlanReading['coverage']['unmapped'][number][],
		unrelated: 0,
	};
	let incomplete = (document.errored === true ? 1 : 0) + (document.complete === false ? 1 : 0);
	for (const key of ['deferred_changes', 'action_invocations']) {
		if (new JsonPlace('', key, document[key] ?? null).elements().length > 0) incomplete++;
	}
	const changes = new JsonPlace('', 'resource_changes', document.resource_changes ?? null).elements().flatMap((at) => {
		const mode = at.get('mode').string() ?? 'managed';
		if (mode === 'data' || mode === 'ephemeral') return [];
		const names = at
			.get('change')
			.get('actions')
			.list()
			.map((name) => name.text());
		const known = meaning[names.join()];
		if (mode !== 'managed') incomplete++;
		if (known === undefined) incomplete++;
		const actions = known ?? names.filter((name) => ['create', 'update', 'delete'].includes(name));
		if (actions.length === 0) return [];
		coverage.changes++;
		const type = at.get('type').text();
		const change = plannedChange(at, type, actions as readonly Action[]);
		const entry = entryOf(type);
		if (entry !== undefined) {
			coverage.mapped++;
			const untraced = { configuration: null, variables: {}, instances: () => [] };
			return [resourceChange(only(change, attributesOf(entry)), untraced)];
		}
		if (isReviewed(type)) coverage.reviewed++;
		else if (speaksOfGroups(change)) coverage.unmapped.push({ address: change.address, type });
		else coverage.unrelated++;
		return [];
	});
	return { kind: 'terraform-plan', formatVersion: String(document.format_version), changes, coverage, incomplete };
}

function streamed(text: string, next: () => number): ReturnType<typeof parsed> {
	const reading = readPlan(inPieces(Buffer.from(text), next));
	return { ...reading, incomplete: reading.incomplete.length };
}

test('what is streamed equals what JSON.parse gives', (t) => {
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

test('what JSON.parse refuses is refused', (t) => {
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
				assert.throws(() => streamed(damaged, next), UnreadablePlan, damaged);
				return;
			}
			// Still JSON: read alike, or refused (a type that Terraform does not write, a key twice).
			try {
				const reading = streamed(damaged, next);
				assert.deepEqual(reading, parsed(damaged), damaged);
			} catch (error) {
				if (!(error instanceof UnreadablePlan)) throw error;
			}
		}),
		{ numRuns },
	);
	t.true(refused > numRuns / 4);
});
