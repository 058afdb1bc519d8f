import { matchesStars } from '@sg-preflight/documents';
import type { Finding, Waiver } from './finding.js';

/** A waiver as the configuration has it. */
export interface WaiverRule {
	/** Address in which `*` matches any run of characters, and every other character itself: `module.web[*].alicloud_instance.i[0]`. */
	readonly address: string;
	/** Operation's name, or `*`. */
	readonly operation: string;
	/** Group's id, or `*`. */
	readonly group: string;
	readonly reason: string;
	readonly owner: string;
	/** Last day on which it counts, YYYY-MM-DD; null if it never ends. Anything else counts as expired. */
	readonly expires: string | null;
}

export interface WaiverNotice {
	readonly waiver: WaiverRule;
	readonly problem: 'unused' | 'expired' | 'malformed-date';
	/** The predicate of the message, without its full stop: `expired after 2026-01-01`. */
	readonly why: string;
	/** One sentence for a person. */
	readonly message: string;
}

/** Findings after the waivers, and the waivers that matched one of them. */
export interface WaivedFindings {
	readonly findings: readonly Finding[];
	/** Places in the list of waivers; one matches at most once here, however many findings it has. */
	readonly used: readonly number[];
}

/**
 * Marks the findings of one document that a waiver matches; the first waiver that matches counts. Findings without an
 * address (an incomplete plan) cannot be waived.
 *
 * @param today YYYY-MM-DD
 */
export function waive(findings: readonly Finding[], waivers: readonly WaiverRule[], today: string): WaivedFindings {
	const matchers = waivers.flatMap((waiver, place) =>
		defectOf(waiver, today) === undefined ? [{ waiver, place, matches: matcherOf(waiver) }] : [],
	);
	if (matchers.length === 0) return { findings, used: [] };
	const used = new Set<number>();
	const marked = findings.map((finding) => {
		const match = matchers.find(({ matches }) => matches(finding));
		if (!match) return finding;
		used.add(match.place);
		const { reason, owner, expires } = match.waiver;
		return { ...finding, waiver: { reason, owner, expires } satisfies Waiver };
	});
	return { findings: marked, used: [...used] };
}

/**
 * Returns a notice for each waiver that does not count or that matched no finding of the whole run.
 *
 * @param used places of the waivers that matched, of all documents together
 * @param today YYYY-MM-DD
 */
export function waiverNotices(
	waivers: readonly WaiverRule[],
	used: Iterable<number>,
	today: string,
): readonly WaiverNotice[] {
	const matched = new Set(used);
	const defects: WaiverNotice[] = [];
	const unused: WaiverNotice[] = [];
	for (const [place, waiver] of waivers.entries()) {
		const defect = defectOf(waiver, today);
		if (defect !== undefined) defects.push(noticeOf(waiver, defect.problem, defect.why));
		else if (!matched.has(place)) unused.push(noticeOf(waiver, 'unused', 'matches no finding: remove it'));
	}
	return [...defects, ...unused];
}

function noticeOf(waiver: WaiverRule, problem: WaiverNotice['problem'], why: string): WaiverNotice {
	const about = `${waiver.address} (${waiver.operation} on ${waiver.group})`;
	return { waiver, problem, why, message: `The waiver of ${waiver.owner} for ${about} ${why}.` };
}

/** Returns the reason why a waiver does not count; undefined if it does. */
function defectOf(
	{ expires }: WaiverRule,
	today: string,
): { readonly problem: 'expired' | 'malformed-date'; readonly why: string } | undefined {
	if (expires === null) return undefined;
	if (!isDate(expires)) {
		const why = `counts as expired: ${JSON.stringify(expires)} is not a date of the form YYYY-MM-DD`;
		return { problem: 'malformed-date', why };
	}
	return expires < today ? { problem: 'expired', why: `expired after ${expires}` } : undefined;
}

function matcherOf(waiver: WaiverRule): (finding: Finding) => boolean {
	return (finding) =>
		finding.address !== null &&
		// Glob libraries are for paths: to them `[0]` is a class of characters, `["a/b"]` two segments and `\"` an escape.
		matchesStars(waiver.address, finding.address) &&
		(waiver.operation === '*' || waiver.operation === finding.operation) &&
		(waiver.group === '*' || waiver.group === finding.group?.id);
}

function isDate(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const date = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
