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
import type { ExitStatus } from '../terminal/exit-status.js';
import { type Checked, isChecked } from './checked.js';
import type { Level, Notice } from './notices/notice.js';
import { portablePath } from './portable-path.js';

export type { Level, Notice } from './notices/notice.js';

/** One document that was to be checked. */
export interface ReportInput {
	/** Name as the user gave it. */
	readonly input: string;
	/** Null if it could not be read. */
	readonly kind: PlanReading['kind'] | 'source-file' | null;
	readonly formatVersion: string | null;
	readonly coverage: Coverage | null;
	/** How a saved plan was read and what made it; left out for every other document. */
	readonly savedPlan?: SavedPlanReading;
	/** The provider's versions that the prediction holds for; absent if the document does not contain any. */
	readonly provider?: ProviderVersion;
	/** The apply of a plan with a refused operation, else absent. */
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
	/** SHA-256 of the file and the files that it extends, in hexadecimal digits. */
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
	/** SHA-256 of the file, in hexadecimal digits; null for the live API. */
	readonly sha256: string | null;
}

/** Numbers of the items that a report leaves out because it would be too long. The summary still counts them. */
export interface Omitted {
	readonly findings: number;
	readonly inputs: number;
	readonly notices: number;
}

/** The data that a format may print. It contains no attribute values but group ids, and no secrets. */
export interface Report {
	readonly schemaVersion: 1;
	readonly verdict: Verdict;
	readonly exitStatus: ExitStatus;
	readonly inputs: readonly ReportInput[];
	/** `allowed` counts operations, the others findings; a waived one counts for nothing else. */
	readonly summary: Summary;
	readonly findings: readonly ReportedFinding[];
	readonly notices: readonly Notice[];
	/** The shard, such as 2/8, if the run checked a part of the plans. */
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

/** The verdict of a run and its exit status. */
export type RunVerdict = Pick<Report, 'verdict' | 'exitStatus'>;

export function reportOf(all: readonly Checked[], policies: Policies, notices: readonly Notice[]): Report {
	const inputs = all.map(inputOf);
	const { verdict, exitStatus, summary, findings } = conclude(
		all.filter(isChecked).map(({ judgement }) => judgement),
		policies,
	);
	// An unreadable input, or a stale inventory under `stale: fail`, leaves the run undetermined.
	const unchecked = inputs.some(({ error }) => error !== null) || notices.some(({ level }) => level === 'error');
	return {
		schemaVersion: 1,
		verdict: unchecked && verdict === 'allowed' ? 'undetermined' : verdict,
		exitStatus: unchecked ? 2 : exitStatus,
		inputs,
		summary,
		// Added to the findings themselves, because copies of thousands take memory.
		findings: findings.map((finding) =>
			Object.assign(finding, { location: portable(finding.location), level: levelOf(finding, policies) }),
		),
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

function portable(location: Finding['location']): Finding['location'] {
	if (location === null) return null;
	const { via } = location;
	return {
		...location,
		file: portablePath(location.file),
		...(via ? { via: via.map((place) => ({ ...place, file: portablePath(place.file) })) } : {}),
	};
}

function levelOf({ waiver, rule }: Finding, policies: Policies): Level {
	if (waiver) return 'note';
	return rule === 'refused-operation' || policies[rule] === 'fail' ? 'error' : 'warning';
}
