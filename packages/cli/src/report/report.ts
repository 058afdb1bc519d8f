import type { Coverage, PlanReading } from '@sg-preflight/operations';
import { conclude, type Finding, type Policies, type Summary, type Verdict } from '@sg-preflight/permissions';
import { type Checked, isChecked } from '../check/check-plan.js';
import type { ExitStatus } from '../command-line/command.js';

/** One document that was to be checked. */
export interface ReportInput {
	/** Name as the user gave it. */
	readonly input: string;
	/** Null where it could not be read. */
	readonly kind: PlanReading['kind'] | 'source-file' | null;
	readonly formatVersion: string | null;
	readonly coverage: Coverage | null;
	/** Why it could not be read, else null. */
	readonly error: string | null;
}

/**
 * What a finding does to the exit status: `error` makes it 1, `warning` does not, `note` is one that a waiver took
 * out.
 */
export type Level = 'error' | 'warning' | 'note';

export interface ReportedFinding extends Finding {
	readonly level: Level;
}

/** What is to be said of the run itself: an old inventory, a waiver that is of no use. An error makes the status 2. */
export interface Notice {
	readonly level: Level;
	readonly message: string;
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
	const { kind, formatVersion, coverage } = one.document;
	return { input, kind, formatVersion, coverage, error: null };
}

function levelOf({ waiver, rule }: Finding, policies: Policies): Level {
	if (waiver) return 'note';
	return rule === 'refused-operation' || policies[rule] === 'fail' ? 'error' : 'warning';
}

const severity: readonly Verdict[] = ['allowed', 'undetermined', 'refused'];

/** Puts the reports of several runs together, as if their inputs had been checked in one. */
export function merged(reports: readonly Report[]): Report {
	const total = (count: keyof Summary): number => reports.reduce((sum, { summary }) => sum + summary[count], 0);
	return {
		schemaVersion: 1,
		verdict: severity.findLast((verdict) => reports.some((report) => report.verdict === verdict)) ?? 'allowed',
		exitStatus: Math.max(0, ...reports.map(({ exitStatus }) => exitStatus)) as ExitStatus,
		inputs: reports.flatMap(({ inputs }) => inputs),
		summary: {
			refused: total('refused'),
			undetermined: total('undetermined'),
			allowed: total('allowed'),
			waived: total('waived'),
			ignored: total('ignored'),
		},
		findings: reports.flatMap(({ findings }) => findings),
		// What is to be said of the inventory is the same in each.
		notices: [...new Map(reports.flatMap(({ notices }) => notices).map((one) => [one.message, one])).values()],
	};
}
