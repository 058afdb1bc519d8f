import { listed } from '@sg-preflight/documents';
import { type Finding, findingIdentity } from '@sg-preflight/permissions';
import { readReport } from './read-report.js';
import type { Notice, ReportedFinding } from './report.js';

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

/**
 * Marks the known findings: each finding of the baseline makes one of the run known, so that a second like it counts.
 *
 * @param all findings of each input
 */
export function applyBaseline(
	all: readonly (readonly Finding[])[],
	{ file, findings: known }: Baseline,
): { readonly all: readonly (readonly Finding[])[]; readonly notices: readonly Notice[] } {
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
	const gone = [...left.values()].flat();
	const named = gone.map(({ address, rule, operation }) => `${address ?? rule} ${operation ?? ''}`.trim());
	const notice: Notice = {
		level: 'warning',
		message: `${file} has findings that are no longer there (${listed(named)}): write it again, so that they count if they come back.`,
	};
	return { all: marked, notices: gone.length > 0 ? [notice] : [] };
}
