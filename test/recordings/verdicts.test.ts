import fs from 'node:fs';
import path from 'node:path';
import { createInventory } from '@sg-preflight/inventory';
import { operationsOfReading } from '@sg-preflight/operations';
import { type Finding, judge, type Principal, permissionOf } from '@sg-preflight/permissions';
import { readPlan, sourceOf } from '@sg-preflight/terraform';
import test from 'ava';

/** The recordings of the real provider: a plan, and the calls that applying it made. */
const fixtures = path.resolve(import.meta.dirname, '../../fixtures');
const versions = fs.readdirSync(path.join(fixtures, 'provider-versions')).map((one) => `provider-versions/${one}`);
const recordings = ['terraform', ...versions].flatMap((folder) =>
	fs.readdirSync(path.join(fixtures, folder)).map((scenario) => `${folder}/${scenario}`),
);

/** Groups whose refusal no plan JSON can prove: the verdict is undetermined, and never silence. */
const undecidable: { readonly [scenario: string]: readonly string[] } = {
	/** A literal beside a new group in a list that is unknown as a whole. */
	unk_eni_update_new_sg: ['sg-lit1'],
	/** The list after the change is unknown as a whole. */
	unk_inst_update_new_sg_only: ['sg-lit1'],
};

interface RecordedCall {
	readonly product: string;
	readonly action: string;
	/** Group ids by request parameter. */
	readonly sg: { readonly [parameter: string]: string };
}

/** Returns the group ids in the document, without those that the recording's API made up for new groups. */
function groupsIn(document: string): string[] {
	return [...new Set([...document.matchAll(/"(sg-[a-z0-9]+)"/g)].map(([, id]) => id ?? ''))].sort();
}

/** Whether a request acts on the group: as a rule's other side it is only named. */
function actsOn({ sg }: RecordedCall, id: string): boolean {
	return Object.entries(sg).some(([parameter, value]) => value === id && !/(Source|Dest)GroupId$/.test(parameter));
}

/** Returns the findings when one of the groups is managed by service 7 and every other is the account's own. */
function findings(
	document: Buffer,
	groups: readonly string[],
	managed: string,
	principal: Principal,
): readonly Finding[] {
	const reading = readPlan(sourceOf('plan.json', document));
	const operations = operationsOfReading(reading);
	const listed = groups.map((id) => {
		const owned = id === managed;
		return { id, name: null, managed: owned, serviceId: owned ? 7 : null, region: null, vpc: null, where: 'inventory' };
	});
	const scope = { source: 'inventory', account: null, regions: null, time: null, toolVersion: null };
	return judge({ input: 'plan.json', reading, operations, inventory: createInventory(listed, [scope]), principal })
		.findings;
}

for (const scenario of recordings.sort()) {
	const document = fs.readFileSync(path.join(fixtures, scenario, 'plan.json'));
	const groups = groupsIn(document.toString());
	if (groups.length === 0) continue;

	test(`${scenario}: each group is refused exactly if the recording has a call on it that a document forbids`, (t) => {
		const recording: { calls: readonly RecordedCall[]; incomplete?: string; unpredictable?: string } = JSON.parse(
			fs.readFileSync(path.join(fixtures, scenario, 'calls.json'), 'utf8'),
		);
		const { calls, incomplete, unpredictable } = recording;
		for (const id of groups) {
			const onGroup = calls
				.filter((call) => actsOn(call, id))
				.map(({ product, action }) => ({ product: product === 'ecs' ? 'Ecs' : product, action }));
			const forbidden = onGroup.some(
				({ product, action }) => permissionOf({ product, operation: action })?.account === false,
			);
			const unlisted = onGroup.some(({ product, action }) => !permissionOf({ product, operation: action }));
			const found = findings(document, groups, id, 'account');
			const has = (rule: Finding['rule']): boolean => found.some((finding) => finding.rule === rule);
			const [, version, name = ''] = scenario.split('/');
			if (version !== undefined && undecidable[name]?.includes(id)) t.true(found.length > 0, `${id} undetermined`);
			// The apply ended before its last call, or made none for a reason that the plan does not show.
			else if (incomplete || unpredictable) t.true(has('refused-operation') || !forbidden, `${id} refused`);
			else t.is(has('refused-operation'), forbidden, `${id} refused`);
			if (unlisted) t.true(has('unlisted-operation'), `${id} unlisted-operation`);
			t.true(
				found.every(({ group }) => [id, null, '(sensitive)'].includes(group?.id ?? null)),
				"nothing is said of the account's own groups",
			);
			t.false(
				findings(document, groups, id, 'service:7').some(({ group }) => group?.id === id),
				'the service that owns it may call everything',
			);
			t.deepEqual(
				findings(document, groups, id, 'service:8').map(({ rule }) => rule),
				found.map(({ rule }) => rule),
				'another service is like the account',
			);
		}
	});
}
