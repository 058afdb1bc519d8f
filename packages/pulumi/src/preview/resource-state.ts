import { isJsonObject, type JsonObject } from './marked-value.js';

/** What a preview, a stream of events and a stack's state say of one resource, as far as it is used. */
export interface ResourceState {
	readonly urn: string;
	/** Token: `alicloud:ecs/instance:Instance`. */
	readonly type: string;
	/** False for components and the stack itself. */
	readonly custom: boolean;
	/** Null where the resource does not exist yet, and for a state that an update will have. */
	readonly id: string | null;
	readonly inputs: JsonObject;
	readonly outputs: JsonObject;
	/** `URN::ID` of the provider. */
	readonly provider: string | null;
	readonly parent: string | null;
	/** Read, and not managed, by the stack. */
	readonly external: boolean;
	readonly protect: boolean;
	readonly retainOnDelete: boolean;
	/** The resource with which this one goes. */
	readonly deletedWith: string | null;
	/** Left over from a replacement: to be deleted. */
	readonly delete: boolean;
	/** Deleted already, to be created again. */
	readonly pendingReplacement: boolean;
	readonly importId: string | null;
	readonly dependencies: readonly string[];
	/** The resources that each input depends on, by Pulumi's names; null where the document does not say. */
	readonly propertyDependencies: { readonly [property: string]: readonly string[] } | null;
	/** Where the program declares it: `project:///index.ts#2,11`. */
	readonly sourcePosition?: string | null;
}

/** Says where a part of a document has not the type it must have: `inputs: not an object`. */
export class UnexpectedShape extends Error {}

/** Checks and reads one resource. Throws UnexpectedShape. */
export function resourceStateOf(value: unknown): ResourceState {
	if (!isJsonObject(value)) throw new UnexpectedShape('not an object');
	const propertyDependencies = objectAt(value, 'propertyDependencies');
	return {
		urn: textAt(value, 'urn') ?? missing('urn'),
		type: textAt(value, 'type') ?? missing('type'),
		custom: value.custom === true,
		id: textAt(value, 'id') || null,
		inputs: objectAt(value, 'inputs') ?? {},
		outputs: objectAt(value, 'outputs') ?? {},
		provider: textAt(value, 'provider') || null,
		parent: textAt(value, 'parent') || null,
		external: value.external === true,
		protect: value.protect === true,
		retainOnDelete: value.retainOnDelete === true,
		deletedWith: textAt(value, 'deletedWith') || null,
		delete: value.delete === true,
		pendingReplacement: value.pendingReplacement === true,
		importId: textAt(value, 'importID') || null,
		dependencies: textsOf(value.dependencies, 'dependencies'),
		sourcePosition: typeof value.sourcePosition === 'string' ? value.sourcePosition : null,
		propertyDependencies:
			propertyDependencies &&
			Object.fromEntries(
				Object.entries(propertyDependencies).map(([property, urns]) => [
					property,
					textsOf(urns, 'propertyDependencies'),
				]),
			),
	};
}

export function textAt(object: JsonObject, key: string): string | null {
	const value = object[key] ?? null;
	if (value !== null && typeof value !== 'string') throw new UnexpectedShape(`${key}: not text`);
	return value;
}

export function objectAt(object: JsonObject, key: string): JsonObject | null {
	const value = object[key] ?? null;
	if (value !== null && !isJsonObject(value)) throw new UnexpectedShape(`${key}: not an object`);
	return value;
}

export function textsAt(object: JsonObject, key: string): readonly string[] {
	return textsOf(object[key], key);
}

function textsOf(value: unknown, key: string): readonly string[] {
	if (value === undefined || value === null) return [];
	if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
		throw new UnexpectedShape(`${key}: not a list of text`);
	}
	return value;
}

function missing(key: string): never {
	throw new UnexpectedShape(`${key}: missing`);
}

/** Whether the state is of something that an apply changes: no component, no stack, no provider. */
export function isResource(state: ResourceState): boolean {
	return state.custom && !state.type.startsWith('pulumi:');
}
