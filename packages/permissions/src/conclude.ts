import type { Finding, Judgement, Policy, Reason, Verdict } from './finding.js';
import { reasons } from './finding.js';

/** The effect of each reason on the exit status. */
export type Policies = Readonly<Record<Reason, Policy>>;

/** The same policy for every reason; `warn` by default. */
export function uniformPolicies(policy: Policy = 'warn'): Policies {
	return Object.fromEntries(reasons.map((reason) => [reason, policy])) as Policies;
}

export interface Summary {
	/** Findings. */
	readonly refused: number;
	/** Findings that are reported. */
	readonly undetermined: number;
	/** Operations whose groups are all allowed. */
	readonly allowed: number;
	/** Findings with a waiver, of either verdict. */
	readonly waived: number;
	/** Undetermined findings that the policy leaves out of the report. */
	readonly ignored: number;
}

export interface Conclusion {
	readonly verdict: Verdict;
	/** 1 if an operation is refused, or undetermined with the policy `fail`. */
	readonly exitStatus: 0 | 1;
	readonly summary: Summary;
	/** The findings to report: all but the ignored ones, with the waived ones. */
	readonly findings: readonly Finding[];
}

/** Draws the verdict of all documents together. A waived finding is reported, and affects nothing else. */
export function conclude(judgements: readonly Judgement[], policies: Policies): Conclusion {
	const findings = judgements.flatMap((judgement) => judgement.findings);
	const policyOf = ({ rule }: Finding): Policy => (rule === 'refused-operation' ? 'fail' : policies[rule]);
	const reported = findings.filter((finding) => finding.waiver !== null || policyOf(finding) !== 'ignore');
	const open = reported.filter(({ waiver }) => waiver === null);
	const refused = open.filter(({ verdict }) => verdict === 'refused').length;
	const undetermined = open.length - refused;
	const notRefused = undetermined > 0 ? 'undetermined' : 'allowed';
	return {
		verdict: refused > 0 ? 'refused' : notRefused,
		exitStatus: open.some((finding) => policyOf(finding) === 'fail') ? 1 : 0,
		summary: {
			refused,
			undetermined,
			allowed: judgements.reduce((count, { allowed }) => count + allowed.length, 0),
			waived: reported.length - open.length,
			ignored: findings.length - reported.length,
		},
		findings: reported,
	};
}
