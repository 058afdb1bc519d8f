import type { Action, Dependencies, ResourceChange } from '@sg-preflight/operations';
import type { ApplyTimeline, BlastRadius, Finding, PlanSteps, StoppedBy } from '../finding.js';
import { InOrder } from '../in-order.js';
import { objectKey } from '../object-key.js';
import { isOfOperation } from './call-order.js';
import { ApplyStep, orderOf, planSteps } from './step-order.js';

/** The steps before another and behind it, in the order of the plan. */
interface Order {
	readonly before: readonly ApplyStep[];
	readonly waiting: readonly ApplyStep[];
}

/** Steps that are before or behind another, directly or through others. */
interface Closure {
	readonly all: ReadonlySet<ApplyStep>;
	readonly named: PlanSteps;
	/** Steps that end without a refusal. */
	readonly done: PlanSteps;
}

const noSteps: PlanSteps = { count: 0, first: [] };
const noOrder: Order = { before: [], waiting: [] };
const noClosure: Closure = { all: new Set(), named: noSteps, done: noSteps };

/** Returns the first step of a replacement; null for another change. */
function firstOfReplacement(actions: readonly Action[]): 'delete' | 'create' | null {
	const [first, second] = actions;
	return (first === 'delete' && second === 'create') || (first === 'create' && second === 'delete') ? first : null;
}

