import fs from 'node:fs';
import path from 'node:path';
import { operationsOfReading, type PlanReading } from '@sg-preflight/operations';
import { readPreview } from '@sg-preflight/pulumi';
import test from 'ava';

/** Events made of the recorded previews: a double of the output with PULUMI_ENABLE_STREAMING_JSON_PREVIEW. */
const fixtures = path.resolve(import.meta.dirname, '../../../../test/fixtures/pulumi');

interface Digest {
	readonly config: object;
	readonly changeSummary?: object;
	readonly diagnostics?: readonly object[];
	readonly steps: readonly {
		readonly op: string;
		readonly urn: string;
		readonly oldState?: { readonly type: string };
		readonly newState?: { readonly type: string; readonly id?: string };
		readonly detailedDiff: object | null;
		readonly diffReasons?: readonly string[];
	}[];
}

function eventsOf({ config, steps, diagnostics = [], changeSummary }: Digest): string[] {
	const stateOf = (state: object | undefined): object | null => {
		if (!state) return null;
		// Events have no dependencies, and an empty id where there is none; secrets are blinded, not text.
		const {
			dependencies: _dependencies,
			propertyDependencies: _properties,
			importID: _import,
			deletedWith: _deletedWith,
			pendingReplacement: _pending,
			...rest
		} = { id: '', inputs: {}, outputs: {}, ...state } as { [key: string]: unknown };
		return JSON.parse(
			JSON.stringify(rest).replaceAll(
				'"[secret]"',
				'{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","ciphertext":"[secret]"}',
			),
		);
	};
	const events: object[] = [
		{ preludeEvent: { config } },
		...steps.map(({ op, urn, oldState, newState, detailedDiff, diffReasons }) => ({
			resourcePreEvent: {
				metadata: {
					// A document replaces the step of a refresh with its finding; a stream does not.
					op: op === 'update' && newState?.id ? 'refresh' : op,
					urn,
					type: (newState ?? oldState)?.type,
					old: stateOf(oldState),
					new: stateOf(newState),
					...(diffReasons ? { diffs: diffReasons } : {}),
					detailedDiff,
				},
				planning: true,
			},
		})),
		...diagnostics.map((diagnosticEvent) => ({ diagnosticEvent })),
		...(changeSummary ? [{ summaryEvent: { maybeCorrupt: false, resourceChanges: changeSummary } }] : []),
		{ cancelEvent: {} },
	];
	return events.map((event, sequence) => JSON.stringify({ sequence, timestamp: 1, ...event }));
}

function rows({ changes }: PlanReading): string[] {
	return operationsOfReading({ changes })
		.filter(({ certain }) => certain)
		.map(({ address, operation, groups }) => `${address} ${operation} ${groups.map(({ id }) => id).join(' ')}`)
		.sort();
}

async function* chunks(text: string, size: number): AsyncGenerator<Uint8Array> {
	const bytes = Buffer.from(text);
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A stream has no dependencies: not the group of a value, not the group that it replaces, nor whether two values differ. */
const untraced = /^(unk_inst_update|sg_replace_with_dependents|mix_create)/;

for (const scenario of fs.readdirSync(fixtures).filter((name) => !untraced.test(name))) {
	test(`${scenario}: the streamed events give the same operations as the document`, async (t) => {
		const text = fs.readFileSync(path.join(fixtures, scenario, 'preview.json'), 'utf8');
		const document = await readPreview(text, 'preview.json');
		const lines = `${eventsOf(JSON.parse(text)).join('\n')}\n`;
		const streamed = await readPreview(chunks(lines, 1000), 'events.json');
		t.deepEqual(rows(streamed), rows(document));
		t.deepEqual(streamed.coverage, document.coverage);
		t.is(streamed.incomplete.length, document.incomplete.length);
	});
}

test('in a stream a group known after apply stays unknown, and a call that removes it is only possible', async (t) => {
	const text = fs.readFileSync(path.join(fixtures, 'unk_inst_update_new_sg_only/preview.json'), 'utf8');
	const { changes } = await readPreview(eventsOf(JSON.parse(text)).join('\n'), 'events.json');
	const change = changes.find(({ type }) => type === 'alicloud_instance');
	const operations = operationsOfReading({ changes: change ? [change] : [] });
	t.deepEqual(
		operations.map(({ operation, certain, groups, unproven }) => [
			operation,
			certain,
			groups[0]?.origin?.kind ?? unproven?.[0]?.by,
		]),
		[
			['LeaveSecurityGroup', false, undefined],
			['JoinSecurityGroup', true, 'expression'],
			['JoinSecurityGroup', false, 'preview'],
		],
	);
});

test('a stream without its end is read and reported as incomplete', async (t) => {
	const text = fs.readFileSync(path.join(fixtures, 'inst_add_sg/preview.json'), 'utf8');
	const events = eventsOf(JSON.parse(text)).slice(0, 3).join('\n');
	const { incomplete, changes } = await readPreview(events, 'events.json');
	t.is(changes.length, 1);
	t.is(incomplete.length, 1);
});
