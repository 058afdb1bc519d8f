import { linkTarget } from '../../terminal/safe-text.js';
import { bounded } from '../bounded.js';
import { madeWithText } from '../made-with.js';
import type { Report, ReportedFinding } from '../report.js';
import {
	callOf,
	counted,
	groupName,
	hasSeveralPlans,
	omittedText,
	reasonOf,
	verdictText,
	waiverText,
} from '../text/finding-text.js';
import { markdownCode, markdownText } from '../text/sentence.js';

/** Returns the marker by which a bot finds its earlier comment. Runs of one pull request differ in their category. */
export function markerOf({ category }: Pick<Report, 'category'>): string {
	return category === undefined ? marker : `<!-- sg-preflight: ${category.replace(/[^\w./]+/g, '-')} -->`;
}

export const marker = '<!-- sg-preflight -->';

const tableHead =
	'| Verdict | Resource | Operation | Security group | Reason and fix |\n| --- | --- | --- | --- | --- |';

/** A pull-request comment, by plan: short if nothing was found, and never longer than a comment on GitHub may be. */
export const markdown = bounded({ size: 65_000, findings: 500, inputs: 200, notices: 50 }, (report) => {
	const { refused, undetermined, allowed, waived } = report.summary;
	const counts = [
		`${refused} refused`,
		`${undetermined} undetermined`,
		`${allowed} allowed`,
		...(waived > 0 ? [`${waived} waived`] : []),
	].join(', ');
	const parts = [markerOf(report), `### ${headingOf(report)}`, `${counts}.`];
	for (const { input, error } of report.inputs) {
		if (error === null) continue;
		// Most messages begin with the input.
		const reason = error.startsWith(`${input}: `) ? error.slice(input.length + 2) : error;
		parts.push(`${markdownCode(input)}: ${markdownText(reason)}`);
	}
	for (const [plan, findings] of byPlan(report.findings)) {
		parts.push(`#### ${markdownCode(plan)}`, [tableHead, ...findings.map(row)].join('\n'));
	}
	for (const { message } of report.notices) parts.push(`> ${markdownText(message)}`);
	const left = omittedText(omittedHere(report));
	if (left !== null) parts.push(left);
	const madeWith = madeWithText(report);
	if (madeWith !== null) parts.push(markdownText(madeWith));
	return `${parts.join('\n\n')}\n`;
});

/** Drops the inputs that were read, because the comment names only plans with findings and unreadable ones. */
function omittedHere({ inputs, omitted }: Report): Report['omitted'] {
	return omitted && inputs.at(-1)?.error === null ? { ...omitted, inputs: 0 } : omitted;
}

function headingOf(report: Report): string {
	const { summary, inputs } = report;
	const { refused, undetermined, waived } = summary;
	const plans = hasSeveralPlans(report) ? `${inputs.length + (report.omitted?.inputs ?? 0)} plans` : 'this plan';
	if (inputs.some(({ error }) => error !== null)) return '⛔ sg-preflight could not check everything';
	if (refused > 0)
		return `⛔ Alibaba Cloud will refuse ${refused === 1 ? 'an operation' : `${refused} operations`} of ${plans}`;
	if (undetermined > 0)
		return `⚠️ sg-preflight could not tell for ${undetermined === 1 ? 'an operation' : `${undetermined} operations`} of ${plans}`;
	if (waived > 0) return `✅ Passed: ${counted(waived, 'finding')} of ${plans} waived`;
	return `✅ No operation of ${plans} is refused`;
}

/** Returns the findings by their plan, in the order of the findings. */
export function byPlan(findings: readonly ReportedFinding[]): ReadonlyMap<string, readonly ReportedFinding[]> {
	const plans = new Map<string, ReportedFinding[]>();
	for (const finding of findings) {
		const known = plans.get(finding.input);
		if (known) known.push(finding);
		else plans.set(finding.input, [finding]);
	}
	return plans;
}

function row(finding: ReportedFinding): string {
	const { address, input, location, effect, remedy, docs, waiver, deposed, action } = finding;
	const link = linkTarget(docs);
	const verdict = waiver ? 'waived' : markdownText(verdictText(finding));
	const place = location ? `<br>${markdownCode(`${location.file}:${location.line}`)}` : '';
	const call = callOf(finding);
	const texts: [string, string | null][] = [
		['', reasonOf(finding)],
		['**At apply:** ', effect],
		['**Fix:** ', remedy],
		['', waiverText(finding) || null],
	];
	const cells = [
		!waiver && link ? `[${verdict}](${link})` : verdict,
		markdownCode(address ?? input) + (deposed ? ` deposed ${markdownCode(deposed)}` : '') + place,
		call ? `${action ? `${action}: ` : ''}${markdownCode(call)}` : finding.rule,
		finding.group ? markdownText(groupName(finding)) : '–',
		texts.flatMap(([label, words]) => (words ? [label + markdownText(words)] : [])).join('<br>'),
	];
	return `| ${cells.join(' | ')} |`;
}
