import type { Inventory, InventoryScope } from '@sg-preflight/inventory';
import { type EcsOperation, eachOperation, operationsOfReading, type PlanReading } from '@sg-preflight/operations';
import { CallOrder } from './blast-radius/call-order.js';
import type { Judgement } from './finding.js';
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

/** Numbers of the groups that are acted on by their id, and of those in the inventory. */
export interface GroupCounts {
	readonly named: number;
	readonly listed: number;
	/** Listed with ServiceManaged. */
	readonly known: number;
}

/** The literals of a source file, in place of a reading. */
export interface CheckLiteralsRequest extends JudgeLiteralsRequest {
	readonly waivers: Waivers;
}

/**
 * Checks one document: predicts the operations of a reading, judges them, adds the blast radius of refusals and applies
 * the waivers. Of a source file only the literals are judged.
 */
export async function checkReading(request: CheckReadingRequest | CheckLiteralsRequest): Promise<CheckedReading> {
	const { judgement, ids, inventory } = 'literals' in request ? judgedLiterals(request) : await judgedReading(request);
	const { findings, used } = waive(judgement.findings, request.waivers.rules, request.waivers.today);
	return {
		judgement: { ...judgement, findings },
		usedWaivers: used,
		scopes: inventory.scopes,
		groups: groupCounts(ids, inventory),
	};
}

/** A document before its waivers. */
interface Judged {
	readonly judgement: Judgement;
	/** Ids of the groups that are acted on. */
	readonly ids: ReadonlySet<string>;
	readonly inventory: Inventory;
}

/** Judges the operations one after the other: those of thousands of changes are not in memory at once. */
async function judgedReading({ input, reading, principal, ...request }: CheckReadingRequest): Promise<Judged> {
	const inventory =
		typeof request.inventory === 'function' ? await request.inventory(operationsOfReading(reading)) : request.inventory;
	const calls = new CallOrder(reading.programs);
	const ids = new Set<string>();
	function* operations(): Generator<EcsOperation> {
		for (const operation of eachOperation(reading, { interfaces: inventory.interfaces !== undefined })) {
			calls.add(operation);
			for (const { role, id } of operation.groups) if (role !== 'peer' && id) ids.add(id);
			yield operation;
		}
	}
	const judgement = judge({ input, reading, operations: operations(), inventory, principal });
	const isRefused = judgement.findings.some(({ verdict }) => verdict === 'refused');
	const whole = isRefused ? await withConsequences(judgement, reading, calls) : judgement;
	return { judgement: whole, ids, inventory };
}

async function withConsequences(judgement: Judgement, reading: PlanReading, calls: CallOrder): Promise<Judgement> {
	const dependencies = reading.dependencies?.();
	if (dependencies === undefined) return judgement;
	// Loaded here, because a check without refusals starts sooner.
	const { withBlastRadius } = await import('./blast-radius/blast-radius.js');
	return withBlastRadius(judgement, reading.changes, calls, dependencies);
}

function judgedLiterals(request: CheckLiteralsRequest): Judged {
	const { literals, inventory } = request;
	return { judgement: judgeLiterals(request), ids: new Set(literals.map(({ id }) => id)), inventory };
}

function groupCounts(named: ReadonlySet<string>, { groups }: Inventory): GroupCounts {
	const listed = [...named].flatMap((id) => groups.get(id) ?? []);
	return { named: named.size, listed: listed.length, known: listed.filter(({ managed }) => managed !== null).length };
}
