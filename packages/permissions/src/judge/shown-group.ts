import type { InventoryGroup } from '@sg-preflight/inventory';
import type { GroupReference } from '@sg-preflight/operations';
import { mayBeGroupId, notAnId, printedId } from '../text/group-id.js';

/** Returns the id that a finding has: neither a sensitive one nor a value that is not an id. */
export function shownId({ id, sensitive }: GroupReference, listing: InventoryGroup | undefined): string {
	if (sensitive) return '(sensitive)';
	return listing || mayBeGroupId(id ?? '') ? (id ?? '') : notAnId;
}

/** Returns the group as a sentence names it. */
export function groupInSentence({ sensitive }: GroupReference, { id, name }: InventoryGroup): string {
	if (sensitive) return 'the group (sensitive)';
	return name ? `${printedId(id)} (${JSON.stringify(name)})` : printedId(id);
}

/** A sensitive group without its name, which may tell the owner's resource. */
export function shown({ sensitive }: GroupReference, listing: InventoryGroup): InventoryGroup {
	return sensitive ? { ...listing, name: null } : listing;
}
