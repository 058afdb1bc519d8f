import { isObject, type Json, type JsonObject, UserError } from '@sg-preflight/documents';
import { changedInputs, inputsBefore } from '../changes/change.js';
import { terraformPath, toTerraform, typeOf } from '../names/translate.js';
import { secretOf } from '../preview/marked-value.js';
import {
	objectAt,
	type ResourceState,
	resourceStateOf,
	textAt,
	textsAt,
	UnexpectedShape,
} from '../preview/resource-state.js';
import type { PreviewStep } from '../preview/step.js';
import { aliasUrns, type GoalOf } from './alias-urns.js';
import { type OldResource, parseStackState, type StackState } from './stack-state.js';

/** The text of a state, with the name of its source for messages. */
export interface StateText {
	readonly name: string;
	readonly text: string;
}

/** Gets the state of the stack that a URN belongs to. Rejects with a UserError when there is not one. */
export type StateSource = (urn: string) => Promise<StateText>;

/** The steps of an update plan, and the reasons why they may be others. */
interface PlannedSteps {
	readonly steps: readonly PreviewStep[];
	readonly incomplete: readonly string[];
}

/**
 * Derives the steps from an update plan (`pulumi preview --save-plan`) and the state that it was made from. The plan
 * has the ops of each resource and the difference of its inputs; the state has the inputs before, and the ids.
 * Source: pulumi sdk/go/common/apitype/plan.go, pkg/resource/deploy/plan.go.
 *
 * @throws {UserError} when the plan or the state is broken, or the state is of another stack
 */
export async function updatePlanSteps(plan: JsonObject, name: string, stateOf: StateSource): Promise<PlannedSteps> {
	const plans = Object.entries(at(name, null, () => objectAt(plan, 'resourcePlans') ?? {}));
	const [first] = plans;
	if (first === undefined) {
		throw new UserError(
			`${name}: this is an update plan without a resource, and even an empty stack has one. Make it again with: pulumi preview --json > preview.json`,
		);
	}
	const source = await stateOf(first[0]);
	const state = stateFrom(source, first[0], name);
	const resources = new Map(plans.map(([urn, planned]) => [urn, at(name, urn, () => plannedResource(planned))]));
	const goalOf: GoalOf = (urn) => resources.get(urn)?.goal ?? null;
	// The delete of a replaced resource is planned under the URN that the resource has before.
	const renamed = new Set(
		[...resources].flatMap(([urn, { ops }]) => {
			const old = ops.includes('replace') ? at(name, urn, () => oldOf(urn, state, goalOf)) : null;
			return old !== null && old.urn !== urn ? [old.urn] : [];
		}),
	);
	const results = [...resources].map(([urn, { ops }]) =>
		at(name, urn, () => stepsOf(urn, renamed.has(urn) ? withoutFirst(ops, 'delete-replaced') : ops, state, goalOf)),
	);
	const providers = [...state.current.values()].filter(
		({ type, urn }) => type.startsWith('pulumi:providers:') && !Object.hasOwn(plan.resourcePlans as object, urn),
	);
	const steps = [
		...results.flatMap(({ steps }) => steps),
		...providers.map((old) => stepFor('same', old.urn, old, null)),
	];
	return {
		// The engine deletes at the end what the program has no longer.
		steps: [...steps.filter(({ op }) => op !== 'delete'), ...steps.filter(({ op }) => op === 'delete')],
		incomplete: results.flatMap(({ incomplete }) => incomplete),
	};
}

function stateFrom({ name: stateName, text }: StateText, urn: string, name: string): StackState {
	let state: StackState;
	try {
		state = parseStackState(text);
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		throw new UserError(`${stateName}: ${error.message}. Write the state with: pulumi stack export > state.json`);
	}
	const stackIn = (text: string): string => text.split('::').slice(0, 2).join('::');
	const [other] = [...state.current.keys()];
	if (other !== undefined && stackIn(other) !== stackIn(urn)) {
		throw new UserError(
			`${stateName}: this is the state of another stack (${stackIn(other)}) than that of ${name} (${stackIn(urn)}).`,
		);
	}
	return state;
}

/** Names the place in the plan of a shape that is not known. */
function at<T>(name: string, place: string | null, read: () => T): T {
	try {
		return read();
	} catch (error) {
		if (!(error instanceof UnexpectedShape)) throw error;
		throw new UserError(
			`${place === null ? name : `${name}: ${place}`}: ${error.message}. Make it again with: pulumi preview --save-plan plan.json`,
		);
	}
}

/** Ops that need the resource in the state. */
const ofExisting = new Set(['update', 'replace', 'delete', 'delete-replaced']);

function plannedResource(planned: unknown): { readonly ops: readonly string[]; readonly goal: JsonObject | null } {
	if (!isObject(planned)) throw new UnexpectedShape('not an object');
	return { ops: textsAt(planned, 'steps'), goal: objectAt(planned, 'goal') };
}

