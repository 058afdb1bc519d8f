import type { Dependencies, ResourceChange } from '@sg-preflight/operations';
import type { Finding, Judgement } from '../finding.js';
import { textInterner } from '../recurring.js';
import { notReachedText, radiusText } from '../text/effect.js';
import { ApplySteps } from './apply-steps.js';
import { type CallOrder, isOfOperation } from './call-order.js';

type Mutable<T> = { -readonly [name in keyof T]: T[name] };

/**
 * Adds to each refusal the rest of the apply: the steps that are done by then, those that are not reached, and those
 * that may or may not have run. A finding behind another refusal says that it is not reached. Changes the findings
 * themselves, because V8 gives each copy with one more property a hidden class of its own, three times its size.
 * @param calls the order of all operations of the changes
 */
export function withBlastRadius(
	judgement: Judgement,
	changes: readonly ResourceChange[],
	calls: CallOrder,
	dependencies: Dependencies,
): Judgement {
	const { findings } = judgement;
	const steps = new ApplySteps(changes, dependencies, findings);
	calls.addStops(findings);
	const interned = textInterner();
	for (const [place, finding] of findings.entries()) {
		if (!isOfOperation(finding)) continue;
		const { verdict, address, rule } = finding;
		const rest: Mutable<Finding> = finding;
		const stoppedBy = calls.stopBefore(finding) ?? steps.stopBefore(place);
		if (stoppedBy !== null) {
			rest.stoppedBy = stoppedBy;
			rest.effect = interned(notReachedText(stoppedBy, address, rule));
		} else if (verdict === 'refused') {
			rest.blastRadius = steps.radiusOf(place);
			if (finding.consequence === 'swallowed') continue;
			const text = radiusText(rest.blastRadius, calls.around(finding));
			rest.effect = interned([finding.effect, text].filter(Boolean).join(' '));
		}
	}
	return { ...judgement, timeline: steps.timeline() };
}
