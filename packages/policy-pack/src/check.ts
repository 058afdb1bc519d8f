import { entryOf, operationsOf } from '@sg-preflight/operations';
import { applyWaivers, type Conclusion, conclude, judge } from '@sg-preflight/permissions';
import { readingOf, type Step } from '@sg-preflight/pulumi';
import type { Settings } from './settings.js';

/**
 * Judges steps. Pure.
 *
 * @param incomplete why there may be more steps than these
 * @param today YYYY-MM-DD
 */
export function checkSteps(
	steps: readonly Step[],
	incomplete: readonly string[],
	{ inventory, principal, undetermined, waivers }: Settings,
	today: string,
): Conclusion & { readonly notices: readonly string[] } {
	const reading = readingOf({ steps, failed: false, config: {}, incomplete });
	const operations = reading.changes.flatMap((change) => {
		const entry = entryOf(change.type);
		return entry ? operationsOf(change, entry) : [];
	});
	const judgement = judge({
		input: 'preview',
		reading,
		operations,
		inventory,
		principal,
	});
	const { findings, notices } = applyWaivers(judgement.findings, waivers, today);
	return {
		...conclude([{ ...judgement, findings }], undetermined),
		notices: notices.map(({ message }) => message),
	};
}
