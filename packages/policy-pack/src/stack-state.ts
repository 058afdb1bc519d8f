import { isJsonObject, isRead, type ResourceState, resourceStateOf, typeOf } from '@sg-preflight/pulumi';

/** A resource of the stack, without what nothing is decided by: a stack of thousands must fit. */
export interface OldResource extends ResourceState {
	/** Names of the outputs that the provider filled in, in Pulumi. */
	readonly computed: readonly string[];
}

/** A stack as it was before the update. */
export interface StackState {
	/** The resource that the stack manages under a URN. */
	readonly current: ReadonlyMap<string, OldResource>;
	/** Left over from an earlier update that stopped: the next one deletes them. */
	readonly leftOver: readonly OldResource[];
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
	const current = new Map<string, OldResource>();
	const leftOver: OldResource[] = [];
	for (const [index, value] of resourcesIn(text)) {
		let resource: OldResource;
		try {
			resource = oldResourceOf(resourceStateOf(value));
		} catch (error) {
			throw new UnreadableState(`deployment.resources[${index}].${error instanceof Error ? error.message : ''}`);
		}
		if (resource.delete) leftOver.push(resource);
		// One that is deleted already is created, and not replaced.
		else if (!resource.pendingReplacement) current.set(resource.urn, resource);
	}
	return { current, leftOver };
}

/** The resources one by one, so that a big state is never held as values; then the rest must be a state around them. */
function* resourcesIn(text: string): Generator<[index: number, value: unknown]> {
	const list = /"resources"\s*:\s*\[/.exec(text);
	const start = list ? list.index + list[0].length : text.length;
	let at = start;
	let index = 0;
	for (; ; index++) {
		const end = objectEnd(text, at);
		if (end === undefined) break;
		yield [index, parsed(text.slice(at, end).replace(/^\s*,/, ''))];
		at = end;
	}
	const rest = parsed(text.slice(0, start) + text.slice(at));
	const deployment = isJsonObject(rest) ? rest.deployment : undefined;
	if (!isJsonObject(deployment)) throw new UnreadableState('it has no deployment: is it from `pulumi stack export`?');
	const others = deployment.resources ?? [];
	if (!Array.isArray(others) || others.length > 0) throw new UnreadableState('deployment.resources is not a list');
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// The parser's own message quotes the text, which holds secrets.
		throw new UnreadableState('it is not JSON, or cut off');
	}
}

/** The end of the object that comes next, after spaces and a comma; undefined where none does. */
function objectEnd(text: string, start: number): number | undefined {
	let depth = 0;
	let inString = false;
	for (let at = start; at < text.length; at++) {
		const character = text[at];
		if (inString) {
			if (character === '\\') at++;
			else if (character === '"') inString = false;
		} else if (character === '"') inString = true;
		else if (character === '{' || character === '[') depth++;
		else if (character === '}' || character === ']') {
			depth--;
			if (depth === 0) return at + 1;
			if (depth < 0) return undefined;
		}
	}
	return undefined;
}

function oldResourceOf(state: ResourceState): OldResource {
	const { type: token, inputs, outputs } = state;
	const type = typeOf(token);
	const read = ([property]: [string, unknown]): boolean => type === undefined || isRead(type, property);
	return {
		...state,
		outputs: Object.fromEntries(Object.entries(outputs).filter(read)),
		computed: Object.keys(outputs).filter(
			(name) => !(name in inputs) && name !== 'id' && !name.startsWith('__') && outputs[name] !== null,
		),
	};
}
