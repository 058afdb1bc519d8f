import { isObject } from '@sg-preflight/documents';
import { isSilent, type PreviewStep } from './step.js';

/** The engine's count of steps by their op, at the end of a preview; null when the preview did not reach its end. */
export type PreviewSummary = ReadonlyMap<string, number> | null;

/** Reads `changeSummary` of a document, or `resourceChanges` of a `summaryEvent`. */
export function summaryOf(value: unknown): PreviewSummary {
	if (!isObject(value)) return null;
	const counts = Object.entries(value).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
	return new Map(counts);
}

/** Lists the ops that the summary counts more often than the steps show, because those steps are missing. */
export function missingSteps(steps: readonly PreviewStep[], summary: PreviewSummary): readonly string[] {
	if (isRefresh(steps)) return [];
	return [...(summary ?? [])].flatMap(([op, count]) => {
		const shown = countOf(steps, op);
		if (isSilent(op) || shown >= count) return [];
		return [`the summary of the preview counts ${count} × ${op}, its steps show ${shown}`];
	});
}

/**
 * Tells the steps that will be done from the findings of a refresh. `pulumi refresh --preview-only --json` puts what a
 * refresh found, an update or a delete, in the place of the refresh step of the same resource. The steps of an update
 * are counted in the summary, and findings beside them are not. A finding becomes a `refresh` step again.
 * Source: pulumi pkg/backend/display/json.go (ShowPreviewDigest), pkg/engine/update.go (OnResourceStepPost).
 *
 * @param failed the preview ended with an error, so that the summary counts fewer steps than were intended
 * @returns the steps, and the URNs of those that may be either
 */
export function withoutFindings(
	steps: readonly PreviewStep[],
	summary: PreviewSummary,
	failed: boolean,
): { readonly steps: readonly PreviewStep[]; readonly undecided: readonly string[] } {
	if (!steps.some(({ op }) => op === 'refresh')) return { steps, undecided: [] };
	const found = new Set<PreviewStep>();
	const undecided: string[] = [];
	for (const op of ['update', 'delete'] as const) {
		const candidates = candidatesOf(steps, op);
		const uncounted = summary && countOf(steps, op) - (summary.get(op) ?? 0);
		if (!isRefresh(steps)) {
			if (uncounted === 0) continue;
			if (uncounted !== candidates.length || failed) undecided.push(...candidates.map(({ urn }) => urn));
		}
		for (const step of candidates) found.add(step);
	}
	return { steps: steps.map((step) => (found.has(step) ? { ...step, op: 'refresh' } : step)), undecided };
}

/** A finding is the first step of its resource; that of an update has a detailed difference. */
function candidatesOf(steps: readonly PreviewStep[], op: 'update' | 'delete'): readonly PreviewStep[] {
	const seen = new Set<string>();
	return steps.filter((step) => {
		const isFirst = !seen.has(step.urn);
		seen.add(step.urn);
		return isFirst && step.op === op && (op === 'delete' || step.isDetailed === true);
	});
}

/**
 * Whether the steps are those of `pulumi refresh`: nothing else is done with any resource, and the stack itself was
 * refreshed too, or (with --target) has no step. The summary then counts the findings.
 */
function isRefresh(steps: readonly PreviewStep[]): boolean {
	const urns = new Set(steps.map(({ urn }) => urn));
	const [root, ...others] = steps.filter(({ urn }) => urn.split('::')[2] === 'pulumi:pulumi:Stack');
	return (
		others.length === 0 &&
		urns.size === steps.length &&
		(root === undefined
			? steps.every(({ op }) => op === 'refresh')
			: root.op === 'refresh' && steps.every(({ op }) => ['refresh', 'update', 'delete'].includes(op)))
	);
}

function countOf(steps: readonly PreviewStep[], wanted: string): number {
	return steps.filter(({ op }) => op === wanted).length;
}
