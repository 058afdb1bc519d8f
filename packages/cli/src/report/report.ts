import type { InventoryScope } from '@sg-preflight/inventory';
import type { Coverage, PlanReading, ProviderVersion, SavedPlanReading } from '@sg-preflight/operations';
import {
	type ApplyTimeline,
	conclude,
	type Finding,
	type Policies,
	type Summary,
	type Verdict,
} from '@sg-preflight/permissions';
import { type Checked, isChecked } from '../check/check-plan.js';
import type { ExitStatus } from '../command-line/command.js';
import type { Level, Notice } from './notice.js';

export type { Level, Notice } from './notice.js';

/** One document that was to be checked. */
export interface ReportInput {
	/** Name as the user gave it. */
	readonly input: string;
	/** Null where it could not be read. */
	readonly kind: PlanReading['kind'] | 'source-file' | null;
	readonly formatVersion: string | null;
	readonly coverage: Coverage | null;
	/** How a saved plan was read and what made it; left out for every other document. */
	readonly savedPlan?: SavedPlanReading;
	/** The provider's versions that the prediction holds for; absent if the document does not tell any. */
	readonly provider?: ProviderVersion;
	/** The apply of a plan in which something is refused, else absent. */
	readonly timeline?: ApplyTimeline;
	/** Why it could not be read, else null. */
	readonly error: string | null;
}

export interface ReportedFinding extends Finding {
	readonly level: Level;
}

/** The configuration that a run was made with. */
export interface ReportConfiguration {
	readonly file: string;
	/** Of the file, together with those that it extends, in hexadecimal digits. */
	readonly sha256: string;
	/** Whether the user named it (--config, SG_PREFLIGHT_CONFIG); else it was found upward from the working directory. */
	readonly named: boolean;
	/** Settings of a found configuration that make the check weaker, such as `waivers (2)`. */
	readonly weakens: readonly string[];
	/** Settings of a found configuration that were not used. */
	readonly notUsed: readonly string[];
}

/** An inventory that a run was made with. */
export interface ReportInventory extends Pick<InventoryScope, 'source' | 'account' | 'regions' | 'time'> {
	/** Of the file, in hexadecimal digits; null for the live API. */
	readonly sha256: string | null;
}

/** How many of each a report leaves out, because it would be too long. The summary counts them all the same. */
export interface Omitted {
	readonly findings: number;
	readonly inputs: number;
	readonly notices: number;
}

/** Everything that a format may print: no attribute values but the ids of groups, no secret. */
export interface Report {
	readonly schemaVersion: 1;
	readonly verdict: Verdict;
	readonly exitStatus: ExitStatus;
	readonly inputs: readonly ReportInput[];
	/** `allowed` counts operations, the others findings; a waived one counts for nothing else. */
	readonly summary: Summary;
	readonly findings: readonly ReportedFinding[];
	readonly notices: readonly Notice[];
	/** Which part of the plans it is about, such as 2/8, where the run was one of several. */
	readonly shard?: string;
	/** Version of sg-preflight that made it; absent from reports of older versions, like the next two. */
	readonly toolVersion?: string;
	/** Null if the run read none. */
	readonly configuration?: ReportConfiguration | null;
	readonly inventories?: readonly ReportInventory[];
	/** When the run was made, ISO 8601, exact to the minute. */
	readonly time?: string;
	/** Name that tells the runs of one pull request apart; absent unless the user gives one. */
	readonly category?: string;
	/** Absent from a whole report. */
	readonly omitted?: Omitted;
}

export function reportOf(all: readonly Checked[], policies: Policies, notices: readonly Notice[]): Report {
	const inputs = all.map(inputOf);
	const { verdict, exitStatus, summary, findings } = conclude(
		all.filter(isChecked).map(({ judgement }) => judgement),
		policies,
	);
	// What was not read, and what facts that the user calls too old say, is not known.
	const unchecked = inputs.some(({ error }) => error !== null) || notices.some(({ level }) => level === 'error');
	return {
		schemaVersion: 1,
		verdict: unchecked && verdict === 'allowed' ? 'undetermined' : verdict,
		exitStatus: unchecked ? 2 : exitStatus,
		inputs,
		summary,
		findings: findings.map((finding) => ({ ...finding, level: levelOf(finding, policies) })),
		notices,
	};
}

function inputOf(one: Checked): ReportInput {
	const { input } = one;
	if (one.kind === 'unreadable') return { input, kind: null, formatVersion: null, coverage: null, error: one.error };
	const { kind, formatVersion, coverage, savedPlan, provider } = one.document;
	const { timeline } = one.judgement;
	return {
		input,
		kind,
		formatVersion,
		coverage,
		...(savedPlan ? { savedPlan } : {}),
		...(provider ? { provider } : {}),
		...(timeline ? { timeline } : {}),
		error: null,
	};
}

function levelOf({ waiver, rule }: Finding, policies: Policies): Level {
	if (waiver) return 'note';
	return rule === 'refused-operation' || policies[rule] === 'fail' ? 'error' : 'warning';
}
