import { titleOf } from '../report/finding-text.js';
import { fingerprint } from '../report/fingerprint.js';
import { loadFormat } from '../report/formats/index.js';
import type { Report, ReportedFinding } from '../report/report.js';

/** Bytes of an outcome's body: advised to be below 1 MB. */
const bodyLimit = 900_000;
/** Most outcomes in one result; the first body has all findings. */
const outcomeLimit = 100;

/** The findings as HCP Terraform lists them under the run task. */
export async function outcomesOf(report: Report): Promise<object[]> {
	const markdown = await loadFormat('markdown');
	return report.findings.slice(0, outcomeLimit).map((finding, index) => ({
		type: 'task-result-outcomes',
		attributes: {
			'outcome-id': fingerprint(finding).slice(0, 12),
			description: `${finding.address ?? 'the plan'}: ${titleOf(finding)}`.slice(0, 250),
			// Each body is a report of its own, so that one format makes all text safe.
			body: markdown(index === 0 ? report : { ...report, findings: [finding], notices: [] }, false).slice(0, bodyLimit),
			url: finding.docs,
			tags: {
				Status: [{ label: finding.waiver ? 'waived' : finding.verdict, level: level(finding) }],
				Severity: [{ label: finding.level, level: level(finding) }],
			},
		},
	}));
}

function level(finding: ReportedFinding): 'error' | 'warning' | 'info' {
	return finding.level === 'note' ? 'info' : finding.level;
}
