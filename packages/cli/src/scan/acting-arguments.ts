import { AttributePath, type Entry, entries, entryOf } from '@sg-preflight/operations';
import type { ActingCall, GroupLiteral } from '@sg-preflight/permissions';

/** A literal with its place in the text; line and column count from 1. */
export interface FoundLiteral extends Omit<GroupLiteral, 'location'> {
	readonly line: number;
	readonly column: number;
}

/** Returns the calls of an argument on a group in it; none if the group is only the other side of a rule. */
export function callsOfArgument(type: string, path: string): readonly ActingCall[] {
	const entry = entryOf(type);
	return entry ? (argumentsOf(entry).get(path) ?? []) : [];
}

/** Returns the calls of all arguments with this name, in Terraform's or Pulumi's spelling, for an unknown type. */
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
			add(byPath, AttributePath.parse(attribute).name, [{ product, operation }]);
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
		for (const [path, calls] of argumentsOf(entry)) add(all, AttributePath.parse(path).names.at(-1) ?? '', calls);
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
