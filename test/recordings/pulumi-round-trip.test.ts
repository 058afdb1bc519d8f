import fs from 'node:fs';
import path from 'node:path';
import { operationsOfReading, type ResourceChange, Unknown, type Value } from '@sg-preflight/operations';
import { pulumiPath, readPreview, tokenOf } from '@sg-preflight/pulumi';
import { readPlan, sourceOf } from '@sg-preflight/terraform';
import test from 'ava';

/** Writes every change of every Terraform recording as a Pulumi preview. The operations must stay the same. */
const recordings = path.resolve(import.meta.dirname, '../../fixtures/terraform');

/** Returns Terraform's values in Pulumi's form: camelCase, and a list of one block as an object. */
function properties(type: string, values: Value): { [name: string]: unknown } {
	const write = (value: Value, at: string): unknown => {
		if (Array.isArray(value)) {
			const [first] = value as readonly Value[];
			const blocks = typeof first === 'object' && first !== null && !pulumiPath(type, `${at}[].x`).includes('[].x');
			return blocks ? write(first, `${at}[]`) : value.map((element: Value) => write(element, `${at}[]`));
		}
		if (typeof value !== 'object' || value === null) return value;
		// A map keeps its keys: only the lists of this provider have blocks.
		if (!at.endsWith('[]')) return value;
		return Object.fromEntries(
			Object.entries(value).map(([name, member]) => [
				last(pulumiPath(type, `${at}.${name}`)),
				write(member, `${at}.${name}`),
			]),
		);
	};
	const last = (property: string): string => (property.split('.').at(-1) ?? '').replaceAll('[]', '');
	return Object.fromEntries(
		Object.entries(values ?? {}).flatMap(([name, value]) =>
			name === 'id' || value === null ? [] : [[last(pulumiPath(type, name)), write(value, name)]],
		),
	);
}

function stepOf({ address, type, actions, before, after }: ResourceChange): object {
	const state = { urn: address, type: tokenOf(type), custom: true };
	const id = (before as { readonly id?: string } | null)?.id;
	const old = before === null ? {} : { oldState: { ...state, id, outputs: properties(type, before) } };
	const next = after === null ? {} : { newState: { ...state, inputs: properties(type, after) } };
	const inputs = properties(type, after);
	const outputs = properties(type, before);
	const changed = [...new Set([...Object.keys(inputs), ...Object.keys(outputs)])].filter(
		(name) => JSON.stringify(inputs[name]) !== JSON.stringify(outputs[name]),
	);
	const op = actions.length === 2 ? 'replace' : actions[0];
	const diff = changed.map((name) => [name, { kind: name in inputs ? 'update' : 'delete' }]);
	return { op, urn: address, ...old, ...next, detailedDiff: Object.fromEntries(diff) };
}

function hasUnknown(value: Value): boolean {
	if (value instanceof Unknown) return true;
	return (
		typeof value === 'object' && value !== null && Object.values(value).some((member: Value) => hasUnknown(member))
	);
}

function comparable(change: ResourceChange): string[] {
	return operationsOfReading({ changes: [change] })
		.map(({ action, product, operation, groups, certain }) =>
			[
				action,
				product,
				operation,
				certain,
				...groups.map(({ role, id, attribute }) => `${role} ${id} ${attribute}`).sort(),
			].join(),
		)
		.sort();
}

for (const scenario of fs.readdirSync(recordings).sort()) {
	const { changes } = readPlan(sourceOf('plan.json', fs.readFileSync(path.join(recordings, scenario, 'plan.json'))));
	const known = changes.filter(
		({ deposed, before, after, actions }) =>
			deposed === null && actions.length > 0 && ![before, after].some(hasUnknown),
	);
	if (known.length === 0) continue;
	test(`${scenario}: its changes give the same operations as a Pulumi preview`, async (t) => {
		for (const change of known) {
			const preview = JSON.stringify({ config: {}, changeSummary: {}, steps: [stepOf(change)] });
			const reading = await readPreview(preview, 'preview.json');
			t.is(reading.changes.length, 1);
			t.deepEqual(comparable(reading.changes[0] as ResourceChange), comparable(change), change.address);
		}
	});
}
