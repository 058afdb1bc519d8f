import type { Inventory } from '@sg-preflight/inventory';
import { checkReading, type Principal, type Waivers } from '@sg-preflight/permissions';
import type { ByteSource } from '@sg-preflight/terraform';
import { type LiveRequest, liveInventory } from '../input/inventories/live-inventory.js';
import { withPlanDocument } from '../input/plans/plan-document.js';
import type { TerraformUse } from '../input/plans/terraform-use.js';
import { sourcesOf } from '../input/sources/module-files.js';
import type { Checked, CheckedInput } from '../report/checked.js';
import { errorMessage } from '../terminal/error-message.js';
import { ProgressLine } from '../terminal/progress-line.js';
import { limitHeapGrowth } from './heap-growth.js';
import { withInlineWaivers } from './inline-waivers.js';
import { locateFindings } from './locate-findings.js';
import { readDocument } from './read-document.js';

/** The options that all plans of a run share. Survives a structured clone. */
export interface CheckRequest {
	/** The inventory, or the options for looking up the groups of a plan. */
	readonly inventory: Inventory | LiveRequest;
	readonly principal: Principal;
	readonly waivers: Waivers;
	readonly terraform: TerraformUse;
	/** Whether waivers in comments of the sources count. */
	readonly inlineWaivers?: boolean | undefined;
	/** Directory of the sources; undefined for those that a saved plan carries. */
	readonly source: string | undefined;
	/** File of the state that an update plan of Pulumi was made from; undefined to export it. */
	readonly pulumiState?: string | undefined;
	/** Version of the provider that the user named; undefined for the version in the plan or its sources. */
	readonly providerVersion?: string | undefined;
}

/** Checks one plan. An unreadable plan is a result too, because it must not hide the findings of the others. */
export async function checkPlan(input: string, request: CheckRequest): Promise<Checked> {
	const progress = new ProgressLine();
	try {
		return await withPlanDocument(input, request.terraform, async (document): Promise<CheckedInput> => {
			const { source } = document;
			const watched: ByteSource = {
				name: source.name,
				read(into, position) {
					limitHeapGrowth({ bytes: position });
					progress.show(() => `${input}: ${Math.round(position / 1e6)} MB read`);
					return source.read(into, position);
				},
			};
			const sources = await sourcesOf(document, request.source);
			const reading = await readDocument({ ...document, source: watched }, sources, request);
			limitHeapGrowth({ changes: reading.changes.length });
			const { changes: _changes, dependencies: _dependencies, ...whole } = reading;
			const { inventory } = request;
			const { judgement, ...checked } = await checkReading({
				input,
				reading,
				inventory: 'connection' in inventory ? (operations) => liveInventory(operations, inventory) : inventory,
				principal: request.principal,
				waivers: request.waivers,
			});
			const { findings, notices } = await withInlineWaivers(
				await locateFindings(judgement.findings, sources),
				sources,
				{
					allowed: request.inlineWaivers ?? false,
					today: request.waivers.today,
				},
			);
			return { kind: 'checked', input, document: whole, ...checked, notices, judgement: { ...judgement, findings } };
		});
	} catch (error) {
		return { kind: 'unreadable', input, error: messageAbout(input, error) };
	} finally {
		progress.clear();
	}
}

function messageAbout(input: string, error: unknown): string {
	const message = errorMessage(error, input);
	const names = input === '-' ? ['-: ', 'standard input'] : [input];
	return names.some((name) => message.includes(name)) ? message : `${input}: ${message}`;
}
