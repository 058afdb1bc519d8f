import { fingerprint } from '../report/fingerprint.js';
import { loadFormat } from '../report/formats/index.js';
import type { Report, ReportedFinding } from '../report/report.js';
import { titleOf } from '../report/text/finding-text.js';
import { markdownText } from '../report/text/sentence.js';
import { shortened, visible } from '../terminal/safe-text.js';

/** Most outcomes in one result; the first body has all findings, within the limit of the format. */
const outcomeLimit = 100;

/** Returns the findings in the form in which HCP Terraform lists them under the run task. */
export async function outcomesOf(report: Report): Promise<object[]> {
	const markdown = await loadFormat('markdown');
	return report.findings.slice(0, outcomeLimit).map((finding, index) => ({
		type: 'task-result-outcomes',
		attributes: {
			'outcome-id': fingerprint(finding).slice(0, 12),
			description: visible(`${finding.address ?? 'the plan'}: ${titleOf(finding)}`).slice(0, 250),
			body: index === 0 ? markdown(report, false) : bodyOf(finding),
			url: finding.docs,
			tags: {
				Status: [{ label: finding.waiver ? 'waived' : finding.verdict, level: level(finding) }],
				Severity: [{ label: finding.level, level: level(finding) }],
			},
		},
	}));
}

/** Longest text of one field. */
const longest = 2_000;

function bodyOf({ message, remedy }: ReportedFinding): string {
	return `${markdownText(shortened(message, longest))}\n\n${markdownText(shortened(remedy, longest))}`;
}

function level(finding: ReportedFinding): 'error' | 'warning' | 'info' {
	return finding.level === 'note' ? 'info' : finding.level;
}
