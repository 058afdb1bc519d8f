import type { PlanReading } from '@sg-preflight/operations';
import test from 'ava';
import { readPlan, sourceOf } from '../src/index.js';
import { SavedPlan } from '../src/saved-plan/index.js';
import { EvaluatedSources } from '../src/sources/index.js';
import { recordedPlans } from './saved-plan-fixtures.js';

/** All that a reading says, the lazy parts too. */
function whole({ dependencies, formatVersion: _, ...reading }: PlanReading) {
	const order = dependencies?.();
	return {
		...reading,
		changes: reading.changes.map((change) => ({ ...change, region: change.region, account: change.account })),
		order: reading.changes.map(({ address }) => {
			const block = order?.blockOf(address) ?? '';
			return [block, [...(order?.needs(block) ?? [])].sort(), [...(order?.neededBy(block) ?? [])].sort()];
		}),
	};
}

for (const { name, tool, bytes, json } of recordedPlans) {
	if (json === null) continue;
	test(`${name} of ${tool} reads as its JSON with its sources does`, (t) => {
		const plan = new SavedPlan('plan.tfplan', bytes);
		const { sources, omitted } = plan.sources();
		t.deepEqual(omitted, []);
		const shown = readPlan(sourceOf('plan.tfplan', json), (document) => new EvaluatedSources(document, sources));
		t.deepEqual(whole(plan.read()), whole(shown));
	});
}

test('a plan tells the tool that made it', (t) => {
	for (const { tool, bytes, json } of recordedPlans) {
		if (json === null) continue;
		const facts = new SavedPlan('plan.tfplan', bytes).facts();
		t.is(`${facts?.tool}-${facts?.toolVersion}`, tool);
	}
});
