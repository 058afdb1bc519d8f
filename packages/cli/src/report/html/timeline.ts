import type { ApplyTimeline, PlanSteps } from '@sg-preflight/permissions';
import { codeOf, type Markup, markup } from './markup.js';

/** Most steps of a stage that are named. */
const named = 8;

/**
 * Draws the apply of one plan: the steps that are done when the API refuses, the steps that it refuses, and those that
 * the apply does not reach. Steps whose order is unknown are drawn beside them.
 */
export function timelineOf({ done, refused, ignored, mayHaveRun, notReached }: ApplyTimeline): Markup {
	const stops = refused.count > 0;
	// A timeline of one step repeats its card.
	if (done.count + refused.count + ignored.count + mayHaveRun.count + notReached.count < 2) return markup``;
	return markup`<ol class="timeline" aria-label="The apply of this plan">
${
	stops && [
		stage('done', 'Already done', done, 'Nothing is certain to be done.', true),
		stage('refused', 'Refused here', refused, '', true),
		stage('reach', 'Not reached', notReached, 'No change waits for it.', false),
	]
}${ignored.count > 0 && stage('quiet', 'Refused, and the provider ignores it: reported as done, not done', ignored, '', false)}${
	mayHaveRun.count > 0 &&
	stage('beside', stops ? 'May or may not have run by then' : 'Runs as planned', mayHaveRun, '', false)
}</ol>`;
}

function stage(kind: string, title: string, steps: PlanSteps, empty: string, hasArrow: boolean): Markup {
	const shown = steps.first.slice(0, named);
	const more = steps.count - shown.length;
	return markup`<li class="stage ${kind}"><h3>${title} <span class="number">${steps.count}</span></h3>${
		steps.count === 0
			? markup`<p class="act">${empty}</p>`
			: markup`<ul>${shown.map(({ address, action }) => markup`<li><span class="act">${action}</span> ${codeOf(address)}</li>`)}${
					more > 0 && markup`<li class="act">and ${more} more</li>`
				}</ul>`
	}${hasArrow && markup`<span class="arrow" aria-hidden="true">→</span>`}</li>
`;
}
