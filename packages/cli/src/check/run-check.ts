import type { InventoryScope } from '@sg-preflight/inventory';
import type { Policies, Principal, WaiverRule } from '@sg-preflight/permissions';
import type { ProjectConfiguration } from '../configuration/configuration-trust.js';
import type { FileInventory } from '../input/inventories/inventory-files.js';
import type { LiveRequest } from '../input/inventories/live-inventory.js';
import { planPaths, type Shard, shardOf } from '../input/plans/plan-files.js';
import type { TerraformUse } from '../input/plans/terraform-use.js';
import { applyBaseline, type Baseline } from '../report/baseline.js';
import { type Checked, isChecked } from '../report/checked.js';
import { madeWith } from '../report/made-with.js';
import { minuteOf } from '../report/minute.js';
import type { Staleness } from '../report/notices/inventory-notices.js';
import { type RunFacts, runNotices } from '../report/notices/run-notices.js';
import { type Report, reportOf } from '../report/report.js';
import { checkPlans } from './check-plans.js';

/** A run of `check`, from the command line or the JavaScript API. */
export interface RunRequest extends Staleness {
	/** Files, directories, patterns, or `-`. */
	readonly inputs: readonly string[];
	readonly inventory: FileInventory | LiveRequest;
	/** Whether an inventory without any of the plans' groups is accepted. */
	readonly acceptsAnyInventory: boolean;
	/** The configuration that the other members were taken from; null for none. */
	readonly configuration: ProjectConfiguration | null;
	readonly principal: Principal;
	readonly undetermined: Policies;
	readonly waivers: readonly WaiverRule[];
	/** Whether waivers in comments of the sources count. */
	readonly inlineWaivers?: boolean | undefined;
	readonly terraform: TerraformUse;
	/** Directory of the sources; undefined for those that a saved plan carries. */
	readonly source: string | undefined;
	/** File of the state that an update plan of Pulumi was made from; undefined to export it. */
	readonly pulumiState?: string | undefined;
	/** Version of the provider that the user named; undefined for the version in the plan or its sources. */
	readonly providerVersion?: string | undefined;
	readonly baseline: Baseline | null;
	/** Undefined for all inputs. */
	readonly shard: Shard | undefined;
}

/** @throws {UserError} when an input names no plan */
export async function runCheck(request: RunRequest): Promise<Report> {
	const { inventory, configuration, principal, undetermined, terraform, source, shard } = request;
	const files = planPaths(request.inputs);
	const now = new Date();
	const waivers = { rules: request.waivers, today: minuteOf(now).slice(0, 10) };
	const judged = await checkPlans(shard ? shardOf(files, shard) : files, {
		inventory,
		principal,
		waivers,
		inlineWaivers: request.inlineWaivers,
		terraform,
		source,
		pulumiState: request.pulumiState,
		providerVersion: request.providerVersion,
	});
	const { all, baseline } = withBaseline(judged, request.baseline);
	const scopes = scopesOf(inventory, all);
	const notices = runNotices({
		all,
		scopes,
		staleness: request,
		acceptsAnyInventory: request.acceptsAnyInventory,
		configuration: configuration?.made ?? null,
		undetermined,
		waivers,
		baseline,
		isWhole: shard === undefined,
		now,
	});
	return {
		...reportOf(all, undetermined, notices),
		...(shard ? { shard: `${shard.index}/${shard.of}` } : {}),
		...madeWith(configuration?.made ?? null, inventory, scopes),
	};
}

function withBaseline(judged: readonly Checked[], baseline: Baseline | null): Pick<RunFacts, 'all' | 'baseline'> {
	if (baseline === null) return { all: judged, baseline };
	const checked = judged.filter(isChecked);
	const { all: marked, gone } = applyBaseline(
		checked.map(({ judgement }) => judgement.findings),
		baseline,
	);
	const findings = new Map(checked.map((one, index) => [one, marked[index] ?? []]));
	const all = judged.map((one) =>
		isChecked(one) ? { ...one, judgement: { ...one.judgement, findings: findings.get(one) ?? [] } } : one,
	);
	return { all, baseline: { file: baseline.file, gone } };
}

/** Returns the scopes of the inventory; each plan has its own live inventory. */
function scopesOf(inventory: FileInventory | LiveRequest, all: readonly Checked[]): readonly InventoryScope[] {
	if ('scopes' in inventory) return inventory.scopes;
	return all.filter(isChecked).flatMap(({ scopes }) => scopes);
}
