import type { Action, Dependencies, EcsOperation, ResourceChange } from '@sg-preflight/operations';
import type { ApplyTimeline, BlastRadius, Finding, Judgement, PlanStep, PlanSteps, StoppedBy } from '../finding.js';
import { notReachedText, radiusText } from '../text/effect.js';

/** Number of steps that a finding names. A plan can have thousands, and nobody reads them all. */
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
	/** Resource block, whose instances all have the same order. */
	readonly block: string;
	/** The create of a replacement that deletes first waits for the delete, and so does what depends on it. */
	readonly deletesFirst: boolean;
	/** The delete of a replacement that creates first is the last of its steps. */
	readonly createsFirst: boolean;
}

/** The steps before another and behind it, in the order of the plan. */
interface Order {
	readonly before: readonly Step[];
	readonly waiting: readonly Step[];
}

/** Steps that are before or behind another, directly or through others. */
interface Closure {
	readonly all: ReadonlySet<Step>;
	readonly named: PlanSteps;
	/** Steps that end without a refusal. */
	readonly done: PlanSteps;
}

class Steps {
	readonly #all: readonly Step[];
	readonly #byChange: ReadonlyMap<string, readonly Step[]>;
	readonly #byBlock: ReadonlyMap<string, readonly Step[]>;
	/** By block and kind of step: thousands of instances have one order. */
	readonly #orders = new Map<string, Order>();
	readonly #closures = new Map<string, Closure>();
	readonly #stopsBefore = new Map<Step, Step | null>();
	/** The operation that the apply stops at, by step. */
	readonly #stops: ReadonlyMap<string, string>;
	/** Steps whose refusal the provider ignores: they end without an error and are only partly done. */
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
				createsFirst: actions.join() === 'create,delete',
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
		const own = this.#byChange.get(change)?.find((step) => step.action === action);
		const stop = own === undefined ? null : this.#stopOf(own);
		if (stop === null) return null;
		return { address: stop.address, action: stop.action, operation: this.#stops.get(stepKey(stop)) ?? '' };
	}

	/** The step before another that is refused, and that the apply itself comes to. */
	#stopOf(own: Step): Step | null {
		const known = this.#stopsBefore.get(own);
		if (known !== undefined) return known;
		this.#stopsBefore.set(own, null);
		const siblings = this.#byChange.get(keyOf(own.address, own.deposed)) ?? [];
		const before = [...siblings.filter(({ place }) => place < own.place), ...this.#orderOf(own).before];
		let stop: Step | null = null;
		for (const step of before) {
			stop = this.#stopOf(step) ?? (this.#isStop(step) ? step : null);
			if (stop !== null) break;
		}
		this.#stopsBefore.set(own, stop);
		return stop;
	}

