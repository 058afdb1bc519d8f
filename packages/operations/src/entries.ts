import type { Entry } from './entry-schema.js';
import * as resources from './resources/index.js';

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
