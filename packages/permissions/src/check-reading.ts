import type { Inventory, InventoryScope } from '@sg-preflight/inventory';
import { type EcsOperation, operationsOfReading, type PlanReading } from '@sg-preflight/operations';
import type { Judgement } from './finding.js';
import { withBlastRadius } from './judge/blast-radius.js';
import { judge } from './judge/judge.js';
import { type JudgeLiteralsRequest, judgeLiterals } from './judge/judge-literal.js';
import type { Principal } from './principal.js';
import { type WaiverRule, waive } from './waivers.js';

/** The waivers of a run. Survives a structured clone. */
export interface Waivers {
	readonly rules: readonly WaiverRule[];
	/** YYYY-MM-DD. */
	readonly today: string;
}

export interface CheckReadingRequest {
	/** Name of the input as the user gave it. */
	readonly input: string;
	/** Its source must still be open if it has dependencies. */
	readonly reading: PlanReading;
	/** The groups that are known, or a way to look up those that the operations name. */
	readonly inventory: Inventory | ((operations: readonly EcsOperation[]) => Promise<Inventory>);
	readonly principal: Principal;
	readonly waivers: Waivers;
}

/** One document judged and waived; `conclude` draws the verdict of all of them. */
export interface CheckedReading {
	readonly judgement: Judgement;
	/** Places of the waivers that matched; `waiverNotices` takes those of all documents. */
	readonly usedWaivers: readonly number[];
	/** Scopes of the inventory that the document was judged by. */
	readonly scopes: readonly InventoryScope[];
	readonly groups: GroupCounts;
}

/** How many groups are acted on by their id, and what the inventory has of them. */
export interface GroupCounts {
	readonly named: number;
	readonly listed: number;
	/** Listed with ServiceManaged. */
	readonly known: number;
}

/** Predicts the operations of a document, judges them, adds the blast radius of refusals and applies the waivers. */
export async function checkReading(request: CheckReadingRequest): Promise<CheckedReading> {
	const { input, reading, principal, waivers } = request;
	const ofGroups = operationsOfReading(reading);
	const inventory = typeof request.inventory === 'function' ? await request.inventory(ofGroups) : request.inventory;
	const operations = inventory.interfaces ? operationsOfReading(reading, { interfaces: true }) : ofGroups;
	const judgement = judge({ input, reading, operations, inventory, principal });
	const isRefused = judgement.findings.some(({ verdict }) => verdict === 'refused');
	const dependencies = isRefused ? reading.dependencies?.() : undefined;
	const whole =
		dependencies === undefined ? judgement : withBlastRadius(judgement, reading.changes, operations, dependencies);
	const ids = operations.flatMap(({ groups }) => groups.flatMap(({ role, id }) => (role === 'peer' || !id ? [] : id)));
	return { ...waived(whole, inventory, waivers), groups: groupCounts(ids, inventory) };
}

/** Checks a source file, whose literals alone are known. */
export function checkLiterals({ waivers, ...request }: JudgeLiteralsRequest & { waivers: Waivers }): CheckedReading {
	const ids = request.literals.map(({ id }) => id);
	return { ...waived(judgeLiterals(request), request.inventory, waivers), groups: groupCounts(ids, request.inventory) };
}

function groupCounts(ids: readonly string[], { groups }: Inventory): GroupCounts {
	const named = new Set(ids);
	const listed = [...named].flatMap((id) => groups.get(id) ?? []);
	return { named: named.size, listed: listed.length, known: listed.filter(({ managed }) => managed !== null).length };
}

function waived(
	judgement: Judgement,
	{ scopes }: Inventory,
	{ rules, today }: Waivers,
): Omit<CheckedReading, 'groups'> {
	const { findings, used } = waive(judgement.findings, rules, today);
	return { judgement: { ...judgement, findings }, usedWaivers: used, scopes };
}
