import { isObject, UserError } from '@sg-preflight/documents';
import { splitJson } from '@sg-preflight/documents/split-json';
import { isRead, typeOf } from '../names/translate.js';
import { type ResourceState, resourceStateOf } from '../preview/resource-state.js';

/** A resource of the stack. Outputs that no entry reads are dropped, so that a stack of thousands fits into memory. */
export interface OldResource extends ResourceState {
	/** Names of the outputs that the provider filled in, in Pulumi. */
	readonly computed: readonly string[];
	/** The engine refreshes it before each update. */
	readonly refreshBeforeUpdate: boolean;
}

/** A stack as it was before the update. */
export interface StackState {
	/** The resource that the stack manages under a URN. */
	readonly current: ReadonlyMap<string, OldResource>;
	/** Left over from an earlier update that stopped: the next one deletes them. */
	readonly leftOver: readonly OldResource[];
}

/**
 * Parses the output of `pulumi stack export`.
 *
 * @throws {UserError} when it is cut off, or not the state of a stack; the message quotes nothing of it
 */
export function parseStackState(text: string): StackState {
	const current = new Map<string, OldResource>();
	const leftOver: OldResource[] = [];
	for (const [index, value] of resourcesIn(text)) {
		let resource: OldResource;
		try {
			resource = oldResourceOf(resourceStateOf(value), isObject(value) && value.refreshBeforeUpdate === true);
		} catch (error) {
			throw new UserError(`deployment.resources[${index}].${error instanceof Error ? error.message : ''}`);
		}
		if (resource.delete) leftOver.push(resource);
		// A resource that is deleted already will be created, not replaced.
		else if (!resource.pendingReplacement) current.set(resource.urn, resource);
	}
	return { current, leftOver };
}

/** Yields the resources one by one, so that a big state is never held as values, and then checks the rest around them. */
function* resourcesIn(text: string): Generator<[index: number, value: unknown]> {
	const list = /"resources"\s*:\s*\[/.exec(text);
	const start = list ? list.index + list[0].length : text.length;
	let at = start;
	let index = 0;
	for (const { text: piece, end, isCut } of splitJson(text, start)) {
		// The bracket that closes the list follows the last resource.
		if (isCut || !/^,?\s*[{[]/.test(piece)) break;
		yield [index++, parsed(piece.replace(/^,/, ''))];
		at = end;
	}
	const rest = parsed(text.slice(0, start) + text.slice(at));
	const deployment = isObject(rest) ? rest.deployment : undefined;
	if (!isObject(deployment)) throw new UserError('it has no deployment: is it from `pulumi stack export`?');
	const others = deployment.resources ?? [];
	if (!Array.isArray(others) || others.length > 0) throw new UserError('deployment.resources is not a list');
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// The parser's own message quotes the text, which holds secrets.
		throw new UserError('it is not JSON, or cut off');
	}
}

function oldResourceOf(state: ResourceState, refreshBeforeUpdate: boolean): OldResource {
	const { type: token, inputs, outputs } = state;
	const type = typeOf(token);
	const read = ([property]: [string, unknown]): boolean => type === undefined || isRead(type, property);
	return {
		...state,
		refreshBeforeUpdate,
		outputs: Object.fromEntries(Object.entries(outputs).filter(read)),
		computed: Object.keys(outputs).filter(
			(name) => !(name in inputs) && name !== 'id' && !name.startsWith('__') && outputs[name] !== null,
		),
	};
}
