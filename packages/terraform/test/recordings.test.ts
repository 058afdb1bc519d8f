import fs from 'node:fs';
import path from 'node:path';
import { type EcsOperation, exactly, listedOperations, operationsOfReading } from '@sg-preflight/operations';
import test from 'ava';
import { readPlan, sourceOf } from '../src/index.js';

/**
 * Recordings of the real provider: a plan, and the calls of its apply. Those of other versions are predicted from the plan
 * alone, and again with the version.
 */
const fixtures = path.resolve(import.meta.dirname, '../../../../test/fixtures');
const versions = fs.readdirSync(path.join(fixtures, 'provider-versions'));
const recordings = ['terraform', ...versions.map((version) => `provider-versions/${version}`)].flatMap((folder) =>
	fs
		.readdirSync(path.join(fixtures, folder))
		.sort()
		.flatMap((scenario) => {
			const recording = { scenario, folder: path.join(fixtures, folder, scenario), name: `${folder}/${scenario}` };
			const [, version] = folder.split('/');
			return version === undefined
				? [{ ...recording, provider: undefined }]
				: [
						{ ...recording, provider: undefined },
						{ ...recording, name: `${recording.name}, told the version`, provider: version },
					];
		}),
);

interface Recording {
	readonly calls: readonly RecordedCall[];
	/** Operations called without an id of a group or of a resource. */
	readonly other_mutating?: readonly string[];
	/** Why the plan cannot show some of the calls. */
	readonly unpredictable?: string;
	/** Why the recording ends before the apply has made every call of the plan. */
	readonly incomplete?: string;
}

interface RecordedCall {
	readonly product: string;
	readonly action: string;
	/** Group ids by request parameter. */
	readonly sg: { readonly [parameter: string]: string };
}

/**
 * Literals in an expression whose value is known after apply, `concat(["sg-lit1"], [module.net.base])`. Plan JSON has the
 * references of such an expression, but not its literals.
 */
const hiddenLiterals: { readonly [scenario: string]: readonly string[] } = {
	mix_create: ['sg-lit1'],
	unk_eni_update_new_sg: ['sg-lit1'],
	mix_large_create: ['sg-lit1'],
};

/**
 * Writes `ecs JoinSecurityGroup sg-1 ← sg-2`: targets, then peers, each once. An expression for one of several groups has
 * all of them as origins.
 */
function textOf(product: string, operation: string, targets: readonly string[], peers: readonly string[]): string {
	return [product.toLowerCase(), operation, ...new Set(targets.toSorted()), '←', ...new Set(peers.toSorted())].join(
		' ',
	);
}

function recorded({ product, action, sg }: RecordedCall, made: ReadonlySet<string>, hidden: readonly string[]): string {
	const ids = (isPeer: boolean): string[] => {
		const carried = Object.entries(sg)
			.filter(([parameter]) => parameter.includes('Source') === isPeer)
			.map(([, id]) => id);
		const mixed = carried.some((id) => made.has(id));
		return carried.filter((id) => !(mixed && hidden.includes(id))).map((id) => (made.has(id) ? 'created' : id));
	};
	return textOf(product, action, ids(false), ids(true));
}

function predicted({ product, operation, groups }: EcsOperation): string {
	const ids = (role: string): string[] =>
		groups.filter((group) => group.role === role).map(({ id }) => id ?? 'created');
	return textOf(product, operation, ids('target'), ids('peer'));
}

function isListed(product: string, operation: string): boolean {
	return product === 'ecs' && listedOperations.some((listed) => listed === operation);
}

for (const { scenario, folder, name, provider } of recordings) {
	test(`${name}: the ledger equals the calls`, (t) => {
		const reading = readPlan(sourceOf('plan.json', fs.readFileSync(path.join(folder, 'plan.json'))));
		const recording: Recording = JSON.parse(fs.readFileSync(path.join(folder, 'calls.json'), 'utf8'));
		const versions = provider === undefined ? {} : { provider: { versions: exactly(provider), by: 'option' as const } };
		const operations = operationsOfReading({ ...reading, ...versions });
		// The recording has the id of a group that the apply creates; a plan cannot have it.
		const known = new Set(operations.flatMap(({ groups }) => groups.map(({ id }) => id)));
		const seen = recording.calls.flatMap(({ sg }) => Object.values(sg));
		const made = new Set(seen.filter((id) => id.startsWith('sg-mock') && !known.has(id)));
		const others = (recording.other_mutating ?? []).map((action) => ({ product: 'ecs', action, sg: {} }));
		const expected = [...recording.calls, ...others]
			.filter(({ product, action, sg }) => isListed(product, action) || Object.keys(sg).length > 0)
			.map((call) => recorded(call, made, hiddenLiterals[scenario] ?? []))
			.filter((call) => recording.unpredictable === undefined || operations.some((one) => predicted(one) === call));
		const certain = operations.filter((operation) => operation.certain || expected.includes(predicted(operation)));
		const ledger = certain.map(predicted);
		const isTold = provider !== undefined;
		if (recording.unpredictable !== undefined && !isTold && ledger.length > expected.length) {
			t.regex(recording.unpredictable, /that no plan JSON shows/);
			return;
		}
		if (recording.incomplete === undefined) t.deepEqual(ledger.toSorted(), expected.toSorted());
		else {
			t.deepEqual(ledger.slice(0, expected.length), expected);
			t.true(ledger.length > expected.length, 'the apply ended before the last call');
		}
		t.deepEqual(reading.coverage.unmapped, []);
		t.deepEqual(reading.incomplete, []);
	});
}