	radiusOf(finding: Finding, change: string, action: Action): BlastRadius {
		const own = this.#byChange.get(change)?.find((step) => step.action === action);
		const none: PlanSteps = { count: 0, first: [] };
		if (own === undefined) return { made: none, unordered: 0, waiting: none };
		const { all, named: namedBehind } = this.#closureOf(own, 'waiting');
		const { all: before, done } = this.#closureOf(own, 'before');
		return {
			made: done,
			unordered: Math.max(0, this.#all.length - 1 - before.size - all.size),
			waiting: finding.consequence === 'swallowed' ? none : namedBehind,
		};
	}

	/** All steps before or behind another, directly or through others. */
	#closureOf(own: Step, direction: 'before' | 'waiting'): Closure {
		const siblings = this.#byChange.get(keyOf(own.address, own.deposed)) ?? [];
		const key =
			siblings.length > 1 ? stepKey(own) : keyOf(own.block, own.action, String([own.deletesFirst, own.createsFirst]));
		const cached = this.#closures.get(direction + key);
		if (cached) return cached;
		const all = new Set<Step>();
		const expanded = new Set<Order>();
		const open = [own];
		for (let step = open.pop(); step !== undefined; step = open.pop()) {
			const { place } = step;
			const ofChange = this.#byChange.get(keyOf(step.address, step.deposed)) ?? [];
			const order = this.#orderOf(step);
			const others = expanded.has(order) ? [] : order[direction];
			expanded.add(order);
			const next = [
				...ofChange.filter((one) => (direction === 'before' ? one.place < place : one.place > place)),
				...others,
			];
			for (const one of next) {
				if (one === own || all.has(one)) continue;
				all.add(one);
				open.push(one);
			}
		}
		const closure = { all, named: named([...all]), done: named([...all].filter((step) => this.#isDone(step))) };
		this.#closures.set(direction + key, closure);
		return closure;
	}

	/** The apply of the whole plan, as far as the order of its steps is certain. */
	timeline(): ApplyTimeline {
		const isBehind = (step: Step): boolean => this.stopBefore(keyOf(step.address, step.deposed), step.action) !== null;
		const refused = this.#all.filter((step) => this.#isStop(step) && !isBehind(step));
		const done = new Set<Step>();
		const notReached = new Set(this.#all.filter(isBehind));
		const seen = new Set<Closure>();
		for (const stop of refused) {
			const closure = this.#closureOf(stop, 'before');
			if (seen.has(closure)) continue;
			seen.add(closure);
			for (const step of closure.all) if (this.#isDone(step)) done.add(step);
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

	/** Steps that other blocks order. */
	#orderOf(own: Step): Order {
		const key = keyOf(own.block, own.action, String([own.deletesFirst, own.createsFirst]));
		let order = this.#orders.get(key);
		if (order === undefined) {
			const needs = this.dependencies.needs(own.block);
			const neededBy = this.dependencies.neededBy(own.block);
			const steps = [...new Set([...needs, ...neededBy])]
				.flatMap((block) => (block === own.block ? [] : (this.#byBlock.get(block) ?? [])))
				.sort((a, b) => a.place - b.place)
				.map((step): [Step, number] => [step, orderOf(step, own, needs.has(step.block), neededBy.has(step.block))]);
			const before = steps.flatMap(([step, sign]) => (sign < 0 ? [step] : []));
			const waiting = steps.flatMap(([step, sign]) => (sign > 0 ? [step] : []));
			order = { before, waiting };
			this.#orders.set(key, order);
		}
		return order;
	}
}

interface Span {
	readonly first: number;
	readonly last: number;
}

/** The order of the calls on one resource. */
class CallOrder {
	/** Places by operation and group, by step. */
	readonly #calls: ReadonlyMap<string, readonly EcsOperation[]>;
	readonly #places = new Map<string, number>();
	readonly #spans = new Map<string, Map<string, Span>>();
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
		const other = [...this.#spansOf(stepKey(finding))].filter(([operation]) => operation !== finding.operation);
		return {
			before: other.flatMap(([operation, { first }]) => (first < place ? [operation] : [])),
			behind: other.flatMap(([operation, { last }]) => (last > place ? [operation] : [])),
		};
	}

	/** First and last place of each operation that is called for certain. */
	#spansOf(step: string): ReadonlyMap<string, Span> {
		let spans = this.#spans.get(step);
		if (spans === undefined) {
			spans = new Map();
			for (const [place, { certain, operation }] of (this.#calls.get(step) ?? []).entries()) {
				if (certain) spans.set(operation, { first: spans.get(operation)?.first ?? place, last: place });
			}
			this.#spans.set(step, spans);
		}
		return spans;
	}

	#placeOf(finding: Finding): number {
		return this.#places.get(keyOf(stepKey(finding), finding.operation, finding.group?.id ?? null)) ?? 0;
	}
}

function signOf(isBefore: boolean, isAfter: boolean): number {
	if (isBefore) return -1;
	return isAfter ? 1 : 0;
}

/** Negative if `step` is done before `other`, positive if it waits for it, 0 if nothing orders them. */
function orderOf(step: Step, other: Step, isNeeded: boolean, needs: boolean): number {
	const isDelete = ({ action }: Step): boolean => action === 'delete';
	if (isDelete(step) && isDelete(other)) return signOf(needs, isNeeded);
	if (!isDelete(step) && !isDelete(other)) return signOf(isNeeded, needs);
	if (isDelete(step)) {
		// Terraform destroys what needs a resource before it changes that resource, and a replaced one before what needs it.
		return (isNeeded && step.deletesFirst) || (needs && !step.createsFirst) ? -1 : 0;
	}
	return (needs && other.deletesFirst) || (isNeeded && !other.createsFirst) ? 1 : 0;
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

function named(steps: readonly Step[]): PlanSteps {
	const first = [...steps].sort((a, b) => a.place - b.place).slice(0, kept);
	return { count: steps.length, first: first.map(({ address, action }) => ({ address, action })) };
}
