import type { Action, Consequence } from '@sg-preflight/operations';
import type { BlastRadius, PlanSteps, Rule, StoppedBy } from '../finding.js';

/** The provider's reaction to a refusal, as the recordings of the real provider show it. One sentence. */
export const consequenceText: Readonly<Record<Consequence, string>> = {
	aborts: 'The apply stops halfway with an error; changes already made stay.',
	retries:
		'The provider retries for five minutes (34 times), then the apply stops with an error; changes already made stay.',
	swallowed:
		'The provider ignores the error: the apply reports success but changes nothing, and the next plan shows the same change again.',
};

/** Returns one sentence: what happens at apply. An undetermined operation may also be allowed. */
export function effectOf(consequence: Consequence, rule: Rule): string {
	const sentence = consequenceText[consequence];
	return rule === 'refused-operation'
		? sentence
		: `If the API refuses it, ${sentence[0]?.toLowerCase()}${sentence.slice(1)}`;
}

/** Number of steps that a sentence names. */
const named = 3;

const done: Readonly<Record<Action, string>> = { create: 'created', update: 'updated', delete: 'deleted' };

/**
 * Returns sentences about the rest of the apply when the API refuses an operation and the apply stops: what is done by
 * then, and what the apply does not reach.
 *
 * @param calls other operations on the same resource: those before the refused one, and those behind it
 */
export function radiusText(
	{ made, unordered, waiting }: BlastRadius,
	calls: { readonly before: readonly string[]; readonly behind: readonly string[] },
): string {
	const onResource = (operations: readonly string[]): string[] =>
		operations.map((operation) => `${operation} on this resource`);
	const before = [
		...onResource(calls.before),
		...namesOf(made, ({ address, action }) => `${address} is ${done[action]}`),
	];
	const behind = [...onResource(calls.behind), ...namesOf(waiting, ({ address, action }) => `${action} ${address}`)];
	return [
		before.length > 0 ? `Already done: ${listed(before)}.` : '',
		unordered > 0 ? `${unordered} other ${unordered === 1 ? 'change' : 'changes'} may or may not have run.` : '',
		behind.length > 0 ? `Not reached: ${listed(behind)}.` : '',
	]
		.filter(Boolean)
		.join(' ');
}

/** Returns a sentence about an operation that the apply does not reach, because another one is refused first. */
export function notReachedText({ operation, address }: StoppedBy, own: string, rule: Rule): string {
	const where = address === own ? 'on this resource' : `on ${address}`;
	const refused = rule === 'refused-operation' ? 'would be' : 'might be';
	return `Not reached: the API refuses ${operation} ${where} first. Without that refusal, this operation ${refused} refused.`;
}

function namesOf({ count, first }: PlanSteps, text: (step: PlanSteps['first'][number]) => string): string[] {
	const names = first.slice(0, named).map(text);
	return count > names.length ? [...names, `${count - names.length} more`] : names;
}

function listed(names: readonly string[]): string {
	return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
