import type { ReportedFinding } from './report.js';

/** One line that says which finding it is: `JoinSecurityGroup on sg-1 (nlb-managed, service 123) is refused`. */
export function titleOf(finding: ReportedFinding): string {
	const what = finding.operation ?? finding.rule;
	const on = finding.group ? ` on ${groupName(finding)}` : '';
	const verdict = finding.waiver ? `${finding.verdict} (waived)` : finding.verdict;
	return `${what}${on}: ${verdict}`;
}

/** The group as a person reads it: id, name and owner where they are known. */
export function groupName({ group }: ReportedFinding): string {
	if (!group) return '–';
	const facts = [
		group.name,
		group.serviceId === null ? (group.product ?? null) : `${group.product ?? 'service'} ${group.serviceId}`,
	].filter((fact) => fact !== null);
	const id = group.id ?? '(known after apply)';
	return facts.length > 0 ? `${id} (${facts.join(', ')})` : id;
}

/** What a finding says, in its order: what was found, what happens at apply, what to do. */
export function explanationOf({ message, effect, remedy }: ReportedFinding): string[] {
	return [message, effect, remedy].filter((part) => part !== null && part !== '') as string[];
}

/** What is said of a waived finding; empty for another. */
export function waiverText({ verdict, waiver }: ReportedFinding): string {
	if (!waiver) return '';
	const all = verdict === 'refused' ? ' The API will refuse it all the same.' : '';
	return `Waived by ${waiver.owner}: ${waiver.reason}.${all}`;
}

/** What counts first, refusals before what is undetermined; else in the order of the plans. */
export function bySeverity(findings: readonly ReportedFinding[]): ReportedFinding[] {
	const rank = ({ level, verdict }: ReportedFinding): number =>
		2 * ['error', 'warning', 'note'].indexOf(level) + (verdict === 'refused' ? 0 : 1);
	return [...findings].sort((a, b) => rank(a) - rank(b));
}
