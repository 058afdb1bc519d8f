import * as resources from '../resources/index.js';
import type { Entry } from './entry-schema.js';

const byType = new Map<string, Entry>();
for (const entry of Object.values(resources)) {
	for (const type of [entry.type, ...(entry.aliases ?? [])]) byType.set(type, entry);
}

/** Every entry once, in the order of their types. */
export const entries: readonly Entry[] = Object.values(resources);

/** The entry of a Terraform type or of an alias of one; undefined where it has none. */
export function entryOf(type: string): Entry | undefined {
	return byType.get(type);
}

const attributes = new Map<Entry, ReadonlySet<string>>();

/** Top-level attributes that an entry reads. */
export function attributesOf(entry: Entry): ReadonlySet<string> {
	const known = attributes.get(entry);
	if (known !== undefined) return known;
	const names = new Set<string>();
	// Whatever text stands in a call may be a path: a name too many does no harm.
	JSON.stringify([entry.always, entry.create, entry.update, entry.delete], (_, value: unknown) => {
		if (typeof value === 'string') names.add(value.split(/[.[]/, 1)[0] as string);
		return value;
	});
	attributes.set(entry, names);
	return names;
}
