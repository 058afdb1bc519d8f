import fs from 'node:fs';
import path from 'node:path';
import { createInventory } from '@sg-preflight/inventory';
import { operationsOfReading, type PlanReading } from '@sg-preflight/operations';
import { judge } from '@sg-preflight/permissions';
import { readPlan, sourceOf } from '@sg-preflight/terraform';
import { EvaluatedSources } from '@sg-preflight/terraform/tracing';
import test from 'ava';
import { sourcesIn } from './recorded-sources.js';

/** Recordings of the real provider in which the refused group is a literal that plan JSON loses. */
const recordings = path.resolve(import.meta.dirname, '../../fixtures/provider-versions');

/** The findings when sg-lit1 is managed: `RULE OPERATION GROUP`. */
function found(reading: PlanReading): string[] {
	const group = { id: 'sg-lit1', name: null, managed: true, serviceId: 7, region: null, vpc: null, where: 'inventory' };
	const scope = { source: 'inventory', account: null, regions: null, time: null, toolVersion: null };
	const inventory = createInventory([group], [scope]);
	const operations = operationsOfReading(reading);
	return judge({ input: 'plan.json', reading, operations, inventory, principal: 'account' }).findings.map(
		({ rule, operation, group }) => `${rule} ${operation} ${group?.id ?? null}`,
	);
}

interface Hidden {
	readonly recording: string;
	/** The call that is refused. */
	readonly refused: string;
	/** The findings of plan JSON alone. */
	readonly alone: readonly string[];
}

const cases: readonly Hidden[] = [
	...['1.209.1', '1.241.0', '2.0.0-beta3'].map((version) => ({
		recording: `${version}/unk_eni_update_new_sg`,
		refused: 'ModifyNetworkInterfaceAttribute',
		alone: ['member ModifyNetworkInterfaceAttribute sg-lit1', 'unproven-group ModifyNetworkInterfaceAttribute null'],
	})),
	{
		recording: '1.228.0/unk_inst_update_new_sg_only',
		refused: 'LeaveSecurityGroup',
		// Whether the group leaves is only known after apply: the new list may have it as a literal.
		alone: ['unknown-group LeaveSecurityGroup sg-lit1', 'unproven-group JoinSecurityGroup null'],
	},
];

for (const { recording, refused, alone } of cases) {
	const folder = path.join(recordings, recording);
	const plan = () => sourceOf('plan.json', fs.readFileSync(path.join(folder, 'plan.json')));
	const { calls } = JSON.parse(fs.readFileSync(path.join(folder, 'calls.json'), 'utf8')) as {
		readonly calls: readonly { readonly action: string; readonly sg: { readonly [parameter: string]: string } }[];
	};

	test(`${recording}: the recording has the call on the managed group`, (t) => {
		t.true(calls.some(({ action, sg }) => action === refused && Object.values(sg).includes('sg-lit1')));
	});

	test(`${recording}: plan JSON alone is undetermined, because it does not have the literals`, (t) => {
		t.deepEqual(found(readPlan(plan())), alone);
	});

	test(`${recording}: with the sources, the call is refused`, (t) => {
		const reading = readPlan(plan(), (document) => new EvaluatedSources(document, sourcesIn(folder)));
		t.is(reading.sourceProblems, undefined);
		t.deepEqual(found(reading), [`refused-operation ${refused} sg-lit1`]);
	});
}
