import fs from 'node:fs';
import path from 'node:path';
import { type EcsOperation, isListed, operationsOfReading, type PlanReading } from '@sg-preflight/operations';
import { readPreview } from '@sg-preflight/pulumi';
import test from 'ava';

/**
 * Recordings of the real provider under the real Pulumi CLI: each folder has the preview of an update and the calls
 * that the update then made.
 */
const fixtures = path.resolve(import.meta.dirname, '../../../../test/fixtures/pulumi');

interface Recording {
	readonly calls: readonly {
		readonly product: string;
		readonly action: string;
		readonly sg: { readonly [parameter: string]: string };
	}[];
	/** Why the preview does not show it. */
	readonly unpredictable?: string;
	/** The update ended with an error: it tried the last call again. */
	readonly incomplete?: string;
}

function operationsIn(reading: PlanReading): EcsOperation[] {
	return operationsOfReading(reading);
}

/** Returns a call as text. Ids that the preview does not have (of groups made by the update, and secret ones) are null in both. */
function predicted(operations: readonly EcsOperation[]): string[] {
	return operations
		.filter(({ certain }) => certain)
		.map(({ operation, groups }) =>
			callText(
				operation,
				groups.filter(({ role }) => role !== 'member').map(({ id }) => id),
			),
		);
}

function recorded({ calls }: Recording, preview: string): string[] {
	return calls
		.filter(
			({ product, action, sg }) => isListed(product === 'ecs' ? 'Ecs' : product, action) || Object.keys(sg).length > 0,
		)
		.map(({ action, sg }) =>
			callText(
				action,
				Object.values(sg).map((id) => (preview.includes(id) ? id : null)),
			),
		);
}

function callText(operation: string, ids: readonly (string | null)[]): string {
	return `${operation} ${[...new Set(ids.map(String))].sort().join(' ')}`.trim();
}

for (const scenario of fs.readdirSync(fixtures).sort()) {
	const read = (file: string): string => fs.readFileSync(path.join(fixtures, scenario, file), 'utf8');

	test(`${scenario}: the preview gives the calls of the update`, async (t) => {
		const preview = read('preview.json');
		const recording = JSON.parse(read('calls.json')) as Recording;
		const reading = await readPreview(preview, 'preview.json');
		const operations = operationsIn(reading);
		const calls = recorded(recording, preview);
		if (recording.incomplete) calls.splice(-1, calls.at(-1) === calls.at(-2) ? 1 : 0);
		if (recording.unpredictable) {
			t.true(predicted(operations).every((call) => calls.includes(call)));
			return;
		}
		t.deepEqual(predicted(operations).sort(), calls.sort());
		t.deepEqual(reading.coverage.unmapped, []);
	});
}