/** The steps of an apply, as far as their order is certain. */
export class ApplySteps {
	readonly #all: readonly ApplyStep[];
	readonly #byBlock: ReadonlyMap<string, readonly ApplyStep[]>;
	/** Place of the first step of each change; a change has few of them. */
	readonly #starts: Uint32Array;
	/** The step of each finding. */
	readonly #ofFindings: readonly (ApplyStep | undefined)[];
	/** By block and kind of step: thousands of instances have one order. */
	readonly #orders = new Map<string, Order>();
	readonly #closures = {
		before: new Map<string | ApplyStep, Closure>(),
		waiting: new Map<string | ApplyStep, Closure>(),
	};
	/** By the steps that are done and those that wait. */
	readonly #radii = new Map<Closure, Map<Closure, BlastRadius>>();
	readonly #stops = new Map<ApplyStep, StoppedBy>();

	constructor(
		changes: readonly ResourceChange[],
		readonly dependencies: Dependencies,
		readonly findings: readonly Finding[],
	) {
		const byBlock = new Map<string, ApplyStep[]>();
		const all: ApplyStep[] = [];
		this.#starts = new Uint32Array(changes.length + 1);
		for (const [change, { address, actions }] of changes.entries()) {
			const block = dependencies.blockOf(address);
			const ofBlock = byBlock.get(block) ?? [];
			byBlock.set(block, ofBlock);
			for (const action of actions) {
				const step = new ApplyStep(address, action, all.length, change, block, firstOfReplacement(actions));
				ofBlock.push(step);
				all.push(step);
			}
			this.#starts[change + 1] = all.length;
		}
		[this.#all, this.#byBlock] = [all, byBlock];
		const places = new InOrder(changes, objectKey);
		this.#ofFindings = findings.map((finding) => {
			if (!isOfOperation(finding)) return undefined;
			const change = places.placeOf(objectKey(finding));
			const step = change === null ? undefined : this.#ofChange(change).find(({ action }) => action === finding.action);
			if (step === undefined) return undefined;
			if (finding.consequence === 'swallowed') step.isIgnored = true;
			else if (finding.verdict === 'refused') step.refusal ??= finding.operation ?? '';
			return step;
		});
	}

	/** The steps of one change. */
	#ofChange(change: number): readonly ApplyStep[] {
		return this.#all.slice(this.#starts[change], this.#starts[change + 1]);
	}

	#isAlone({ change }: ApplyStep): boolean {
		return (this.#starts[change + 1] ?? 0) - (this.#starts[change] ?? 0) === 1;
	}

	/**
	 * The refusal that the apply stops at before it comes to the step of a finding; null if it comes to it, as far as is
	 * certain.
	 * @param place of the finding
	 */
	stopBefore(place: number): StoppedBy | null {
		const own = this.#ofFindings[place];
		const stop = own === undefined ? null : this.#stopOf(own);
		if (stop === null) return null;
		let known = this.#stops.get(stop);
		if (known === undefined) {
			known = { address: stop.address, action: stop.action, operation: stop.refusal ?? '' };
			this.#stops.set(stop, known);
		}
		return known;
	}

	/** @param place of the finding */
	radiusOf(place: number): BlastRadius {
		const own = this.#ofFindings[place];
		if (own === undefined) return { made: noSteps, unordered: 0, waiting: noSteps };
		const before = this.#closureOf(own, 'before');
		const behind = this.#closureOf(own, 'waiting');
		const unordered = Math.max(0, this.#all.length - 1 - before.all.size - behind.all.size);
		if (this.findings[place]?.consequence === 'swallowed') return { made: before.done, unordered, waiting: noSteps };
		const radii = this.#radii.get(before) ?? new Map<Closure, BlastRadius>();
		const radius = radii.get(behind) ?? { made: before.done, unordered, waiting: behind.named };
		this.#radii.set(before, radii.set(behind, radius));
		return radius;
	}

	/** The apply of the whole plan, as far as the order of its steps is certain. */
	timeline(): ApplyTimeline {
		const refused: ApplyStep[] = [];
		const notReached = new Set<ApplyStep>();
		for (const step of this.#all) {
			if (this.#stopOf(step) !== null) notReached.add(step);
			else if (step.refusal !== null) refused.push(step);
		}
		const done = new Set<ApplyStep>();
		const seen = new Set<Closure>();
		for (const stop of refused) {
			const closure = this.#closureOf(stop, 'before');
			if (seen.has(closure)) continue;
			seen.add(closure);
			for (const step of closure.all) if (step.isDone && !notReached.has(step)) done.add(step);
		}
		const isReached = (step: ApplyStep): boolean => step.refusal === null && !notReached.has(step);
		return {
			done: planSteps(done),
			refused: planSteps(refused),
			ignored: planSteps(this.#all.filter((step) => step.isIgnored && isReached(step))),
			mayHaveRun: planSteps(this.#all.filter((step) => !step.isIgnored && isReached(step) && !done.has(step))),
			notReached: planSteps(notReached),
		};
	}

	/** The step before another that is refused, and that the apply itself comes to. */
	#stopOf(own: ApplyStep): ApplyStep | null {
		if (own.stop !== undefined) return own.stop;
		own.stop = null;
		const siblings = this.#isAlone(own) ? [] : this.#ofChange(own.change).filter(({ place }) => place < own.place);
		for (const before of [siblings, this.#orderOf(own).before]) {
			for (const step of before) {
				own.stop = this.#stopOf(step) ?? (step.refusal === null ? null : step);
				if (own.stop !== null) return own.stop;
			}
		}
		return null;
	}

	/** All steps before or behind another, directly or through others. */
	#closureOf(own: ApplyStep, direction: 'before' | 'waiting'): Closure {
		const isAlone = this.#isAlone(own);
		if (isAlone && this.#orderOf(own)[direction].length === 0) return noClosure;
		const closures = this.#closures[direction];
		const key = isAlone ? `${own.action} ${own.block}` : own;
		const cached = closures.get(key);
		if (cached) return cached;
		const all = new Set<ApplyStep>();
		const expanded = new Set<Order>();
		const open = [own];
		for (let step = open.pop(); step !== undefined; step = open.pop()) {
			const { place } = step;
			const order = this.#orderOf(step);
			const others = expanded.has(order) ? [] : order[direction];
			expanded.add(order);
			const siblings = this.#isAlone(step)
				? []
				: this.#ofChange(step.change).filter((one) => (direction === 'before' ? one.place < place : one.place > place));
			for (const next of [siblings, others]) {
				for (const one of next) {
					if (one === own || all.has(one)) continue;
					all.add(one);
					open.push(one);
				}
			}
		}
		const closure = { all, named: planSteps(all), done: planSteps([...all].filter(({ isDone }) => isDone)) };
		closures.set(key, closure);
		return closure;
	}

	/** Steps that other blocks order. */
	#orderOf(own: ApplyStep): Order {
		const needs = this.dependencies.needs(own.block);
		const neededBy = this.dependencies.neededBy(own.block);
		if (needs.size === 0 && neededBy.size === 0) return noOrder;
		const key = `${own.action} ${own.replacesBy} ${own.block}`;
		let order = this.#orders.get(key);
		if (order === undefined) {
			const steps = [...new Set([...needs, ...neededBy])]
				.flatMap((block) => (block === own.block ? [] : (this.#byBlock.get(block) ?? [])))
				.sort((a, b) => a.place - b.place)
				.map((step): [ApplyStep, number] => [
					step,
					orderOf(step, own, needs.has(step.block), neededBy.has(step.block)),
				]);
			const before = steps.flatMap(([step, sign]) => (sign < 0 ? [step] : []));
			const waiting = steps.flatMap(([step, sign]) => (sign > 0 ? [step] : []));
			order = { before, waiting };
			this.#orders.set(key, order);
		}
		return order;
	}
}
