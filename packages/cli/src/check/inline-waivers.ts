import { type Finding, type WaiverRule, waive } from '@sg-preflight/permissions';
import type { SourcesOnDemand } from '../input/sources/module-files.js';
import type { Notice } from '../report/notices/notice.js';
import {
	disallowedWaiverNotice,
	inlineWaiverNotices,
	malformedWaiverNotice,
} from '../report/notices/waiver-notices.js';

/** The findings of a plan after the waivers in its sources. */
export interface InlineWaived {
	readonly findings: readonly Finding[];
	readonly notices: readonly Notice[];
}

/**
 * Applies the waivers that comments in the sources have: `# sg-preflight:allow OPERATION GROUP until DATE: REASON` in the
 * block of the resource or directly above it. The author of the change can write them, so they count only if the operator
 * allows it. Otherwise a notice lists them.
 *
 * @param today YYYY-MM-DD
 */
export async function withInlineWaivers(
	findings: readonly Finding[],
	sources: SourcesOnDemand | null,
	{ allowed, today }: { readonly allowed: boolean; readonly today: string },
): Promise<InlineWaived> {
	const open = findings.filter(({ address, waiver }) => address !== null && waiver === null);
	if (sources === null || open.length === 0) return { findings, notices: [] };
	const { waiversAt } = await import('@sg-preflight/terraform/sources');
	const notices: Notice[] = [];
	const marked = findings.map((finding) => {
		if (finding.address === null || finding.waiver !== null) return finding;
		const rules = waiversAt(sources(), finding.address).map(
			({ operation, group, reason, expires, file, line }): WaiverRule => ({
				address: '*',
				operation,
				group,
				reason,
				owner: `${file}:${line}`,
				expires,
			}),
		);
		notices.push(...inlineWaiverNotices({ rules, today }));
		const [waived = finding] = waive([finding], rules, today).findings;
		if (waived.waiver === null || allowed) return waived;
		notices.push(disallowedWaiverNotice(waived.waiver.owner));
		return finding;
	});
	for (const { files } of sources().modules.values()) {
		for (const { path, malformedWaivers } of files) {
			notices.push(...malformedWaivers.map((line) => malformedWaiverNotice(`${path}:${line}`)));
		}
	}
	return { findings: marked, notices: [...new Map(notices.map((one) => [one.message, one])).values()] };
}
