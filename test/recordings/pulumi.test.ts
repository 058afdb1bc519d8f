import fs from 'node:fs';
import path from 'node:path';
import { createInventory } from '@sg-preflight/inventory';
import { type EcsOperation, operationsOfReading, type PlanReading } from '@sg-preflight/operations';
import { type Finding, judge, permissionOf } from '@sg-preflight/permissions';
import { readPreview } from '@sg-preflight/pulumi';
import { readPlan, sourceOf } from '@sg-preflight/terraform';
import test from 'ava';

/** Recordings of the real provider under Pulumi, and under Terraform: a folder of the same name is the same change. */
const fixtures = path.resolve(import.meta.dirname, '../../fixtures');
const read = (...file: string[]): string => fs.readFileSync(path.join(fixtures, ...file), 'utf8');

interface RecordedCall {
	readonly product: string;
	readonly action: string;
	/** Group ids by request parameter. */
	readonly sg: { readonly [parameter: string]: string };
}

function operationsIn(reading: PlanReading): EcsOperation[] {
	return operationsOfReading(reading);
}

/** Returns the findings when one of the groups is managed and every other is the account's own. */
function findings(reading: PlanReading, groups: readonly string[], managed: string): readonly Finding[] {
	const listed = groups.map((id) => {
		const owned = id === managed;
		return { id, name: null, managed: owned, serviceId: owned ? 7 : null, region: null, vpc: null, where: 'inventory' };
	});
	const scope = { source: 'inventory', account: null, regions: null, time: null, toolVersion: null };
	return judge({
		input: 'preview.json',
		reading,
		operations: operationsIn(reading),
		inventory: createInventory(listed, [scope]),
		principal: 'account',
	}).findings;
}

const scenarios = fs.readdirSync(path.join(fixtures, 'pulumi')).sort();

for (const scenario of scenarios) {
	const { calls, unpredictable } = JSON.parse(read('pulumi', scenario, 'calls.json')) as {
		readonly calls: readonly RecordedCall[];
		readonly unpredictable?: string;
	};
	// A secret id is not in the preview; the id of a rule carries its group's.
	const preview = read('pulumi', scenario, 'preview.json');
	const groups = [...new Set([...preview.matchAll(/"(sg-[a-z0-9]+)[":]/g)].map(([, id]) => id as string))].sort();
	if (groups.length === 0 || unpredictable) continue;

	test(`${scenario}: each group is refused exactly if the recording has a call on it that the table forbids`, async (t) => {
		const reading = await readPreview(preview, 'preview.json');
		for (const id of groups) {
			const forbidden = calls.some(
				({ product, action, sg }) =>
					Object.entries(sg).some(([parameter, value]) => value === id && !/(Source|Dest)GroupId$/.test(parameter)) &&
					product === 'ecs' &&
					permissionOf({ product: 'Ecs', operation: action })?.account === false,
			);
			const found = findings(reading, groups, id);
			t.is(
				found.some(({ rule }) => rule === 'refused-operation'),
				forbidden,
				`${id} refused`,
			);
			t.true(found.every(({ group }) => [id, null, '(sensitive)'].includes(group?.id ?? null)));
		}
	});
}

/** Returns operations without addresses, which the two tools do not share, and without the order of unrelated changes. */
function comparable(operations: readonly EcsOperation[]): string[] {
	return operations
		.filter(({ certain }) => certain)
		.map(({ type, action, product, operation, groups }) => {
			const named = groups.map(({ role, id, attribute, origin }) => [role, id ?? origin?.kind, attribute].join(' '));
			return [type, action, product, operation, ...named.sort()].join(', ');
		})
		.sort();
}

/** Some recordings share a name and not the configuration: then their calls differ. */
function isSameChange(scenario: string): boolean {
	const [one, other] = ['pulumi', 'terraform'].map((tool) => {
		const file = path.join(fixtures, tool, scenario, 'calls.json');
		if (!fs.existsSync(file)) return tool;
		const { calls } = JSON.parse(fs.readFileSync(file, 'utf8')) as { readonly calls: readonly RecordedCall[] };
		return calls
			.map((call) => JSON.stringify([call.action, call.sg]))
			.sort()
			.join('\n');
	});
	return one === other;
}

for (const scenario of scenarios.filter(isSameChange)) {
	test(`${scenario}: the same change in Terraform and in Pulumi gives the same operations`, async (t) => {
		const plan = readPlan(
			sourceOf('plan.json', fs.readFileSync(path.join(fixtures, 'terraform', scenario, 'plan.json'))),
		);
		const preview = await readPreview(read('pulumi', scenario, 'preview.json'), 'preview.json');
		t.deepEqual(comparable(operationsIn(preview)), comparable(operationsIn(plan)));
	});
}
