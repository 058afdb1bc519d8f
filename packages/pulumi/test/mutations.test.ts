import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@sg-preflight/documents';
import { operationsOfReading } from '@sg-preflight/operations';
import { readPreview } from '@sg-preflight/pulumi';
import test from 'ava';
import fc from 'fast-check';

const fixtures = path.resolve(import.meta.dirname, '../../../../test/fixtures/pulumi');
const previews = [
	'inst_nic_block',
	'inst_secret_sg',
	'sg_replace_with_dependents',
	'drift_sg_desc_refresh',
	'flag_show_replacement_steps',
].map((scenario) => fs.readFileSync(path.join(fixtures, scenario, 'preview.json'), 'utf8'));

/** Returns every place of a document, as the keys that lead to it. */
function placesOf(value: unknown, at: readonly string[] = []): (readonly string[])[] {
	if (typeof value !== 'object' || value === null) return [at];
	return [at, ...Object.entries(value).flatMap(([key, member]) => placesOf(member, [...at, key]))];
}

function put(document: unknown, place: readonly string[], value: unknown): unknown {
	const [key, ...rest] = place;
	if (key === undefined) return value;
	const parent = document as { [key: string]: unknown };
	if (value === undefined && rest.length === 0) delete parent[key];
	else parent[key] = put(parent[key], rest, value);
	return parent;
}

test('a document with any value in any place is read, or refused with one message', async (t) => {
	const junk = fc.oneof(
		fc.constantFrom(
			undefined,
			null,
			'',
			0,
			true,
			[],
			{},
			[[]],
			'sg-1',
			'[secret]',
			'04da6b54-80e4-46f7-96ec-b56ff0331ba9',
		),
		fc.jsonValue({ maxDepth: 2 }),
	);
	await fc.assert(
		fc.asyncProperty(fc.nat(), fc.nat(), junk, async (which, where, value) => {
			const document: unknown = JSON.parse(previews[which % previews.length] as string);
			const places = placesOf(document);
			const mutated = JSON.stringify(put(document, places[where % places.length] as string[], value)) ?? '';
			try {
				const { changes } = await readPreview(mutated, 'p.json');
				operationsOfReading({ changes });
			} catch (error) {
				if (!(error instanceof UserError)) throw error;
				t.regex(error.message, /^p\.json: [^\n]+$/);
			}
		}),
		{ numRuns: 500 },
	);
	t.pass();
});
