import { createInventory, type Inventory } from '../inventory.js';
import { withDeadline } from './deadline.js';
import { type ConnectionOptions, connect, pageSize } from './ecs-api.js';
import { type Listing, runListings } from './listing.js';
import { defaultTimeout, explaining, now } from './pull.js';
import { isRegionId, regionOf, regionsOf } from './region.js';

/** A group that a plan names, with its region if the plan has one. */
export interface AskedGroup {
	/** `sg-…`; anything else is not a group of ECS and is not looked up. */
	readonly id: string;
	readonly region: string | null;
}

export interface LookUpOptions extends ConnectionOptions {
	readonly groups: readonly AskedGroup[];
	/** Regions to search for groups whose region is not known; by default all that the account can use. */
	readonly regions?: readonly string[];
	/** Milliseconds for all of it; 5 minutes by default. */
	readonly timeout?: number;
	/** Version of sg-preflight, which the inventory records. */
	readonly toolVersion: string;
}

/**
 * Looks up the named groups alone, 100 at a time. A group that the API does not know is not in the inventory.
 *
 * @throws {UserError} when there are no credentials, or a region cannot be asked; it names region and error
 */
export async function lookUpGroups(options: LookUpOptions): Promise<Inventory> {
	const time = now();
	const given = regionsOf(options.regions);
	const groups = options.groups.filter(({ id }) => isGroupId(id));
	const placed = groups.filter(({ region }) => region !== null && isRegionId(region));
	const unplaced = groups.filter((group) => !placed.includes(group));
	const source = 'the live ECS API';
	if (groups.length === 0) {
		return createInventory([], [{ source, account: null, regions: null, time, toolVersion: options.toolVersion }]);
	}
	return withDeadline(options.timeout ?? defaultTimeout, async (deadline) => {
		const api = await connect(options, deadline);
		const account = await explaining('The account cannot be looked up', api.account());
		const idsByRegion = new Map<string, Set<string>>();
		const ask = (region: string, id: string): void => {
			idsByRegion.set(region, (idsByRegion.get(region) ?? new Set()).add(id));
		};
		for (const { id, region } of placed) ask(region ?? '', id);
		const everywhere =
			unplaced.length === 0 || given.length > 0
				? given
				: await explaining('The regions cannot be listed', api.regions());
		for (const { id } of unplaced) for (const region of everywhere) ask(region.id, id);
		const endpoints = new Map(everywhere.map((region) => [region.id, region]));
		const listings = [...idsByRegion].flatMap(([id, ids]): Listing[] =>
			batches([...ids].sort()).map((batch) => ({ region: endpoints.get(id) ?? regionOf(id), ids: batch })),
		);
		const found = await runListings(api, listings, false);
		const regions = [...idsByRegion.keys()].sort();
		return createInventory(found, [{ source, account, regions, time, toolVersion: options.toolVersion }]);
	});
}

/** Whether a text is a group's id: other texts of a plan must not become file names. */
export function isGroupId(id: string): boolean {
	return /^sg-[A-Za-z0-9-]{1,64}$/.test(id);
}

function batches(ids: readonly string[]): string[][] {
	return Array.from({ length: Math.ceil(ids.length / pageSize) }, (_, index) =>
		ids.slice(index * pageSize, (index + 1) * pageSize),
	);
}
