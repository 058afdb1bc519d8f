import { type Conclusion, checkReading, conclude, waiverNotices } from '@sg-preflight/permissions';
import { type PreviewStep, readingOf } from '@sg-preflight/pulumi';
import type { PackConfig } from './pack-config.js';

/**
 * Judges steps. Pure.
 *
 * @param incomplete reasons why steps may be missing
 * @param today YYYY-MM-DD
 */
export async function checkSteps(
	steps: readonly PreviewStep[],
	incomplete: readonly string[],
	{ inventory, principal, undetermined, waivers: rules }: PackConfig,
	today: string,
): Promise<Conclusion & { readonly notices: readonly string[] }> {
	const reading = readingOf({ steps, failed: false, config: {}, incomplete });
	const waivers = { rules, today };
	const { judgement, usedWaivers } = await checkReading({ input: 'preview', reading, inventory, principal, waivers });
	return {
		...conclude([judgement], undetermined),
		notices: waiverNotices(rules, usedWaivers, today).map(({ message }) => message),
	};
}
