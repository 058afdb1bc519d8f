import { bySeverity, explanationOf, groupName, waiverText } from '../finding-text.js';
import type { Report, ReportedFinding } from '../report.js';

/** By this a bot finds its earlier comment and replaces it. */
export const marker = '<!-- sg-preflight -->';

/** Room that GitHub leaves in a comment (65,536 characters), with a margin. */
const room = 60_000;

/** A pull-request comment: short when clean, and never longer than GitHub takes. */
export function markdown(report: Report): string {
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
	for (const { input, error } of unreadable) parts.push(`**${text(input)}**: ${text(error ?? '')}`);
	const shown = bySeverity(report.findings);
	if (shown.length > 0) {
		const head =
			'| Verdict | Resource | Operation | Security group | Why and what to do |\n| --- | --- | --- | --- | --- |';
		let length = parts.join('\n\n').length + head.length;
		const rows: string[] = [];
		for (const finding of shown) {
			const next = row(finding);
			length += next.length + 1;
			if (length > room) break;
			rows.push(next);
		}
		parts.push([head, ...rows].join('\n'));
		if (rows.length < shown.length)
			parts.push(`… and ${shown.length - rows.length} more: see the full report of the run.`);
	}
	for (const { message } of report.notices) parts.push(`> ${text(message)}`);
	return `${parts.join('\n\n')}\n`;
}

function row(finding: ReportedFinding): string {
	const verdict = finding.waiver ? 'waived' : `[${finding.verdict}](${finding.docs})`;
	const place = finding.location ? `<br>${text(finding.location.file)}:${finding.location.line}` : '';
	const waiver = finding.waiver ? ` ${text(waiverText(finding))}` : '';
	const cells = [
		verdict,
		code(finding.address ?? finding.input) + place,
		finding.operation ? code(finding.operation) : finding.rule,
		finding.group ? text(groupName(finding)) : '–',
		`${explanationOf(finding).map(text).join('<br>')}${waiver}`,
	];
	return `| ${cells.join(' | ')} |`;
}

/** Text from the plan must not become markup, a mention or a table cell's end. */
function text(value: string): string {
	return value
		.replace(/[\\`*_{}[\]<>|#~]/g, '\\$&')
		.replaceAll('@', '@\u200B')
		.replace(/\s+/g, ' ');
}

function code(value: string): string {
	return `\`${value.replaceAll('`', "'").replaceAll('|', '\\|').replace(/\s+/g, ' ')}\``;
}
