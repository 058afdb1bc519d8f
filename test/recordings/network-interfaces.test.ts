import fs from 'node:fs';
import path from 'node:path';
import { operationsOfReading } from '@sg-preflight/operations';
import { interfaceOperations } from '@sg-preflight/permissions';
import { readPlan, sourceOf } from '@sg-preflight/terraform';
import test from 'ava';

/** The recordings of the real provider: a plan, and the calls that applying it made. */
const fixtures = path.resolve(import.meta.dirname, '../../fixtures');
const versions = fs.readdirSync(path.join(fixtures, 'provider-versions')).map((one) => `provider-versions/${one}`);

interface Recording {
	readonly calls: readonly { readonly action: string; readonly ids?: { readonly [parameter: string]: string } }[];
}

for (const folder of ['terraform', 'terraform-field', ...versions]) {
	test(`${folder}: the calls on known network interfaces are those of the recordings`, (t) => {
		let compared = 0;
		for (const scenario of fs.readdirSync(path.join(fixtures, folder))) {
			const file = (name: string): Buffer => fs.readFileSync(path.join(fixtures, folder, scenario, name));
			const { calls } = JSON.parse(file('calls.json').toString()) as Recording;
			const document = file('plan.json');
			// An interface that the apply makes has an id in the recording that no plan can have.
			const isKnown = (id: string): boolean => document.includes(JSON.stringify(id));
			const recorded = calls.flatMap(({ action, ids: { NetworkInterfaceId: id } = {} }) =>
				interfaceOperations.includes(action) && id !== undefined && isKnown(id) ? [`${action} ${id}`] : [],
			);
			const predicted = operationsOfReading(readPlan(sourceOf('plan.json', document)), { interfaces: true })
				// A request that names the instance has no interface in the recording.
				.filter(({ type }) => type !== 'alicloud_instance')
				.flatMap(({ operation, interfaces = [] }) => interfaces.map(({ id }) => `${operation} ${id}`));
			t.deepEqual(predicted.sort(), recorded.sort(), scenario);
			compared += recorded.length;
		}
		t.log(`${compared} calls compared`);
	});
}
