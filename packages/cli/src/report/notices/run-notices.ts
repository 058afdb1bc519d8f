import type { InventoryScope } from '@sg-preflight/inventory';
import type { Finding, Policies, Waivers } from '@sg-preflight/permissions';
import { type Checked, isChecked } from '../checked.js';
import type { ReportConfiguration } from '../report.js';
import { baselineNotices } from './baseline-notices.js';
import { configurationNotices } from './configuration-notices.js';
import { otherInventoryNotices, type Staleness, staleNotices } from './inventory-notices.js';
import type { Notice } from './notice.js';
import { providerNotices } from './provider-notices.js';
import { savedPlanNotices } from './saved-plan-notices.js';
import { programNotices, sourceNotices } from './source-notices.js';
import { configuredWaiverNotices } from './waiver-notices.js';

/** The facts of a run of `check` that notices are about. */
export interface RunFacts {
	readonly all: readonly Checked[];
	/** Scopes of its inventories. */
	readonly scopes: readonly InventoryScope[];
	readonly staleness: Staleness;
	/** Whether an inventory without any of the plans' groups is accepted. */
	readonly acceptsAnyInventory: boolean;
	/** Null for none. */
	readonly configuration: ReportConfiguration | null;
	readonly undetermined: Policies;
	readonly waivers: Waivers;
	/** Findings of the baseline that the run does not have; null for a run without a baseline. */
	readonly baseline: { readonly file: string; readonly gone: readonly Finding[] } | null;
	/** False for one part of the plans, in which an unused waiver or a finding that is gone means nothing. */
	readonly isWhole: boolean;
	readonly now: Date;
}

/** Returns the notices of a run of `check`, in the order in which a report prints them. */
export function runNotices(run: RunFacts): Notice[] {
	const { all, baseline, isWhole } = run;
	const checked = all.filter(isChecked);
	return [
		...configurationNotices(run.configuration),
		...(run.acceptsAnyInventory ? [] : otherInventoryNotices(all, run.undetermined)),
		...staleNotices(run.scopes, run.staleness, run.now),
		...savedPlanNotices(all),
		...providerNotices(all),
		...configuredWaiverNotices(all, run.waivers, isWhole),
		...(isWhole && baseline !== null ? baselineNotices(baseline.file, baseline.gone) : []),
		...checked.flatMap(({ notices }) => notices),
		...checked.flatMap(sourceNotices),
		...checked.flatMap(programNotices),
	];
}
