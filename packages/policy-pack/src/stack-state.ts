import { isJsonObject, type ResourceState, resourceStateOf } from '@sg-preflight/pulumi';

/** A stack as it was before the update. */
export interface StackState {
	/** The resource that the stack manages under a URN. */
	readonly current: ReadonlyMap<string, ResourceState>;
	/** Left over from an earlier update that stopped: the next one deletes them. */
	readonly leftOver: readonly ResourceState[];
}

/** A state that cannot be read. The message says what and why. */
export class UnreadableState extends Error {
	override readonly name = 'UnreadableState';
}

/**
 * Reads what `pulumi stack export` prints.
 *
 * @throws {UnreadableState}
 */
export function parseStackState(text: string): StackState {
	let document: unknown;
	try {
		document = JSON.parse(text);
	} catch {
		// The parser's own message quotes the text, which holds secrets.
		throw new UnreadableState('it is not JSON');
	}
	const deployment = isJsonObject(document) ? document.deployment : undefined;
	if (!isJsonObject(deployment)) throw new UnreadableState('it has no deployment: is it from `pulumi stack export`?');
	const current = new Map<string, ResourceState>();
	const leftOver: ResourceState[] = [];
	const resources = deployment.resources ?? [];
	if (!Array.isArray(resources)) throw new UnreadableState('deployment.resources is not a list');
	for (const [index, value] of resources.entries()) {
		let resource: ResourceState;
		try {
			resource = resourceStateOf(value);
		} catch (error) {
			throw new UnreadableState(`deployment.resources[${index}].${error instanceof Error ? error.message : ''}`);
		}
		if (resource.delete) leftOver.push(resource);
		// One that is deleted already is created, and not replaced.
		else if (!resource.pendingReplacement) current.set(resource.urn, resource);
	}
	return { current, leftOver };
}
