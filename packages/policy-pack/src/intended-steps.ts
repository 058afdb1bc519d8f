import {
	changedInputs,
	inputsBefore,
	isUnknown,
	type Json,
	type JsonObject,
	namesOf,
	type PreviewStep,
	type ResourceState,
	toTerraform,
	typeOf,
} from '@sg-preflight/pulumi';
import type { PlannedResource, RegisteredResource } from './registered-resource.js';
import type { OldResource, StackState } from './stack-state.js';

/**
 * The steps that the engine intends, told in a preview from what a stack policy sees: a resource that keeps its id is
 * left alone, one of which the computed outputs are still known is updated, and one of which they are gone is created
 * anew. What the state has and the plan has not is deleted. Without a state everything that changes counts as created.
 * `untold` says where the operations of a step cannot be told.
 */
export function previewSteps(
	planned: readonly PlannedResource[],
	registered: ReadonlyMap<string, RegisteredResource>,
	state: StackState | null,
): { readonly steps: readonly PreviewStep[]; readonly untold: readonly string[] } {
	const kept = new Set<string>();
	const untold: string[] = [];
	const steps = planned.flatMap((resource) => {
		const old = oldOf(resource, state);
		kept.add(resource.urn);
		if (old) kept.add(old.urn);
		const inputs = intendedInputs(resource, registered.get(resource.urn)?.inputs);
		// Not registered: outside of what --target selects. With an id: unchanged, or imported as it is.
		if (inputs === undefined || resource.outputs.id) return [];
		const op = old === null ? 'create' : keepsOutputs(old, resource.outputs) ? 'update' : 'replace';
		if (old && op === 'update' && typeOf(old.type) !== undefined && changedAttributes(inputs, old).length === 0) {
			untold.push(
				`${resource.urn} will be updated though its inputs stay: a refresh found a difference, and which operations bring it back is not known`,
			);
		}
		return [step(op, resource, inputs, old, resource.propertyDependencies)];
	});
	return { steps: [...steps, ...deleteSteps(state, kept)], untold };
}

/**
 * The inputs, in which an ignored part of a list is what the provider made of it: the engine puts the old element in
 * its place in the list, and in a set there are no places.
 */
function intendedInputs({ outputs, ignoreChanges }: PlannedResource, inputs: JsonObject | undefined) {
	if (inputs === undefined || ignoreChanges.length === 0) return inputs;
	const lists = ignoreChanges.flatMap((path) => /^(\w+)\[/.exec(path)?.[1] ?? []);
	const planned = lists.filter((name) => Array.isArray(outputs[name]) && !holdsUnknown(outputs[name] ?? null));
	return { ...inputs, ...Object.fromEntries(planned.map((name) => [name, outputs[name] ?? null])) };
}

/** The step for a resource in an update, told from its inputs alone; undefined where they do not change. */
export function updateStep(resource: RegisteredResource, state: StackState | null): PreviewStep | undefined {
	const old = oldOf(resource, state);
	if (old === null) return step('create', resource, resource.inputs, null, null);
	const changed = changedAttributes(resource.inputs, old);
	if (changed.length === 0) return undefined;
	const replaces = changed.some((name) => forcesNew(resource.type, name));
	return step(replaces ? 'replace' : 'update', resource, resource.inputs, old, null);
}

/** Attributes, in Terraform's names, of which the input changes. */
function changedAttributes(inputs: JsonObject, old: ResourceState): string[] {
	const type = typeOf(old.type);
	if (type === undefined) return [];
	const after = toTerraform(type, inputs, () => []).values;
	return changedInputs(type, inputsBefore(type, old).values, after);
}

function forcesNew(token: string, attribute: string): boolean {
	const type = typeOf(token);
	return type !== undefined && (namesOf(type).forceNew?.includes(attribute) ?? false);
}

/** What the state has under the resource's URN, or under one that it had before. */
function oldOf({ urn, aliases }: Pick<RegisteredResource, 'urn' | 'aliases'>, state: StackState | null) {
	const found = [urn, ...aliases].map((name) => state?.current.get(name)).find((old) => old !== undefined);
	// Taking over what the stack only read creates nothing and deletes nothing.
	return found?.external ? null : (found ?? null);
}

function step(
	op: string,
	{ urn, type, provider }: Pick<RegisteredResource, 'urn' | 'type' | 'provider'>,
	inputs: JsonObject,
	old: ResourceState | null,
	propertyDependencies: ResourceState['propertyDependencies'],
): PreviewStep {
	const next: ResourceState = {
		urn,
		type,
		custom: true,
		id: null,
		inputs,
		outputs: {},
		provider: provider && `${provider}::`,
		parent: null,
		external: false,
		protect: false,
		retainOnDelete: false,
		deletedWith: null,
		delete: false,
		pendingReplacement: false,
		importId: null,
		dependencies: [],
		propertyDependencies,
	};
	return { op, urn, old, new: next, changed: null, differences: new Map() };
}

/** Whether most of what the provider had filled in is still known: of a new resource none of it is. */
function keepsOutputs({ computed }: OldResource, outputs: JsonObject): boolean {
	const known = computed.filter((name) => name in outputs && !holdsUnknown(outputs[name] ?? null));
	return known.length * 2 > computed.length;
}

function holdsUnknown(value: Json): boolean {
	if (isUnknown(value)) return true;
	return typeof value === 'object' && value !== null && Object.values(value).some(holdsUnknown);
}

function deleteSteps(state: StackState | null, kept: ReadonlySet<string>): PreviewStep[] {
	if (state === null) return [];
	const gone = [...state.current.values()].filter(({ urn, custom, external }) => custom && !external && !kept.has(urn));
	return [...state.leftOver, ...gone].map((old) => ({
		op: 'delete',
		urn: old.urn,
		old,
		new: null,
		changed: null,
		differences: new Map(),
	}));
}
