import { titleOf } from '../finding-text.js';
import { fingerprint } from '../fingerprint.js';
import type { Report } from '../report.js';

const severity = { error: 'critical', warning: 'minor', note: 'info' } as const;

/** GitLab's code quality report. https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export function gitlab(report: Report): string {
	return `${JSON.stringify(
		report.findings.map((finding) => ({
			description: `${titleOf(finding)}. ${finding.message}`,
			check_name: finding.rule,
			fingerprint: fingerprint(finding),
			severity: severity[finding.level],
			location: { path: finding.location?.file ?? finding.input, lines: { begin: finding.location?.line ?? 1 } },
		})),
		null,
		2,
	)}\n`;
}
