import type { Action, Dependencies, EcsOperation, ResourceChange } from '@sg-preflight/operations';
import type { BlastRadius, Finding, Judgement, PlanStep, PlanSteps } from '@sg-preflight/permissions';

/** How many steps a report and a sentence name: of a plan of thousands nobody reads all, and each finding has them. */
const kept = 20;
const named = 3;

/** Adds to each refusal what the apply has done by then and what it will not do. */
export function withBlastRadius(
	judgement: Judgement,
	changes: readonly ResourceChange[],
	operations: readonly EcsOperation[],
	dependencies: Dependencies,
): Judgement {
	const steps = stepsOf(changes);
	return {
		...judgement,
		findings: judgement.findings.map((finding) => {
			if (finding.verdict !== 'refused' || finding.address === null || finding.action === null) return finding;
			const blastRadius = radiusOf(finding, steps, dependencies);
			const sentences = [finding.effect, earlierText(finding, operations), radiusText(finding, blastRadius)];
			return { ...finding, blastRadius, effect: sentences.filter(Boolean).join(' ') };
		}),
	};
}

interface Step extends PlanStep {
	readonly deposed: string | null;
	/** Place among the actions of its own change. */
	readonly index: number;
	/** The create of a replacement that deletes first waits for the delete, and so does what depends on it. */
	readonly deletesFirst: boolean;
}

function stepsOf(changes: readonly ResourceChange[]): Step[] {
	return changes.flatMap(({ address, deposed, actions }) =>
		actions.map((action, index) => ({
			address,
			deposed,
			action,
			index,
			deletesFirst: actions.join() === 'delete,create',
		})),
	);
}

function radiusOf(finding: Finding, steps: readonly Step[], dependencies: Dependencies): BlastRadius {
	const isOwn = (step: Step): boolean => step.address === finding.address && step.deposed === finding.deposed;
	const own = steps.find((step) => isOwn(step) && step.action === finding.action);
	const made: PlanStep[] = [];
	const waiting: PlanStep[] = [];
	let unordered = 0;
	for (const step of steps) {
		if (step === own || own === undefined) continue;
		const { address, action } = step;
		const order = isOwn(step) ? step.index - own.index : orderOf(step, own, dependencies);
		if (order < 0) made.push({ address, action });
		else if (order > 0) waiting.push({ address, action });
		else unordered++;
	}
	return { made: some(made), unordered, waiting: some(finding.consequence === 'swallowed' ? [] : waiting) };
}

/** Negative where `step` is done before `other`, positive where it waits for it, 0 where nothing orders them. */
function orderOf(step: Step, other: Step, { dependsOn }: Dependencies): number {
	const isDelete = (action: Action): boolean => action === 'delete';
	const needs = dependsOn(other.address, step.address);
	const isNeeded = dependsOn(step.address, other.address);
	if (isDelete(step.action) && isDelete(other.action)) return isNeeded ? -1 : needs ? 1 : 0;
	if (needs && (!isDelete(step.action) || step.deletesFirst) && !isDelete(other.action)) return -1;
	if (isNeeded && (!isDelete(other.action) || other.deletesFirst) && !isDelete(step.action)) return 1;
	return 0;
}

/** The calls that the same change has already made when this one is refused. */
function earlierText(finding: Finding, operations: readonly EcsOperation[]): string | null {
	const own = operations.filter(
		({ address, deposed, action, certain }) =>
			address === finding.address && deposed === finding.deposed && action === finding.action && certain,
	);
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

function some(steps: readonly PlanStep[]): PlanSteps {
	return { count: steps.length, first: steps.slice(0, kept) };
}

function list({ count, first }: PlanSteps): string {
	const names = first.slice(0, named).map(({ address, action }) => `${action} of ${address}`);
	const more = count - names.length;
	return [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
