import fs from 'node:fs';
import path from 'node:path';
import { createInventory } from '@sg-preflight/inventory';
import {
	type EcsOperation,
	isListed,
	listedOperations,
	operationsOfReading,
	type PlanReading,
} from '@sg-preflight/operations';
import { type Finding, judge, permissionTable } from '@sg-preflight/permissions';
import { readPlan, sourceOf } from '@sg-preflight/terraform';
import { EnginesOnDemand, EvaluatedSources } from '@sg-preflight/terraform/tracing';
import test from 'ava';
import { sourcesIn } from './recorded-sources.js';

/**
 * Recordings of the real provider, modelled on public modules and on reports: a plan, the sources that it was made from,
 * and the calls that applying it made.
 */
const recordings = path.resolve(import.meta.dirname, '../../fixtures/terraform-field');

interface RecordedCall {
	readonly product: string;
	readonly action: string;
	/** Group ids by request parameter. */
	readonly sg: { readonly [parameter: string]: string };
}

interface Recording {
	readonly calls: readonly RecordedCall[];
	/** Operations called without an id of a group or of a resource. */
	readonly other_mutating?: readonly string[];
	/** Why the plan does not show some of the calls. */
	readonly unpredictable?: string;
}

const isPeer = (parameter: string): boolean => parameter.includes('Source');

/** `ecs JoinSecurityGroup sg-1 ← sg-2`: targets, then peers, each once. */
function textOf(product: string, operation: string, targets: readonly string[], peers: readonly string[]): string {
	const once = (ids: readonly string[]): string[] => [...new Set(ids)].sort();
	return [product.toLowerCase(), operation, ...once(targets), '←', ...once(peers)].join(' ');
}

function predicted({ product, operation, groups }: EcsOperation): string {
	const ids = (role: string): string[] =>
		groups.filter((group) => group.role === role).map(({ id }) => id ?? 'created');
	return textOf(product, operation, ids('target'), ids('peer'));
}

/** Returns the calls of the recording, in which a group that the apply made is `created`. */
function recorded({ calls, other_mutating: others = [] }: Recording, known: ReadonlySet<string | null>): string[] {
	const shown = (id: string): string => (id.startsWith('sg-mock') && !known.has(id) ? 'created' : id);
	return [...calls, ...others.map((action): RecordedCall => ({ product: 'ecs', action, sg: {} }))]
		.filter(({ product, action, sg }) => Object.keys(sg).length > 0 || (product === 'ecs' && isOfTable(action)))
		.map(({ product, action, sg }) => {
			const of = (peer: boolean) => Object.entries(sg).filter(([parameter]) => isPeer(parameter) === peer);
			return textOf(
				product,
				action,
				of(false).map(([, id]) => shown(id)),
				of(true).map(([, id]) => shown(id)),
			);
		});
}

const isOfTable = (operation: string): boolean => listedOperations.some((one) => one === operation);

/** Returns the findings when one of the groups is managed, and every other is the account's own. */
function findings(reading: PlanReading, groups: readonly string[], managed: string): readonly Finding[] {
	const listed = groups.map((id) => {
		const owned = id === managed;
		return { id, name: null, managed: owned, serviceId: owned ? 7 : null, region: null, vpc: null, where: 'inventory' };
	});
	const scope = { source: 'inventory', account: null, regions: null, time: null, toolVersion: null };
	const inventory = createInventory(listed, [scope]);
	return judge({
		input: 'plan.json',
		reading,
		operations: operationsOfReading(reading),
		inventory,
		principal: 'account',
	}).findings;
}

for (const scenario of fs.readdirSync(recordings).sort()) {
	const folder = path.join(recordings, scenario);
	const plan = () => sourceOf('plan.json', fs.readFileSync(path.join(folder, 'plan.json')));
	const recording: Recording = JSON.parse(fs.readFileSync(path.join(folder, 'calls.json'), 'utf8'));
	const sourced = () => {
		const sources = sourcesIn(folder);
		return new EnginesOnDemand().read((engines) =>
			readPlan(plan(), (document) => new EvaluatedSources(document, sources, engines)),
		);
	};

	test(`${scenario}: with the sources, the ledger equals the calls, and none is only possible`, async (t) => {
		const reading = await sourced();
		const operations = operationsOfReading(reading);
		const known = new Set(operations.flatMap(({ groups }) => groups.map(({ id }) => id)));
		const expected = recorded(recording, known).filter(
			(call) => recording.unpredictable === undefined || operations.some((one) => predicted(one) === call),
		);
		t.deepEqual(operations.map(predicted).toSorted(), expected.toSorted());
		t.true(operations.every(({ certain, unproven }) => certain && unproven === undefined));
		t.is(reading.sourceProblems, undefined);
	});

	const text = fs.readFileSync(path.join(folder, 'plan.json'), 'utf8');
	const named = [...text.matchAll(/"(sg-[a-z0-9]+)"/g)].map(([, id]) => id ?? '');
	const called = recording.calls.flatMap(({ sg }) => Object.values(sg)).filter((id) => id.startsWith('sg-lit'));
	const groups = [...new Set([...named, ...called])].sort();
	if (groups.length === 0) continue;

	test(`${scenario}: a group is refused exactly if the recording has a call on it that the table forbids`, async (t) => {
		const [proved, alone] = [await sourced(), readPlan(plan())];
		for (const id of groups) {
			const forbidden = recording.calls.some(
				({ product, action, sg }) =>
					Object.entries(sg).some(([parameter, one]) => one === id && !/(Source|Dest)GroupId$/.test(parameter)) &&
					product === 'ecs' &&
					isListed('Ecs', action) &&
					!permissionTable[action].account,
			);
			const isRefused = (found: readonly Finding[]): boolean => found.some(({ rule }) => rule === 'refused-operation');
			t.is(isRefused(findings(proved, groups, id)), forbidden, `${id} refused, with the sources`);
			const found = findings(alone, groups, id);
			if (!forbidden) t.false(isRefused(found), `${id} refused, in plan JSON alone`);
			else t.true(found.length > 0, `${id} passes, in plan JSON alone`);
		}
	});
}
