import { isObject, type JsonObject } from '@sg-preflight/documents';

/** The parts of a resource that are used, from a preview, an event or a stack's state. */
export interface ResourceState {
	readonly urn: string;
	/** Token: `alicloud:ecs/instance:Instance`. */
	readonly type: string;
	/** False for components and the stack itself. */
	readonly custom: boolean;
	/** Null when the resource does not exist yet, and in the state after an update. */
	readonly id: string | null;
	readonly inputs: JsonObject;
	readonly outputs: JsonObject;
	/** `URN::ID` of the provider. */
	readonly provider: string | null;
	readonly parent: string | null;
	/** The stack reads the resource and does not manage it. */
	readonly external: boolean;
	readonly protect: boolean;
	readonly retainOnDelete: boolean;
	/** URN of the resource whose delete also deletes this one. */
	readonly deletedWith: string | null;
	/** A replacement left the resource over; it will be deleted. */
	readonly delete: boolean;
	/** The resource is deleted already and will be created again. */
	readonly pendingReplacement: boolean;
	readonly importId: string | null;
	readonly dependencies: readonly string[];
	/** URNs of the resources that each input depends on, by Pulumi's names; null when the document has none. */
	readonly propertyDependencies: { readonly [property: string]: readonly string[] } | null;
	/** Position of its declaration in the program: `project:///index.ts#2,11`. */
	readonly sourcePosition?: string | null;
}

/** An error for a part of a document with the wrong type: `inputs: not an object`. */
export class UnexpectedShape extends Error {}

/**
 * Parses one resource.
 *
 * @throws {UnexpectedShape} when a part of it has an unexpected type
 */
export function resourceStateOf(value: unknown): ResourceState {
	if (!isObject(value)) throw new UnexpectedShape('not an object');
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
	if (value !== null && !isObject(value)) throw new UnexpectedShape(`${key}: not an object`);
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

/** Whether an update changes this resource at a provider; false for a component, the stack and a provider itself. */
export function isResource(state: ResourceState): boolean {
	return state.custom && !state.type.startsWith('pulumi:');
}
