import type { Action, Dependencies, EcsOperation, ResourceChange } from '@sg-preflight/operations';
import type { ApplyTimeline, BlastRadius, Finding, Judgement, PlanStep, PlanSteps, StoppedBy } from '../finding.js';
import { notReachedText, radiusText } from '../text/effect.js';

/** How many steps a report names: of a plan of thousands nobody reads all, and each finding has them. */
const kept = 20;

/**
 * Adds to each refusal the rest of the apply: the steps that are done by then, those that are not reached, and those
 * that may or may not have run. A finding behind another refusal says that it is not reached.
 */
export function withBlastRadius(
	judgement: Judgement,
	changes: readonly ResourceChange[],
	operations: readonly EcsOperation[],
	dependencies: Dependencies,
): Judgement {
	const steps = new Steps(changes, dependencies, judgement.findings);
	const calls = new CallOrder(operations, judgement.findings);
	return {
		...judgement,
		findings: judgement.findings.map((finding) => {
			const { verdict, address, deposed, action, rule } = finding;
			if (address === null || action === null) return finding;
			const stoppedBy = calls.stopBefore(finding) ?? steps.stopBefore(keyOf(address, deposed), action);
			if (stoppedBy !== null) return { ...finding, stoppedBy, effect: notReachedText(stoppedBy, address, rule) };
			if (verdict !== 'refused') return finding;
			const blastRadius = steps.radiusOf(finding, keyOf(address, deposed), action);
			const rest = finding.consequence === 'swallowed' ? '' : radiusText(blastRadius, calls.around(finding));
			return { ...finding, blastRadius, effect: [finding.effect, rest].filter(Boolean).join(' ') };
		}),
		timeline: steps.timeline(),
	};
}

interface Step extends PlanStep {
	readonly deposed: string | null;
	/** Place in the plan. */
	readonly place: number;
	/** Resource block, of which all instances have the same order. */
	readonly block: string;
	/** The create of a replacement that deletes first waits for the delete, and so does what depends on it. */
	readonly deletesFirst: boolean;
}

/** The steps before another and behind it, in the order of the plan. */
interface Order {
	readonly made: readonly Step[];
	readonly waiting: readonly Step[];
	/** The first of `made` that the apply stops at. */
	readonly stop: Step | null;
	readonly namedMade: PlanSteps;
	readonly namedWaiting: PlanSteps;
}

class Steps {
	readonly #all: readonly Step[];
	readonly #byChange: ReadonlyMap<string, readonly Step[]>;
	readonly #byBlock: ReadonlyMap<string, readonly Step[]>;
	/** By block and kind of step: thousands of instances have one order. */
	readonly #orders = new Map<string, Order>();
	/** The operation that the apply stops at, by step. */
	readonly #stops: ReadonlyMap<string, string>;
	/** Steps of which the provider ignores a refusal: they end without an error, and not all of them is done. */
	readonly #ignored: ReadonlySet<string>;

