import type { Finding, Waiver } from './finding.js';

/** A waiver as the configuration has it. */
export interface WaiverRule {
	/** Address in which `*` stands for any run of characters and all else for itself: `module.web[*].alicloud_instance.i[0]`. */
	readonly address: string;
	/** Operation's name, or `*`. */
	readonly operation: string;
	/** Group's id, or `*`. */
	readonly group: string;
	readonly reason: string;
	readonly owner: string;
	/** Last day on which it counts, YYYY-MM-DD; null where it never ends. Anything else counts as expired. */
	readonly expires: string | null;
}

export interface WaiverNotice {
	readonly waiver: WaiverRule;
	readonly problem: 'unused' | 'expired' | 'malformed-date';
	/** One sentence for a person. */
	readonly message: string;
}

/**
 * Marks the findings that a waiver matches; the first that does counts. Findings without an address (a plan that is
 * incomplete) cannot be waived.
 *
 * @param today YYYY-MM-DD
 */
export function applyWaivers(
	findings: readonly Finding[],
	waivers: readonly WaiverRule[],
	today: string,
): { readonly findings: readonly Finding[]; readonly notices: readonly WaiverNotice[] } {
	const notices: WaiverNotice[] = [];
	const notice = (waiver: WaiverRule, problem: WaiverNotice['problem'], why: string): void => {
		notices.push({
			waiver,
			problem,
			message: `The waiver of ${waiver.owner} for ${waiver.address} (${waiver.operation} on ${waiver.group}) ${why}.`,
		});
	};
	const live = waivers.filter((waiver) => {
		if (waiver.expires === null) return true;
		if (!isDate(waiver.expires)) {
			notice(
				waiver,
				'malformed-date',
				`counts as expired: ${JSON.stringify(waiver.expires)} is no date of the form YYYY-MM-DD`,
			);
			return false;
		}
		if (waiver.expires < today) {
			notice(waiver, 'expired', `expired after ${waiver.expires}`);
			return false;
		}
		return true;
	});
	const matchers = live.map((waiver) => ({ waiver, matches: matcherOf(waiver), used: false }));
	const marked = findings.map((finding) => {
		const match = matchers.find(({ matches }) => matches(finding));
		if (!match) return finding;
		match.used = true;
		const { reason, owner, expires } = match.waiver;
		return { ...finding, waiver: { reason, owner, expires } satisfies Waiver };
	});
	for (const { waiver, used } of matchers) {
		if (!used) notice(waiver, 'unused', 'matches no finding: remove it');
	}
	return { findings: marked, notices };
}

function matcherOf(waiver: WaiverRule): (finding: Finding) => boolean {
	const address = globPattern(waiver.address);
	return (finding) =>
		finding.address !== null &&
		address.test(finding.address) &&
		(waiver.operation === '*' || waiver.operation === finding.operation) &&
		(waiver.group === '*' || waiver.group === finding.group?.id);
}

/**
 * Glob libraries are for paths: to them `[0]` is a class of characters, `["a/b"]` two segments and `\"` an escape.
 * All three are ordinary in addresses, so `*` is the only wildcard here.
 */
function globPattern(glob: string): RegExp {
	const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
	return new RegExp(`^${glob.split(/\*+/).map(literal).join('.*')}$`, 's');
}

function isDate(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const date = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
