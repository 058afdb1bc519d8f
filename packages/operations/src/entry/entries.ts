import { AttributePath } from '../change/attribute-path.js';
import { resources } from '../resources/index.js';
import { type ConditionReads, readBy } from './condition.js';
import type { Call, Entry } from './entry-schema.js';

const byType = new Map<string, Entry>();
for (const entry of resources) {
	for (const type of [entry.type, ...(entry.aliases ?? [])]) byType.set(type, entry);
}

/** Every entry once, in the order of their types. */
export const entries: readonly Entry[] = resources;

/** Returns the entry of a Terraform type or alias; undefined if there is not one. */
export function entryOf(type: string): Entry | undefined {
	return byType.get(type);
}

/** Returns every path of a value that an entry reads, each once, in the entry's order. */
export function pathsRead(entry: Entry): readonly AttributePath[] {
	return [...new Set(callsOf(entry).flatMap((call) => readByCall(call).paths))].map(AttributePath.parse);
}

function callsOf({ create, update, delete: remove }: Entry): readonly Call[] {
	return [...create, ...update, ...remove];
}

function readByCall({ when, one_call_per: perElement, groups, interfaces = [] }: Call): ConditionReads {
	const conditions = [when, ...groups.map((group) => group.when)].flatMap((one) => (one ? [readBy(one)] : []));
	return {
		paths: [
			...groups.map(({ attribute }) => attribute),
			...interfaces.map(({ attribute }) => attribute),
			...(perElement === undefined ? [] : [perElement]),
			...conditions.flatMap(({ paths }) => paths),
		],
		schema: conditions.flatMap(({ schema }) => schema),
	};
}

/** Returns the paths of the group arguments of an entry's calls, each once. */
export function groupPaths(entry: Entry): readonly AttributePath[] {
	const groups = callsOf(entry).flatMap((call) => call.groups);
	return [...new Set(groups.map(({ attribute }) => attribute))].map(AttributePath.parse);
}

const attributes = new Map<Entry, ReadonlySet<string>>();

/** Returns the attributes of the resource that an entry reads. Made once for each entry. */
export function attributesOf(entry: Entry): ReadonlySet<string> {
	let names = attributes.get(entry);
	if (names === undefined) {
		names = new Set([
			...(entry.always ?? []),
			...callsOf(entry).flatMap((call) => readByCall(call).schema),
			...pathsRead(entry).map(({ attribute }) => attribute),
		]);
		attributes.set(entry, names);
	}
	return names;
}
