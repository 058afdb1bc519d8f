import { type Finding, findingIdentity } from '@sg-preflight/permissions';
import { readReport } from './read-report.js';
import type { ReportedFinding } from './report.js';

/** The findings of an earlier report, which are known and do not count. */
export interface Baseline {
	readonly file: string;
	readonly findings: readonly Finding[];
}

/** The owner of the waivers that a baseline makes. */
const owner = 'baseline';

/**
 * Reads the JSON report of an earlier run. Leaves out waived findings and those of incomplete plans.
 *
 * @throws {UserError} when the file cannot be read, or is not such a report
 */
export async function readBaseline(file: string): Promise<Baseline> {
	const { findings } = await readReport(file);
	const isKnown = ({ address, waiver }: ReportedFinding): boolean =>
		address !== null && (waiver === null || waiver.owner === owner);
	return { file, findings: findings.filter(isKnown) };
}

/** Findings after a baseline, and the findings of the baseline that were not among them. */
export interface Marked {
	readonly all: readonly (readonly Finding[])[];
	readonly gone: readonly Finding[];
}

/**
 * Marks the known findings: each finding of the baseline makes one of the run known, so that a second like it counts.
 *
 * @param all findings of each input
 */
export function applyBaseline(all: readonly (readonly Finding[])[], { file, findings: known }: Baseline): Marked {
	const left = new Map<string, Finding[]>();
	for (const finding of known) {
		const identity = findingIdentity(finding);
		left.set(identity, [...(left.get(identity) ?? []), finding]);
	}
	const marked = all.map((findings) =>
		findings.map((finding): Finding => {
			if (!left.get(findingIdentity(finding))?.pop() || finding.waiver) return finding;
			return { ...finding, waiver: { reason: `known since ${file} was written`, owner, expires: null } };
		}),
	);
	return { all: marked, gone: [...left.values()].flat() };
}
