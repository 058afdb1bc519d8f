import { type Entry, entries, entryOf } from '@sg-preflight/operations';

/** An operation that an argument hands a group to, as the group to act on. */
export interface ActingCall {
	readonly product: string;
	readonly operation: string;
}

/** An id of a group where it is written as a literal, in an argument that acts on the group. */
export interface GroupLiteral {
	readonly id: string;
	/** `alicloud_instance.web`, or null where the text alone was searched. */
	readonly address: string | null;
	readonly type: string | null;
	/** As it is written there. */
	readonly attribute: string;
	readonly calls: readonly ActingCall[];
	/** Both count from 1. */
	readonly line: number;
	readonly column: number;
}

/** What an argument of a type does to a group in it: none for one that only names it as a rule's other side. */
export function callsOfArgument(type: string, path: string): readonly ActingCall[] {
	const entry = entryOf(type);
	return entry ? (argumentsOf(entry).get(path) ?? []) : [];
}

/** The same where the type is not known: what arguments of this name do, in Terraform's or Pulumi's spelling. */
export function callsOfName(name: string): readonly ActingCall[] {
	const terraform = name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
	return byName().get(terraform) ?? [];
}

const known = new Map<Entry, ReadonlyMap<string, readonly ActingCall[]>>();

function argumentsOf(entry: Entry): ReadonlyMap<string, readonly ActingCall[]> {
	const earlier = known.get(entry);
	if (earlier) return earlier;
	const byPath = new Map<string, ActingCall[]>();
	for (const { product = 'Ecs', operation, groups } of [...entry.create, ...entry.update, ...entry.delete]) {
		for (const { role, attribute, through } of groups) {
			if (role !== 'target' || through || attribute === 'id') continue;
			add(byPath, attribute.replaceAll('[]', ''), [{ product, operation }]);
		}
	}
	known.set(entry, byPath);
	return byPath;
}

let names: ReadonlyMap<string, readonly ActingCall[]> | undefined;

function byName(): ReadonlyMap<string, readonly ActingCall[]> {
	if (names) return names;
	const all = new Map<string, ActingCall[]>();
	for (const entry of entries) {
		for (const [path, calls] of argumentsOf(entry)) add(all, path.split('.').at(-1) as string, calls);
	}
	names = all;
	return all;
}

function add(map: Map<string, ActingCall[]>, name: string, calls: readonly ActingCall[]): void {
	const list = map.get(name) ?? [];
	for (const call of calls) {
		if (!list.some(({ product, operation }) => product === call.product && operation === call.operation)) {
			list.push(call);
		}
	}
	map.set(name, list);
}

/** Line and column of a place in a text. */
export function positionAt(text: string, offset: number): { readonly line: number; readonly column: number } {
	const before = text.slice(0, offset);
	return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
