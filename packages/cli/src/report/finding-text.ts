import { printedId } from '@sg-preflight/permissions';
import type { Omitted, ReportedFinding } from './report.js';

/** Returns one line that says which finding it is: `JoinSecurityGroup on sg-1 (nlb-managed, serviceID 123): refused`. */
export function titleOf(finding: ReportedFinding): string {
	const what = finding.operation ?? finding.rule;
	const on = finding.group ? ` on ${groupName(finding)}` : '';
	const verdict = finding.waiver ? `${finding.verdict} (waived)` : finding.verdict;
	return `${what}${on}: ${verdict}`;
}

/** Returns the group as a person reads it: id, name and owner, as far as they are known. */
export function groupName({ group }: ReportedFinding): string {
	if (!group) return '–';
	const service = group.serviceId === null ? null : `serviceID ${group.serviceId}`;
	const facts = [group.name, group.product ?? null, service].filter((fact) => fact !== null);
	const id = printedId(group.id ?? '(known after apply)');
	return facts.length > 0 ? `${id} (${facts.join(', ')})` : id;
}

/** Returns what a finding says, in its order: what was found, what happens at apply, what to do. */
export function explanationOf({ message, effect, remedy }: ReportedFinding): string[] {
	return [message, effect, remedy].filter((part) => part !== null && part !== '') as string[];
}

/** Returns a sentence about the waiver of a finding; empty for a finding without one. */
export function waiverText({ verdict, waiver }: ReportedFinding): string {
	if (!waiver) return '';
	const all = verdict === 'refused' ? ' The API will refuse it all the same.' : '';
	return `Waived by ${waiver.owner}: ${waiver.reason}.${all}`;
}

/**
 * Returns the findings that count first, refusals before undetermined ones, else in the order of the plans.
 *
 * @param most how many to return
 */
export function bySeverity(findings: readonly ReportedFinding[], most = findings.length): ReportedFinding[] {
	const ranked: ReportedFinding[][] = [[], [], [], [], [], []];
	for (const finding of findings) {
		const rank = 2 * ['error', 'warning', 'note'].indexOf(finding.level) + (finding.verdict === 'refused' ? 0 : 1);
		const same = ranked[rank];
		if (same && same.length < most) same.push(finding);
	}
	return ranked.flat().slice(0, most);
}

/** Returns a sentence about what a report leaves out; null for a whole report. */
export function omittedText(omitted: Omitted | undefined): string | null {
	if (omitted === undefined) return null;
	const parts = (['findings', 'inputs', 'notices'] as const).flatMap((name) =>
		omitted[name] > 0 ? [`${omitted[name]} more ${omitted[name] === 1 ? name.slice(0, -1) : name}`] : [],
	);
	if (parts.length === 0) return null;
	const list = parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
	return `… and ${list}, left out because the report would be too long. To see all, check fewer plans at once.`;
}
