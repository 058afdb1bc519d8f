import type { Action } from '@sg-preflight/operations';
import type { PlanStep, PlanSteps } from '../finding.js';

/** One step of an apply. */
export class ApplyStep implements PlanStep {
	/** The operation that the API refuses and that the apply stops at; null for none. */
	refusal: string | null = null;
	/** Whether the provider ignores a refusal: the step ends without an error and is only partly done. */
	isIgnored = false;
	/** The step before it that the apply stops at; undefined before it was looked for. */
	stop: ApplyStep | null | undefined = undefined;

	constructor(
		readonly address: string,
		readonly action: Action,
		/** Place in the plan. */
		readonly place: number,
		/** Place of its change in the plan. */
		readonly change: number,
		/** Resource block, whose instances all have the same order. */
		readonly block: string,
		/**
		 * The step of a replacement that comes first. The create of one that deletes first waits for the delete, and so does
		 * what depends on it; the delete of one that creates first is the last of its steps. Null without a replacement.
		 */
		readonly replacesBy: 'delete' | 'create' | null,
	) {}

	get isDone(): boolean {
		return this.refusal === null && !this.isIgnored;
	}
}

/** Negative if `step` is done before `other`, positive if it waits for it, 0 if nothing orders them. */
export function orderOf(step: ApplyStep, other: ApplyStep, isNeeded: boolean, needs: boolean): number {
	const isDelete = ({ action }: ApplyStep): boolean => action === 'delete';
	if (isDelete(step) && isDelete(other)) return signOf(needs, isNeeded);
	if (!isDelete(step) && !isDelete(other)) return signOf(isNeeded, needs);
	if (isDelete(step)) {
		// Terraform destroys what needs a resource before it changes that resource, and a replaced one before what needs it.
		return (isNeeded && step.replacesBy === 'delete') || (needs && step.replacesBy !== 'create') ? -1 : 0;
	}
	return (needs && other.replacesBy === 'delete') || (isNeeded && other.replacesBy !== 'create') ? 1 : 0;
}

function signOf(isBefore: boolean, isAfter: boolean): number {
	if (isBefore) return -1;
	return isAfter ? 1 : 0;
}

/** Number of steps that a finding names. A plan can have thousands, and nobody reads them all. */
const kept = 20;

/** Returns the number of steps, and the first of them in the order of the plan. */
export function planSteps(steps: Iterable<ApplyStep>): PlanSteps {
	const first: ApplyStep[] = [];
	let count = 0;
	for (const step of steps) {
		count++;
		const last = first.at(-1);
		if (first.length === kept && last !== undefined && step.place > last.place) continue;
		const at = first.findIndex(({ place }) => place > step.place);
		first.splice(at < 0 ? first.length : at, 0, step);
		first.length = Math.min(first.length, kept);
	}
	return { count, first: first.map(({ address, action }) => ({ address, action })) };
}
