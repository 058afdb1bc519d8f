import type { Inventory, InventoryScope } from '@sg-preflight/inventory';
import type { PlanReading } from '@sg-preflight/operations';
import { type Judgement, judge, type Principal } from '@sg-preflight/permissions';
import type { PlanSource } from '@sg-preflight/terraform';
import { type LiveRequest, liveInventory } from '../input/live-inventory.js';
import { sourcesOf } from '../input/module-files.js';
import { withPlanDocument } from '../input/plan-document.js';
import { ProgressLine } from '../terminal/progress-line.js';
import { located, operationsOfReading, readDocument } from './read-document.js';

/** What became of one input. */
export type Checked =
	| {
			readonly input: string;
			/** What is said of the document as a whole. */
			readonly document: Omit<PlanReading, 'changes' | 'kind'> & { readonly kind: PlanReading['kind'] | 'source-file' };
			readonly judgement: Judgement;
			/** Of the inventory that it was judged by. */
			readonly scopes: readonly InventoryScope[];
	  }
	| { readonly input: string; readonly error: string };

/** What every plan of a run is checked against. Survives a structured clone. */
export interface CheckRequest {
	/** What is known of groups, or how to find out about those that a plan names. */
	readonly inventory: Inventory | LiveRequest;
	readonly principal: Principal;
	/** Program that reads saved plans; undefined for the one on the PATH. */
	readonly terraform: string | undefined;
	/** Directory of the sources; undefined for those that a saved plan carries. */
	readonly source: string | undefined;
}

/** Checks one plan. One that cannot be read is a result too: it must not hide what is found in the others. */
export async function checkPlan(input: string, request: CheckRequest): Promise<Checked> {
	const { principal, terraform } = request;
	const progress = new ProgressLine();
	try {
		return await withPlanDocument(input, terraform, async (document) => {
			const { source } = document;
			const watched: PlanSource = {
				name: source.name,
				read(into, position) {
					progress.show(() => `${input}: ${Math.round(position / 1e6)} MB read`);
					return source.read(into, position);
				},
			};
			const sources = await sourcesOf(document, request.source);
			const reading = await readDocument({ ...document, source: watched }, sources);
			const { changes, dependencies, ...whole } = reading;
			const operations = operationsOfReading(reading);
			const inventory =
				'connection' in request.inventory ? await liveInventory(operations, request.inventory) : request.inventory;
			let judgement = judge({ input, reading, operations, inventory, principal });
			if (dependencies && judgement.findings.some(({ verdict }) => verdict === 'refused')) {
				const { withBlastRadius } = await import('@sg-preflight/permissions');
				judgement = withBlastRadius(judgement, changes, operations, dependencies());
			}
			const findings = await located(judgement.findings, sources);
			return { input, document: whole, judgement: { ...judgement, findings }, scopes: inventory.scopes };
		});
	} catch (error) {
		return { input, error: messageAbout(input, error) };
	} finally {
		progress.clear();
	}
}

function messageAbout(input: string, error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	return message.includes(input) ? message : `${input}: ${message}`;
}