function stepsOf(urn: string, ops: readonly string[], state: StackState, goalOf: GoalOf): PlannedSteps {
	const goal = goalOf(urn);
	const isProvider = goal !== null && String(goal.type).startsWith('pulumi:providers:');
	if (ops.every((op) => op === 'same') && !isProvider) return { steps: [], incomplete: [] };
	if (ops.includes('import') && ops.includes('update')) {
		return incompleteBecause(
			`${urn} is imported and then updated: an update plan does not have the resource that exists`,
		);
	}
	const old = oldOf(urn, state, goalOf);
	const leftOver = state.leftOver.filter((one) => one.urn === urn);
	const replaced = ops.includes('replace') && old ? [old, ...leftOver] : leftOver;
	if (ops.some((op) => ofExisting.has(op)) && old === null && leftOver.length === 0) {
		return incompleteBecause(`${urn}: the state does not have this resource, which the plan changes`);
	}
	const isNew = ops.includes('create') || ops.includes('import') || ops.includes('read');
	const inputs = goal && inputsAfter(goal, isNew ? null : old);
	if (inputs === undefined) {
		return incompleteBecause(
			`${urn}: the state is not the one that the plan was made from, because its inputs differ (a refresh or another update changed it)`,
		);
	}
	const next = goal && inputs && stateAfter(urn, goal, inputs);
	const changed = goal && inputs && old && changedProperties(goal, inputs, old);
	if (ops.includes('update') && changed?.size === 0) {
		return incompleteBecause(
			`${urn} will be updated although its inputs stay the same: an update plan does not have the difference that a refresh found`,
		);
	}
	const steps = ops.map((op): PreviewStep => {
		if (op === 'delete-replaced') return stepFor(op, urn, replaced.shift() ?? old, null);
		if (op === 'delete') return stepFor(op, urn, old ?? leftOver[0] ?? null, null);
		return { ...stepFor(op, urn, isNew || op === 'create-replacement' ? null : old, next), changed };
	});
	return { steps, incomplete: [] };
}

function withoutFirst(ops: readonly string[], op: string): readonly string[] {
	const index = ops.indexOf(op);
	return index < 0 ? ops : ops.toSpliced(index, 1);
}

function incompleteBecause(reason: string): PlannedSteps {
	return { steps: [], incomplete: [reason] };
}

function stepFor(op: string, urn: string, old: ResourceState | null, next: ResourceState | null): PreviewStep {
	return { op, urn, old, new: next, changed: null, differences: new Map() };
}

/** Finds the resource in the state under its URN, or under an alias. */
function oldOf(urn: string, state: StackState, goalOf: GoalOf): OldResource | null {
	const [old] = [urn, ...aliasUrns(urn, goalOf)].flatMap((name) => state.current.get(name) ?? []);
	return old ?? null;
}

/** Applies the difference of a goal to the inputs before; undefined when it does not fit them. */
function inputsAfter(goal: JsonObject, old: ResourceState | null): JsonObject | undefined {
	const { adds, updates, deletes } = differenceOf(goal);
	const before = old?.inputs ?? {};
	const has = (key: string): boolean => Object.hasOwn(before, key);
	const fits =
		Object.keys(adds).every((key) => !has(key)) &&
		Object.entries(updates).every(([key, value]) => has(key) && !equal(value, before[key] ?? null)) &&
		deletes.every(has);
	if (old !== null && !fits) return undefined;
	const kept = Object.entries(before).filter(([key]) => !deletes.includes(key));
	return { ...Object.fromEntries(kept), ...adds, ...updates };
}

function differenceOf(goal: JsonObject) {
	const difference = objectAt(goal, 'inputDiff') ?? {};
	return {
		adds: objectAt(difference, 'adds') ?? {},
		updates: objectAt(difference, 'updates') ?? {},
		deletes: textsAt(difference, 'deletes'),
	};
}

/** The changed inputs that the provider sees as changed; of a type without an entry all; null when it is not known. */
function changedProperties(goal: JsonObject, inputs: JsonObject, old: OldResource): ReadonlySet<string> | null {
	const type = typeOf(old.type);
	if (type === undefined) return null;
	const names = changedInputs(type, inputsBefore(type, old).values, toTerraform(type, inputs, () => []).values);
	const { adds, updates, deletes } = differenceOf(goal);
	const isHidden = (key: string): boolean =>
		[old.inputs[key], inputs[key]].some((value) => value !== undefined && holdsSecret(value));
	return new Set(
		[...Object.keys(adds), ...Object.keys(updates), ...deletes].filter(
			(key) => names.includes(terraformPath(type, key)) || isHidden(key),
		),
	);
}

function holdsSecret(value: Json): boolean {
	if (secretOf(value)) return true;
	return typeof value === 'object' && value !== null && Object.values(value).some(holdsSecret);
}

function equal(a: Json, b: Json): boolean {
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
	const [one, other] = [Object.entries(a), b as JsonObject];
	return one.length === Object.keys(b).length && one.every(([key, value]) => equal(value, other[key] ?? null));
}

function stateAfter(urn: string, goal: JsonObject, inputs: JsonObject): ResourceState {
	return resourceStateOf({ ...goal, urn, inputs, outputs: {}, id: null, importID: textAt(goal, 'id') });
}
