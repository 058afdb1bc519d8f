import { printedId, type Rule } from '@sg-preflight/permissions';
import type { Omitted, Report, ReportedFinding } from '../report.js';

/** Returns one line that identifies a finding: `JoinSecurityGroup on sg-1 (nlb-managed, serviceID 123): refused`. */
export function titleOf(finding: ReportedFinding): string {
	const on = finding.group ? ` on ${groupName(finding)}` : '';
	const waived = finding.waiver ? ' (waived)' : '';
	return `${callOf(finding) ?? finding.rule}${on}: ${verdictText(finding)}${waived}`;
}

/** Returns the operation with its product, unless that is ECS; null for a finding without one. */
export function callOf({ operation, product }: ReportedFinding): string | null {
	return operation && product && product !== 'Ecs' ? `${product} ${operation}` : operation;
}

/** Returns the group as a person reads it: id, name and owner, as far as they are known. */
export function groupName({ group }: ReportedFinding): string {
	if (!group) return '–';
	const service = group.serviceId === null ? null : `serviceID ${group.serviceId}`;
	const facts = [group.name, group.product ?? null, service].filter((fact) => fact !== null);
	const id = groupId(group);
	return facts.length > 0 ? `${id} (${facts.join(', ')})` : id;
}

export function groupId({ id }: NonNullable<ReportedFinding['group']>): string {
	return id === null ? 'a group known after apply' : printedId(id);
}

/** Why a verdict is undetermined, in words. */
const reasonText: Readonly<Record<Rule, string>> = {
	'refused-operation': 'the API refuses it',
	'unknown-group': 'the group is known after apply',
	'unproven-group': 'the plan does not show every group',
	'unlisted-group': 'the inventory does not tell whether the group is managed',
	'unlisted-operation': 'the permission table does not cover the operation',
	member: 'the resource is in a managed group',
	'unmapped-resource': 'this version does not know the resource type',
	'incomplete-plan': 'the plan is incomplete',
};

/** Returns the verdict for a person: `refused`, or `could not tell` and the reason in words. */
export function verdictText({ verdict, rule }: Pick<ReportedFinding, 'verdict' | 'rule'>): string {
	return verdict === 'refused' ? 'refused' : `could not tell: ${reasonText[rule]}`;
}

/** Returns the message without the address that it begins with, which formats print beside it. */
export function reasonOf({ address, deposed, message }: ReportedFinding): string {
	const lead = `${address}${deposed ? ` (deposed object ${deposed})` : ''}: `;
	return address !== null && message.startsWith(lead) ? message.slice(lead.length) : message;
}

/** Returns the sentences of a finding in order: the reason, the effect at apply, the fix. */
export function explanationOf({ message, effect, remedy }: ReportedFinding): string[] {
	return [message, effect, remedy].filter((part) => part !== null && part !== '') as string[];
}

/** Returns a sentence about the waiver of a finding; empty for a finding without one. */
export function waiverText({ verdict, waiver }: ReportedFinding): string {
	if (!waiver) return '';
	const until = waiver.expires === null ? '' : ` until ${waiver.expires}`;
	const all = verdict === 'refused' ? ' The API will refuse it all the same.' : '';
	return `Waived by ${waiver.owner}${until}: ${waiver.reason}.${all}`;
}

/** Whether findings must name their plan, because a report has several. */
export function hasSeveralPlans({ inputs, omitted }: Report): boolean {
	return inputs.length + (omitted?.inputs ?? 0) > 1;
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

/** Returns a number and a noun: `1 plan`, `2 plans`. */
export function counted(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Returns the verdict of a run as the beginning of a sentence: `Refused`, or `Passed, 1 refusal waived`. */
export function headlineOf({ verdict, summary, findings }: Report): string {
	if (verdict !== 'allowed') return verdict === 'refused' ? 'Refused' : 'Undetermined';
	if (summary.waived === 0) return 'Allowed';
	const isRefusal = findings.some(({ waiver, verdict: own }) => waiver !== null && own === 'refused');
	return `Passed, ${counted(summary.waived, isRefusal ? 'refusal' : 'finding')} waived`;
}