	constructor(
		changes: readonly ResourceChange[],
		readonly dependencies: Dependencies,
		findings: readonly Finding[],
	) {
		let place = 0;
		const ofChanges = changes.map(({ address, deposed, actions }): [string, Step[]] => [
			keyOf(address, deposed),
			actions.map((action) => ({
				address,
				deposed,
				action,
				place: place++,
				block: dependencies.blockOf(address),
				deletesFirst: actions.join() === 'delete,create',
			})),
		]);
		this.#byChange = new Map(ofChanges);
		this.#all = ofChanges.flatMap(([, steps]) => steps);
		this.#byBlock = groupedBy(this.#all, ({ block }) => block);
		const refused = findings.filter(({ verdict, address }) => verdict === 'refused' && address !== null);
		this.#stops = new Map(
			refused
				.filter(({ consequence }) => consequence !== 'swallowed')
				.reverse()
				.map((finding) => [stepKey(finding), finding.operation ?? '']),
		);
		this.#ignored = new Set(
			findings.filter(({ consequence }) => consequence === 'swallowed').map((finding) => stepKey(finding)),
		);
	}

	/** The refusal that the apply stops at before it comes to a step; null if it comes to it, as far as is certain. */
	stopBefore(change: string, action: Action): StoppedBy | null {
		const siblings = this.#byChange.get(change) ?? [];
		const own = siblings.find((step) => step.action === action);
		if (own === undefined) return null;
		const earlier = siblings.find((step) => step.place < own.place && this.#isStop(step));
		return this.#stopAt(earlier ?? this.#orderOf(own).stop);
	}

	radiusOf(finding: Finding, change: string, action: Action): BlastRadius {
		const siblings = this.#byChange.get(change) ?? [];
		const own = siblings.find((step) => step.action === action);
		const none: PlanSteps = { count: 0, first: [] };
		if (own === undefined) return { made: none, unordered: 0, waiting: none };
		const order = this.#orderOf(own);
		const before = siblings.filter((step) => step.place < own.place && this.#isDone(step));
		const behind = siblings.filter(({ place }) => place > own.place);
		return {
			made: withSiblings(order.made, order.namedMade, before),
			unordered: this.#all.length - siblings.length - order.made.length - order.waiting.length,
			waiting: finding.consequence === 'swallowed' ? none : withSiblings(order.waiting, order.namedWaiting, behind),
		};
	}

	/** The apply of the whole plan, as far as the order of its steps is certain. */
	timeline(): ApplyTimeline {
		const isBehind = (step: Step): boolean => this.stopBefore(keyOf(step.address, step.deposed), step.action) !== null;
		const refused = this.#all.filter((step) => this.#isStop(step) && !isBehind(step));
		const done = new Set<Step>();
		const notReached = new Set<Step>();
		for (const stop of refused) {
			const siblings = this.#byChange.get(keyOf(stop.address, stop.deposed)) ?? [];
			for (const step of siblings) {
				if (step.place > stop.place) notReached.add(step);
				else if (step.place < stop.place && this.#isDone(step)) done.add(step);
			}
		}
		const seen = new Set<Order>();
		for (const stop of refused) {
			const order = this.#orderOf(stop);
			if (seen.has(order)) continue;
			seen.add(order);
			for (const step of order.made) done.add(step);
			for (const step of order.waiting) notReached.add(step);
		}
		for (const step of notReached) done.delete(step);
		const ignored = this.#all.filter(
			(step) => this.#ignored.has(stepKey(step)) && !this.#isStop(step) && !notReached.has(step),
		);
		const known = new Set([...refused, ...done, ...notReached, ...ignored]);
		return {
			done: named([...done]),
			refused: named(refused),
			ignored: named(ignored),
			mayHaveRun: named(this.#all.filter((step) => !known.has(step))),
			notReached: named([...notReached]),
		};
	}

	#isStop(step: Step): boolean {
		return this.#stops.has(stepKey(step));
	}

	#isDone(step: Step): boolean {
		return !this.#isStop(step) && !this.#ignored.has(stepKey(step));
	}

	#stopAt(step: Step | null): StoppedBy | null {
		if (step === null) return null;
		return { address: step.address, action: step.action, operation: this.#stops.get(stepKey(step)) ?? '' };
	}

	/** What is ordered by other blocks than its own. */
	#orderOf(own: Step): Order {
		const key = keyOf(own.block, own.action, String(own.deletesFirst));
		let order = this.#orders.get(key);
		if (order === undefined) {
			const needs = this.dependencies.needs(own.block);
			const neededBy = this.dependencies.neededBy(own.block);
			const steps = [...new Set([...needs, ...neededBy])]
				.flatMap((block) => (block === own.block ? [] : (this.#byBlock.get(block) ?? [])))
				.sort((a, b) => a.place - b.place)
				.map((step): [Step, number] => [step, orderOf(step, own, needs.has(step.block), neededBy.has(step.block))]);
			const before = steps.flatMap(([step, sign]) => (sign < 0 ? [step] : []));
			const made = before.filter((step) => this.#isDone(step));
			const waiting = steps.flatMap(([step, sign]) => (sign > 0 ? [step] : []));
			order = {
				made,
				waiting,
				stop: before.find((step) => this.#isStop(step)) ?? null,
				namedMade: named(made),
				namedWaiting: named(waiting),
			};
			this.#orders.set(key, order);
		}
		return order;
	}
}

/** The order of the calls on one resource. */
class CallOrder {
	/** Places by operation and group, by step. */
	readonly #calls: ReadonlyMap<string, readonly EcsOperation[]>;
	readonly #places = new Map<string, number>();
	/** Place of the first call that the apply stops at, by step. */
	readonly #stops = new Map<string, { readonly place: number; readonly finding: Finding }>();

	constructor(operations: readonly EcsOperation[], findings: readonly Finding[]) {
		this.#calls = groupedBy(operations, stepKey);
		for (const [step, calls] of this.#calls) {
			for (const [place, { operation, groups }] of calls.entries()) {
				for (const { id } of groups) {
					const key = keyOf(step, operation, id);
					if (!this.#places.has(key)) this.#places.set(key, place);
				}
			}
		}
		for (const finding of findings) {
			if (finding.verdict !== 'refused' || finding.consequence === 'swallowed') continue;
			const [step, place] = [stepKey(finding), this.#placeOf(finding)];
			const known = this.#stops.get(step);
			if (known === undefined || place < known.place) this.#stops.set(step, { place, finding });
		}
	}

	/** The refused call on the same resource that comes before the one of a finding. */
	stopBefore(finding: Finding): StoppedBy | null {
		const stop = this.#stops.get(stepKey(finding));
		if (stop === undefined || stop.place >= this.#placeOf(finding)) return null;
		const { address, action, operation } = stop.finding;
		return { address: address ?? '', action: action ?? 'update', operation: operation ?? '' };
	}

	/** The other calls on the same resource that are made for certain. */
	around(finding: Finding): { readonly before: readonly string[]; readonly behind: readonly string[] } {
		const place = this.#placeOf(finding);
		const calls = this.#calls.get(stepKey(finding)) ?? [];
		const names = (some: readonly EcsOperation[]): string[] => [
			...new Set(
				some.flatMap(({ certain, operation }) => (certain && operation !== finding.operation ? [operation] : [])),
			),
		];
		return { before: names(calls.slice(0, place)), behind: names(calls.slice(place + 1)) };
	}

	#placeOf(finding: Finding): number {
		return this.#places.get(keyOf(stepKey(finding), finding.operation, finding.group?.id ?? null)) ?? 0;
	}
}

/** Negative if `step` is done before `other`, positive if it waits for it, 0 if nothing orders them. */
function orderOf(step: Step, other: Step, isNeeded: boolean, needs: boolean): number {
	const isDelete = ({ action }: Step): boolean => action === 'delete';
	if (isDelete(step) && isDelete(other)) return needs ? -1 : isNeeded ? 1 : 0;
	if (!isDelete(step) && !isDelete(other)) return isNeeded ? -1 : needs ? 1 : 0;
	if (isDelete(step)) {
		// A create waits for the deletes of a replaced resource that it needs, and for those of what needs its old object.
		return (isNeeded && step.deletesFirst) || (needs && other.deletesFirst) ? -1 : 0;
	}
	return (needs && other.deletesFirst) || (isNeeded && step.deletesFirst) ? 1 : 0;
}

function stepKey({ address, deposed, action }: Pick<Finding, 'address' | 'deposed' | 'action'>): string {
	return keyOf(address, deposed, action);
}

function keyOf(...parts: readonly (string | null)[]): string {
	return JSON.stringify(parts);
}

function groupedBy<T>(all: readonly T[], key: (one: T) => string): ReadonlyMap<string, readonly T[]> {
	const groups = new Map<string, T[]>();
	for (const one of all) {
		const known = groups.get(key(one));
		if (known) known.push(one);
		else groups.set(key(one), [one]);
	}
	return groups;
}

/** @param siblings steps of the same change */
function withSiblings(steps: readonly Step[], namedSteps: PlanSteps, siblings: readonly Step[]): PlanSteps {
	if (siblings.length === 0) return namedSteps;
	const all = [...steps.slice(0, kept), ...siblings];
	return { ...named(all), count: steps.length + siblings.length };
}

function named(steps: readonly Step[]): PlanSteps {
	const first = [...steps].sort((a, b) => a.place - b.place).slice(0, kept);
	return { count: steps.length, first: first.map(({ address, action }) => ({ address, action })) };
}
