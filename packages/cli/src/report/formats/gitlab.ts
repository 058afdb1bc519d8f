import { createHash } from 'node:crypto';
import { jsonText } from '../../terminal/safe-text.js';
import { bounded } from '../bounded.js';
import { fingerprint } from '../fingerprint.js';
import { madeWithText } from '../made-with.js';
import { portablePath } from '../portable-path.js';
import type { Report } from '../report.js';
import { hasSeveralPlans, omittedText, titleOf } from '../text/finding-text.js';
import { markdownText } from '../text/sentence.js';

const severity = { error: 'critical', warning: 'minor', note: 'info' } as const;

/**
 * GitLab's code quality report, with an issue for each finding and for each input that could not be read: an empty list
 * would tell GitLab that all is well. https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export const gitlab = bounded({ findings: 10_000 }, (report) => {
	const content = contentOf(report);
	const findings = report.findings.map((finding) => ({
		description: `${titleOf(finding)}. ${finding.message}${hasSeveralPlans(report) ? ` Plan: ${finding.input}.` : ''}`,
		check_name: finding.rule,
		fingerprint: fingerprint(finding),
		severity: severity[finding.level],
		location: {
			path: finding.location?.file ?? portablePath(finding.input),
			lines: { begin: finding.location?.line ?? 1 },
		},
		...content,
	}));
	const ofRun = [
		...report.inputs.flatMap(({ input, error }) =>
			error === null ? [] : [issue('unreadable', 'blocker', `Not checked: ${error}`, input)],
		),
		...report.notices.flatMap(({ level, message }) =>
			level === 'error' ? [issue('notice', 'blocker', message, report.inputs[0]?.input ?? 'sg-preflight.yaml')] : [],
		),
		...[omittedText(report.omitted)].flatMap((text) =>
			text === null ? [] : [issue('omitted', 'major', text, report.inputs[0]?.input ?? '-')],
		),
	];
	return `${jsonText([...ofRun.map((one) => ({ ...one, ...content })), ...findings])}\n`;
});

/** Most notices in a body, which every issue has. */
const mostNotices = 5;

/**
 * Returns the inventories, the configuration and the notices of the run, in Code Climate's place for more about an issue.
 * GitLab shows it to nobody: a list of issues has no other place for them.
 */
function contentOf(report: Report): { readonly content?: { readonly body: string } } {
	const notices = report.notices.filter(({ level }) => level !== 'error').map(({ message }) => message);
	const more = notices.length > mostNotices ? [`${notices.length - mostNotices} more notices.`] : [];
	const parts = [madeWithText(report), ...notices.slice(0, mostNotices), ...more].filter((part) => part !== null);
	return parts.length === 0 ? {} : { content: { body: parts.map(markdownText).join('\n\n') } };
}

/** Returns an issue about the run itself. */
function issue(name: string, level: 'blocker' | 'major', description: string, path: string) {
	const identity = createHash('sha256')
		.update(JSON.stringify([name, path, description]))
		.digest('hex');
	return {
		description,
		check_name: name,
		fingerprint: identity,
		severity: level,
		location: { path: portablePath(path), lines: { begin: 1 } },
	};
}
