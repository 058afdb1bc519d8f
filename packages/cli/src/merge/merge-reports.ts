import { UserError } from '@sg-preflight/documents';
import { docsOf, type Verdict } from '@sg-preflight/permissions';
import { editedReportNotice } from '../report/notices/edited-report-notice.js';
import type { Notice, Omitted, Report, ReportedFinding, ReportInventory, RunVerdict } from '../report/report.js';
import { type ReportPart, refuseOtherRuns } from './shards.js';

/**
 * Merges the reports of several runs, as if their inputs had been checked in one run. Verdict, exit status and counts
 * are computed from the findings, because a report is a file that another job wrote, and its own values may be wrong.
 *
 * @throws {UserError} when shards are missing, repeated or of different runs, or findings are missing from a report
 */
export function mergeReports(parts: readonly ReportPart[]): Report {
	refuseOtherRuns(parts);
	if (parts.every(({ report }) => report.inputs.length === 0 && !report.omitted)) {
		throw new UserError('no plan was checked in any of these reports, so there is nothing that could be allowed.');
	}
	const corrections = parts.flatMap(correctionOf);
	const reports = parts.map(({ report }) => report);
	const notices = [...reports.flatMap((report) => report.notices), ...corrections];
	const inputs = reports.flatMap((report) => report.inputs);
	// A link of a report that another job wrote may lead anywhere.
	const findings = reports.flatMap((report) => report.findings.map((one) => ({ ...one, docs: docsOf(one.rule) })));
	const total = (count: 'allowed' | 'ignored'): number => reports.reduce((sum, { summary }) => sum + summary[count], 0);
	return {
		schemaVersion: 1,
		inputs,
		findings,
		// Notices about the inventory are the same in each.
		notices: [...new Map(notices.map((one) => [one.message, one])).values()],
		...worstOf(reports.map(conclusionOf)),
		summary: { ...countsWithOmitted(reports), allowed: total('allowed'), ignored: total('ignored') },
		...madeWith(reports),
		...omittedOf(reports),
	};
}

const severity: readonly Verdict[] = ['allowed', 'undetermined', 'refused'];

/** Returns the verdict of a report's contents. Of omitted findings a report has only the number. */
function conclusionOf(report: Report): RunVerdict {
	const { inputs, findings, notices, omitted, summary } = report;
	const counts = countsOf(findings);
	// A report shows unread inputs and the worst findings first, so the omitted ones are not worse.
	const hidesErrors = omitted !== undefined && omitted.findings > 0 && !findings.some(({ level }) => level !== 'error');
	const hidesUnread = omitted !== undefined && omitted.inputs > 0 && !inputs.some(({ error }) => error === null);
	const refused = Math.max(counts.refused, omitted ? summary.refused : 0);
	const undetermined = Math.max(counts.undetermined, omitted ? summary.undetermined : 0);
	const isError = ({ waiver, verdict, level }: ReportedFinding): boolean =>
		waiver === null && (verdict === 'refused' || level === 'error');
	const isUnchecked =
		hidesUnread ||
		(omitted?.notices ?? 0) > 0 ||
		inputs.some(({ error }) => error !== null) ||
		notices.some(({ level }) => level === 'error');
	const notRefused = undetermined > 0 || isUnchecked ? 'undetermined' : 'allowed';
	const ofFindings = refused > 0 || hidesErrors || findings.some(isError) ? 1 : 0;
	return { verdict: refused > 0 ? 'refused' : notRefused, exitStatus: isUnchecked ? 2 : ofFindings };
}

function worstOf(conclusions: readonly RunVerdict[]): RunVerdict {
	return {
		verdict: severity.findLast((one) => conclusions.some(({ verdict }) => verdict === one)) ?? 'allowed',
		exitStatus: Math.max(0, ...conclusions.map(({ exitStatus }) => exitStatus)) as Report['exitStatus'],
	};
}

const countNames = ['refused', 'undetermined', 'waived'] as const;

/** Sums the counts of reports. The summary of a shortened report also counts the findings that it leaves out. */
function countsWithOmitted(reports: readonly Report[]): Pick<Report['summary'], (typeof countNames)[number]> {
	const all = reports.map(({ findings, omitted, summary }) => (omitted ? summary : countsOf(findings)));
	const total = (name: (typeof countNames)[number]): number => all.reduce((sum, counts) => sum + counts[name], 0);
	return { refused: total('refused'), undetermined: total('undetermined'), waived: total('waived') };
}

function omittedOf(reports: readonly Report[]): Pick<Report, 'omitted'> {
	const all = reports.flatMap(({ omitted }) => (omitted ? [omitted] : []));
	if (all.length === 0) return {};
	const total = (name: keyof Omitted): number => all.reduce((sum, omitted) => sum + omitted[name], 0);
	return { omitted: { findings: total('findings'), inputs: total('inputs'), notices: total('notices') } };
}

function countsOf(
	findings: readonly ReportedFinding[],
): Pick<Report['summary'], 'refused' | 'undetermined' | 'waived'> {
	const open = findings.filter(({ waiver }) => waiver === null);
	const refused = open.filter(({ verdict }) => verdict === 'refused').length;
	return { refused, undetermined: open.length - refused, waived: findings.length - open.length };
}

/**
 * Returns a notice for a report whose own verdict or status is better than its findings.
 *
 * @throws {UserError} when its own is worse: the findings that made it so are missing
 */
function correctionOf({ file, report }: ReportPart): Notice[] {
	const { verdict, exitStatus } = conclusionOf(report);
	const counts = countsOf(report.findings);
	const missing = countNames.reduce((sum, name) => sum + Math.max(0, report.summary[name] - counts[name]), 0);
	const worse =
		report.exitStatus > exitStatus ||
		severity.indexOf(report.verdict) > severity.indexOf(verdict) ||
		missing > (report.omitted?.findings ?? 0);
	if (worse) {
		throw new UserError({
			where: file,
			problem: 'findings are missing from this report: its verdict, exit status or counts are worse than its findings',
			next: 'Run the check again and merge the report that it writes.',
		});
	}
	const better = report.exitStatus < exitStatus || report.verdict !== verdict;
	return better ? [editedReportNotice(file, { verdict, exitStatus }, report)] : [];
}

function madeWith(reports: readonly Report[]): Pick<Report, 'toolVersion' | 'configuration' | 'inventories' | 'time'> {
	const [first] = reports;
	const same = (key: 'toolVersion' | 'configuration'): boolean =>
		first?.[key] !== undefined && reports.every((report) => JSON.stringify(report[key]) === JSON.stringify(first[key]));
	const inventories = new Map<string, ReportInventory>();
	for (const one of reports.flatMap((report) => report.inventories ?? [])) {
		inventories.set(JSON.stringify([one.source, one.sha256]), one);
	}
	// The oldest counts: nothing in the merged report is older.
	const times = reports.flatMap(({ time }) => (time === undefined ? [] : [time]));
	return {
		...(same('toolVersion') ? { toolVersion: first?.toolVersion as string } : {}),
		...(same('configuration') ? { configuration: first?.configuration ?? null } : {}),
		...(times.length > 0 ? { time: times.sort()[0] as string } : {}),
		...(reports.some((report) => report.inventories) ? { inventories: [...inventories.values()] } : {}),
	};
}
