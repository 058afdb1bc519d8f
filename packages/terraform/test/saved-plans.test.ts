import { operationsOfReading, type PlanReading } from '@sg-preflight/operations';
import test from 'ava';
import { readPlan, sourceOf } from '../src/index.js';
import { SavedPlan } from '../src/saved-plan/index.js';
import { EvaluatedSources } from '../src/tracing/index.js';
import { factsOf } from './change-facts.js';
import { changed, fileOf, withField, withFiles, withoutField } from './plan-message.js';
import { recordedPlan, recordedPlans } from './saved-plan-fixtures.js';

/** Returns all parts of a reading, the lazy ones too. */
function whole({ dependencies, formatVersion: _, ...reading }: PlanReading) {
	const order = dependencies?.();
	return {
		...reading,
		changes: reading.changes.map(factsOf),
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
		const direct = plan.read();
		t.deepEqual(whole(direct), whole(shown));
		t.deepEqual(operationsOfReading(direct), operationsOfReading(shown));
	});
}

test('a plan has the name of the tool that made it', (t) => {
	for (const { tool, bytes, json } of recordedPlans) {
		if (json === null) continue;
		const facts = new SavedPlan('plan.tfplan', bytes).facts();
		t.is(`${facts?.tool}-${facts?.toolVersion}`, tool);
	}
});

test('the region is that of the provider block of the change, with its module and alias', (t) => {
	const recorded = recordedPlan('inst_add_sg');
	const sources = `
terraform {
  required_providers {
    ali = { source = "aliyun/alicloud", configuration_aliases = [] }
  }
}
provider "ali" {
  region = "cn-hangzhou"
}
provider "ali" {
  alias  = "far"
  region = "cn-beijing"
}
resource "alicloud_instance" "i" {
  provider = ali.far
}
`;
	const regionOf = (provider: string) => {
		const tfplan = changed(fileOf(recorded, 'tfplan'), [3], (change) =>
			withField(withoutField(change, 8), 8, provider),
		);
		const plan = new SavedPlan(
			'plan.tfplan',
			withFiles(recorded, { tfplan, 'tfconfig/m-/main.tf': sources, 'tfconfig/m-/provider.tf': '' }),
		);
		return plan.read().changes[0]?.region;
	};
	const provider = 'provider["registry.terraform.io/aliyun/alicloud"]';
	t.is(regionOf(provider), 'cn-hangzhou');
	t.is(regionOf(`${provider}.far`), 'cn-beijing');
	t.is(regionOf(`${provider}.other`), null);
	t.is(regionOf(`module.a.${provider}`), null);
	t.is(regionOf('provider["registry.terraform.io/other/ali"]'), null);
});
