import { ageNotices, type InventoryScope } from '@sg-preflight/inventory';
import type { Policies, Policy } from '@sg-preflight/permissions';
import { type Checked, type CheckedInput, isChecked } from '../checked.js';
import type { Level, Notice } from './notice.js';

/** Reports an inventory of another account or region: it has none of the groups, so nothing would be refused. */
export function otherInventoryNotices(all: readonly Checked[], policies: Policies): Notice[] {
	const total = (count: keyof CheckedInput['groups']): number =>
		all.filter(isChecked).reduce((sum, { groups }) => sum + groups[count], 0);
	if (total('named') === 0 || total('known') > 0) return [];
	const message =
		total('listed') === 0
			? `the inventory has none of the groups that the plans change (${total('named')}): it is of another account or region, or out of date. Pull it again with: sg-preflight inventory pull, or accept it with --allow-partial-inventory.`
			: `the inventory does not tell for any of the groups that the plans change (${total('named')}) whether they are managed: ServiceManaged is missing. Pull it again with: sg-preflight inventory pull.`;
	// Its findings already fail the check if the user wants that.
	return [{ level: policies['unlisted-group'] === 'fail' ? 'warning' : 'error', message }];
}

/** The age at which an inventory is stale, and the effect of that. */
export interface Staleness {
	/** Milliseconds. */
	readonly maxAge: number;
	/** Effect of a stale inventory on the exit status; undefined for a warning. */
	readonly stale: Policy | undefined;
}

/** Reports the ages of inventories. API responses have no timestamp: a warning only if the user demands fresh ones. */
export function staleNotices(scopes: readonly InventoryScope[], { maxAge, stale }: Staleness, now: Date): Notice[] {
	if (stale === 'ignore') return [];
	const [timeless, timed] = [scopes.filter(({ time }) => time === null), scopes.filter(({ time }) => time !== null)];
	const level = stale === 'fail' ? 'error' : 'warning';
	const notices = (of: readonly InventoryScope[], level: Level): Notice[] =>
		[...new Set(ageNotices({ scopes: of }, maxAge, now.getTime()))].map((message) => ({ level, message }));
	return [...notices(timed, level), ...notices(timeless, stale === undefined ? 'note' : level)];
}
