import type { Consequence, EcsOperation, ResourceChange } from '@sg-preflight/operations';
import type { Rule } from '../finding.js';

/** The provider's reaction to a refusal, as recordings of the real provider show it. */
export const consequenceText: Readonly<Record<Consequence, string>> = {
	aborts: 'the apply stops with an error in the middle, with what was done before left in place',
	retries: 'the provider tries for five minutes (34 tries) and then the apply stops with an error',
	swallowed:
		'the provider swallows the refusal: the apply reports success, nothing was changed, and the next plan shows the same change again',
};

/** Returns one sentence: the consequence at apply, with "if refused" for an operation that may be refused. */
export function effectOf(operation: EcsOperation, change: ResourceChange | undefined, rule: Rule): string {
	const deleted =
		operation.action === 'create' && change?.actions[0] === 'delete'
			? '; by then the old object is already deleted'
			: '';
	const condition = rule === 'refused-operation' ? 'At apply' : 'If it is refused at apply';
	return `${condition}, ${consequenceText[operation.consequence]}${deleted}.`;
}
