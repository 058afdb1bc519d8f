import { listed } from '@sg-preflight/documents';
import type { Action, Dependencies, EcsOperation, ResourceChange } from '@sg-preflight/operations';
import type { BlastRadius, Finding, Judgement, PlanStep, PlanSteps } from '../finding.js';

/** How many steps a report has: nobody reads all of a plan of thousands, and each finding has them. */
const kept = 20;

/** Adds to each refusal the steps that the apply has made by then, and those that it will not make. */
export function withBlastRadius(
	judgement: Judgement,
	changes: readonly ResourceChange[],
	operations: readonly EcsOperation[],
	dependencies: Dependencies,
): Judgement {
	const steps = new Steps(changes, dependencies);
	const called = groupedBy(operations, ({ address, deposed, action }) => keyOf(address, deposed, action));
	return {
		...judgement,
		findings: judgement.findings.map((finding) => {
			const { verdict, address, deposed, action } = finding;
			if (verdict !== 'refused' || address === null || action === null) return finding;
			const blastRadius = steps.radiusOf(finding, keyOf(address, deposed), action);
			const earlier = earlierText(finding, called.get(keyOf(address, deposed, action)) ?? []);
			const sentences = [finding.effect, earlier, radiusText(finding, blastRadius)];
			return { ...finding, blastRadius, effect: sentences.filter(Boolean).join(' ') };
		}),
	};
}

interface Step extends PlanStep {
	/** Place in the plan. */
	readonly place: number;
	/** Resource block: all its instances have the same order. */
	readonly block: string;
	/** The create of a replacement that deletes first waits for the delete, and so does what depends on it. */
	readonly deletesFirst: boolean;
}

/** The steps before another and behind it, in the order of the plan. */
interface Order {
	readonly made: readonly Step[];
	readonly waiting: readonly Step[];
}

class Steps {
	readonly #count: number;
	readonly #byChange: ReadonlyMap<string, readonly Step[]>;
	readonly #byBlock: ReadonlyMap<string, readonly Step[]>;
	/** By block and kind of step: thousands of instances have one order. */
	readonly #orders = new Map<string, Order>();

	constructor(
		changes: readonly ResourceChange[],
		readonly dependencies: Dependencies,
	) {
		let place = 0;
		const ofChanges = changes.map(({ address, deposed, actions }): [string, Step[]] => [
			keyOf(address, deposed),
			actions.map((action) => ({
				address,
				action,
				place: place++,
				block: dependencies.blockOf(address),
				deletesFirst: actions.join() === 'delete,create',
			})),
		]);
		this.#count = place;
		this.#byChange = new Map(ofChanges);
		this.#byBlock = groupedBy(
			ofChanges.flatMap(([, steps]) => steps),
			({ block }) => block,
		);
	}

	radiusOf(finding: Finding, change: string, action: Action): BlastRadius {
		const siblings = this.#byChange.get(change) ?? [];
		const own = siblings.find((step) => step.action === action);
		const none = some([], []);
		if (own === undefined) return { made: none, unordered: 0, waiting: none };
		const { made, waiting } = this.#orderOf(own);
		const before = siblings.filter(({ place }) => place < own.place);
		const behind = siblings.filter(({ place }) => place > own.place);
		return {
			made: some(made, before),
			unordered: this.#count - siblings.length - made.length - waiting.length,
			waiting: finding.consequence === 'swallowed' ? none : some(waiting, behind),
		};
	}

	/** The order among the steps of other blocks. */
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
			order = {
				made: steps.flatMap(([step, sign]) => (sign < 0 ? [step] : [])),
				waiting: steps.flatMap(([step, sign]) => (sign > 0 ? [step] : [])),
			};
			this.#orders.set(key, order);
		}
		return order;
	}
}

/** Negative if `step` is done before `other`, positive if it waits for it, 0 if nothing orders them. */
function orderOf(step: Step, other: Step, isNeeded: boolean, needs: boolean): number {
	const isDelete = (action: Action): boolean => action === 'delete';
	if (isDelete(step.action) && isDelete(other.action)) return needs ? -1 : isNeeded ? 1 : 0;
	if (isNeeded && (!isDelete(step.action) || step.deletesFirst) && !isDelete(other.action)) return -1;
	if (needs && (!isDelete(other.action) || other.deletesFirst) && !isDelete(step.action)) return 1;
	return 0;
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

/** The calls that the same change has already made when this one is refused. */
function earlierText(finding: Finding, called: readonly EcsOperation[]): string | null {
	const own = called.filter(({ certain }) => certain);
	const place = own.findIndex(
		({ operation, groups }) => operation === finding.operation && groups.some(({ id }) => id === finding.group?.id),
	);
	const earlier = [...new Set(own.slice(0, Math.max(place, 0)).map(({ operation }) => operation))].filter(
		(operation) => operation !== finding.operation,
	);
	return earlier.length === 0
		? null
		: `${earlier.join(' and ')} of the same change ${earlier.length === 1 ? 'is' : 'are'} called before it.`;
}

function radiusText(finding: Finding, { made, unordered, waiting }: BlastRadius): string | null {
	const parts = [
		...(made.count > 0 ? [`already done by then: ${list(made)}`] : []),
		...(unordered > 0
			? [`${unordered} other ${unordered === 1 ? 'change is' : 'changes are'} made or not, in no order`]
			: []),
		...(waiting.count > 0 ? [`not done: ${list(waiting)}`] : []),
	];
	if (parts.length === 0) return null;
	const text = parts.join('; ');
	return finding.consequence === 'swallowed'
		? `All other changes go on: ${text}.`
		: `${text[0]?.toUpperCase()}${text.slice(1)}.`;
}

/** @param siblings steps of the same change */
function some(steps: readonly Step[], siblings: readonly Step[]): PlanSteps {
	const first = [...steps.slice(0, kept), ...siblings].sort((a, b) => a.place - b.place).slice(0, kept);
	return {
		count: steps.length + siblings.length,
		first: first.map(({ address, action }) => ({ address, action })),
	};
}

function list({ count, first }: PlanSteps): string {
	const names = first.map(({ address, action }) => `${action} of ${address}`);
	return listed(names, { count });
}
