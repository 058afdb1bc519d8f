import { bounded } from '../bounded.js';
import { explanationOf, groupName, omittedText, waiverText } from '../finding-text.js';
import type { ReportedFinding } from '../report.js';
import { linkTarget, markdownCode, markdownText } from '../safe-text.js';

/** By this a bot finds its earlier comment and replaces it. */
export const marker = '<!-- sg-preflight -->';

/** A pull-request comment: short when clean, and never longer than GitHub takes. */
export const markdown = bounded({ size: 65_000, findings: 500, inputs: 200, notices: 50 }, (report) => {
	const { refused, undetermined, allowed, waived } = report.summary;
	const counts = [
		`${refused} refused`,
		`${undetermined} undetermined`,
		`${allowed} allowed`,
		...(waived > 0 ? [`${waived} waived`] : []),
	].join(', ');
	const unreadable = report.inputs.filter(({ error }) => error !== null);
	const heading =
		unreadable.length > 0
			? `### ⛔ sg-preflight could not check everything`
			: refused > 0
				? `### ⛔ Alibaba Cloud will refuse ${refused === 1 ? 'an operation' : `${refused} operations`} of this plan`
				: undetermined > 0
					? `### ⚠️ sg-preflight could not determine ${undetermined === 1 ? 'one operation' : `${undetermined} operations`}`
					: `### ✅ No operation of this plan is refused`;
	const parts = [marker, heading, `${counts}.`];
	for (const { input, error } of unreadable) parts.push(`${markdownCode(input)}: ${markdownText(error ?? '')}`);
	const shown = report.findings;
	if (shown.length > 0) {
		const head =
			'| Verdict | Resource | Operation | Security group | Why and what to do |\n| --- | --- | --- | --- | --- |';
		parts.push([head, ...shown.map(row)].join('\n'));
	}
	for (const { message } of report.notices) parts.push(`> ${markdownText(message)}`);
	const left = omittedText(report.omitted);
	if (left !== null) parts.push(left);
	return `${parts.join('\n\n')}\n`;
});

function row(finding: ReportedFinding): string {
	const link = linkTarget(finding.docs);
	const verdict = finding.waiver ? 'waived' : link ? `[${finding.verdict}](${link})` : finding.verdict;
	const { location } = finding;
	const place = location ? `<br>${markdownCode(`${location.file}:${location.line}`)}` : '';
	const waiver = finding.waiver ? ` ${markdownText(waiverText(finding))}` : '';
	const cells = [
		verdict,
		markdownCode(finding.address ?? finding.input) + place,
		finding.operation ? markdownCode(finding.operation) : finding.rule,
		finding.group ? markdownText(groupName(finding)) : '–',
		`${explanationOf(finding).map(markdownText).join('<br>')}${waiver}`,
	];
	return `| ${cells.join(' | ')} |`;
}
