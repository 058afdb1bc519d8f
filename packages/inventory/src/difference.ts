import type { Inventory, InventoryGroup } from './inventory.js';

/** The changes of groups between two inventories; each list is in the order of the ids. */
export interface InventoryDifference {
	/** Managed in the newer inventory only; listed in both. */
	readonly becameManaged: readonly InventoryGroup[];
	/** Managed in the older inventory only; listed in both. As the newer has them. */
	readonly stoppedBeingManaged: readonly InventoryGroup[];
	readonly appeared: readonly InventoryGroup[];
	readonly vanished: readonly InventoryGroup[];
	/** One sentence for each difference of scope: a group of a region that was not listed did not vanish. */
	readonly scope: readonly string[];
}

export function differenceOf(older: Inventory, newer: Inventory): InventoryDifference {
	const before = sorted(older);
	const after = sorted(newer);
	const changed = after.filter(
		(group) =>
			older.groups.has(group.id) && (older.groups.get(group.id)?.managed === true) !== (group.managed === true),
	);
	return {
		becameManaged: changed.filter(({ managed }) => managed === true),
		stoppedBeingManaged: changed.filter(({ managed }) => managed !== true),
		appeared: after.filter(({ id }) => !older.groups.has(id)),
		vanished: before.filter(({ id }) => !newer.groups.has(id)),
		scope: [
			...scopeDifference('account', accountsOf(older), accountsOf(newer)),
			...scopeDifference('regions', regionsOf(older), regionsOf(newer)),
		],
	};
}

function sorted({ groups }: Inventory): InventoryGroup[] {
	return [...groups.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

const unrecorded = 'not recorded';

function accountsOf({ scopes }: Inventory): string[] {
	return scopes.map(({ account }) => account ?? unrecorded);
}

function regionsOf({ scopes }: Inventory): string[] {
	return scopes.flatMap(({ regions }) => regions ?? [unrecorded]);
}

function scopeDifference(what: string, older: readonly string[], newer: readonly string[]): string[] {
	const text = (values: readonly string[]): string => [...new Set(values)].sort().join(', ');
	const [before, after] = [text(older), text(newer)];
	return before === after ? [] : [`They differ in ${what}: ${before} before, ${after} after.`];
}
