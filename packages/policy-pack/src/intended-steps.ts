import type { Json, JsonObject } from '@sg-preflight/documents';
import {
	changedInputs,
	inputsBefore,
	isUnknown,
	namesOf,
	type OldResource,
	type PreviewStep,
	type ResourceState,
	type StackState,
	terraformPath,
	toTerraform,
	typeOf,
} from '@sg-preflight/pulumi';
import type { PlannedResource, RegisteredResource } from './registered-resource.js';

/** The steps that the engine intends, and for some the reason why their operations are not known. */
export interface IntendedSteps {
	readonly steps: readonly PreviewStep[];
	/** Sentences, each about one resource. */
	readonly untold: readonly string[];
}

/**
 * Derives the steps of a preview from what a stack policy sees. A resource that keeps its id is left alone; one whose
 * computed outputs are still known is updated; one whose computed outputs are unknown is created anew. A resource that
 * only the state has is deleted. Without a state every resource that changes counts as created.
 *
 * @param refreshed the engine refreshed the state first, so that the state given here may be stale
 */
export function previewSteps(
	planned: readonly PlannedResource[],
	registered: ReadonlyMap<string, RegisteredResource>,
	state: StackState | null,
	refreshed: boolean,
): IntendedSteps {
	const kept = new Set<string>();
	const untold: string[] = [];
	const steps = planned.flatMap((resource) => {
		const old = oldOf(resource, state);
		kept.add(resource.urn);
		if (old) kept.add(old.urn);
		const inputs = intendedInputs(resource, registered.get(resource.urn)?.inputs);
		// Without inputs it is outside the selection of --target; with an id it is unchanged, or imported unchanged.
		if (inputs === undefined || resource.outputs.id) return [];
		if (old === null) {
			if (state === null || !isImported(resource, inputs)) {
				return [step('create', resource, inputs, null, resource.propertyDependencies)];
			}
			untold.push(
				`${resource.urn} is imported and then updated, because its inputs differ from the resource that exists: the operations of this update are not known`,
			);
			return [];
		}
		const op = opOf(old, resource, inputs);
		if (op === 'update' && typeOf(old.type) !== undefined) {
			untold.push(...untoldUpdate(resource.urn, inputs, old, refreshed));
		}
		return [step(op, resource, inputs, old, resource.propertyDependencies)];
	});
	return { steps: [...steps, ...deleteSteps(state, kept)], untold };
}

/** An update does not show the values that were read from the provider after the state was written. */
function untoldUpdate(urn: string, inputs: JsonObject, old: OldResource, refreshed: boolean): readonly string[] {
	if (changedAttributes(inputs, old).length === 0) {
		return [
			`${urn} will be updated although its inputs stay the same: a refresh found a difference, and the operations that undo it are not known`,
		];
	}
	if (!refreshed && !old.refreshBeforeUpdate) return [];
	return [
		`${urn} will be updated after a refresh, and a policy pack is not shown what the refresh found: the operations that undo it are not known. Check the output of pulumi preview --refresh --json with sg-preflight check`,
	];
}

/** The engine has read a resource that it imports. The computed outputs of one that it creates are unknown. */
function isImported({ type: token, outputs }: PlannedResource, inputs: JsonObject): boolean {
	const type = typeOf(token);
	const computed = type === undefined ? [] : (namesOf(type).computed ?? []);
	return Object.entries(outputs).some(
		([property, value]) =>
			!(property in inputs) &&
			value !== null &&
			!holdsUnknown(value) &&
			computed.includes(terraformPath(type as string, property)),
	);
}

function opOf(old: OldResource, { type, outputs }: PlannedResource, inputs: JsonObject): 'update' | 'replace' {
	if (old.computed.length > 0) return keepsOutputs(old, outputs) ? 'update' : 'replace';
	return changedAttributes(inputs, old).some((name) => forcesNew(type, name)) ? 'replace' : 'update';
}

/**
 * Returns the inputs. An ignored part of a list is as the provider planned it: the engine puts the old element in its
 * place in the list, and a set has no places.
 */
function intendedInputs({ outputs, ignoreChanges }: PlannedResource, inputs: JsonObject | undefined) {
	if (inputs === undefined || ignoreChanges.length === 0) return inputs;
	const lists = ignoreChanges.flatMap((path) => /^(\w+)\[/.exec(path)?.[1] ?? []);
	const planned = lists.filter((name) => Array.isArray(outputs[name]) && !holdsUnknown(outputs[name] ?? null));
	return { ...inputs, ...Object.fromEntries(planned.map((name) => [name, outputs[name] ?? null])) };
}

/** Derives the step of a resource in an update from its inputs alone; undefined when they do not change. */
export function updateStep(resource: RegisteredResource, state: StackState | null): PreviewStep | undefined {
	const old = oldOf(resource, state);
	if (old === null) return step('create', resource, resource.inputs, null, null);
	const changed = changedAttributes(resource.inputs, old);
	if (changed.length === 0) return undefined;
	const replaces = changed.some((name) => forcesNew(resource.type, name));
	return step(replaces ? 'replace' : 'update', resource, resource.inputs, old, null);
}

/** Lists the attributes, in Terraform's names, whose input changes. */
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

/** Finds the resource in the state under its URN, or under one that it had before. */
function oldOf({ urn, aliases }: Pick<RegisteredResource, 'urn' | 'aliases'>, state: StackState | null) {
	const found = [urn, ...aliases].map((name) => state?.current.get(name)).find((old) => old !== undefined);
	// A resource that the stack only read is not created and not deleted when the stack takes it over.
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

/** Whether most outputs that the provider had filled in are still known; those of a new resource are not. */
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
