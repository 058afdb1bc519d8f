import fs from 'node:fs';
import path from 'node:path';
import { permissionTable } from '@sg-preflight/permissions';
import test from 'ava';
import { DrivenPack, type Seen, type Violation } from './driven-pack.js';

/**
 * The pack on recordings: a recording pack was called in previews with the real provider, and the updates that followed
 * made the calls.
 */
const fixtures = path.resolve(import.meta.dirname, '../../../../test/fixtures/pulumi');

interface Call {
	readonly product: string;
	readonly action: string;
	readonly sg: { readonly [parameter: string]: string };
}

type Hook =
	| (Seen & { readonly hook: 'validateResource' })
	| { readonly hook: 'validateStack'; readonly resources: Seen[] };

const read = (scenario: string, file: string): string => fs.readFileSync(path.join(fixtures, scenario, file), 'utf8');

async function violationsOf(
	scenario: string,
	managed: string,
	ids: readonly string[],
	isPreview: boolean,
): Promise<Violation[]> {
	const pack = new DrivenPack(
		{
			inventory: {
				schemaVersion: 1,
				groups: ids.map((id) => ({ id, managed: id === managed, ...(id === managed ? { serviceId: 1 } : {}) })),
			},
		},
		{ isPreview: () => isPreview, exportState: () => Promise.resolve(read(scenario, 'state-before.json')) },
	);
	for (const line of read(scenario, 'policy-seen.jsonl').trim().split('\n')) {
		const seen = JSON.parse(line) as Hook;
		if (seen.hook === 'validateResource') await pack.validateResource(seen);
		else await pack.validateStack(seen.resources);
	}
	return pack.violations;
}

/** Recordings in which a preview does not show the pack enough: the verdict is undetermined, never silent. */
const unpredictable: { readonly [scenario: string]: string } = {
	drift_sg_desc_refresh: 'the findings of the refresh before the update are not shown',
	inst_secret_sg: 'the recorded state has the groups encrypted',
	unk_inst_update_new_sg_only: 'an unknown list may also hold the old group',
};

for (const scenario of fs.readdirSync(fixtures)) {
	if (!fs.existsSync(path.join(fixtures, scenario, 'policy-seen.jsonl'))) continue;
	const { calls } = JSON.parse(read(scenario, 'calls.json')) as { calls: readonly Call[] };
	const known = read(scenario, 'state-before.json') + read(scenario, 'policy-seen.jsonl');
	const ids = [...new Set(known.match(/\bsg-(lit|mock)[0-9]+\b/g))];
	if (ids.length === 0) ids.push('sg-other1');
	test(`${scenario}: refuses the calls of the update that the API would have refused, and no others`, async (t) => {
		for (const id of ids) {
			const forbidden = calls.some(
				({ product, action, sg }) =>
					product === 'ecs' &&
					permissionTable[action as keyof typeof permissionTable]?.account === false &&
					Object.entries(sg).some(([parameter, group]) => group === id && !/(Source|Dest)GroupId/.test(parameter)),
			);
			const violations = await violationsOf(scenario, id, ids, true);
			// In an update the pack has the inputs alone: it may stop fewer operations, and never more.
			if (!forbidden) t.deepEqual(await violationsOf(scenario, id, ids, false), [], id);
			const refused = violations.some(({ level }) => level === 'mandatory');
			if (scenario in unpredictable && forbidden) {
				t.true(violations.length > 0, id);
				continue;
			}
			t.is(refused, forbidden, `${id}\n${violations.map(({ message }) => message).join('\n')}`);
		}
	});
}
