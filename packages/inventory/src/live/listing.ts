import { UserError } from '@sg-preflight/documents';
import pMap from 'p-map';
import { type InventoryGroup, mergeGroups } from '../inventory.js';
import type { EcsApi } from './ecs-api.js';
import type { Region } from './region.js';

/** Groups change while they are listed: a count that does not fit is checked again before it is an error. */
const attempts = 3;

/** How many regions are listed at a time: the API's limits are for each account, not for each region. */
const regionsAtOnce = 8;

export interface Listing {
	readonly region: Region;
	/** Only these; by default all of the region. At most 100. */
	readonly ids?: readonly string[];
	/** Security groups by default. */
	readonly kind?: 'network interfaces';
}

export interface Progress {
	/** Listings in all, and done. */
	readonly total: number;
	readonly done: number;
	/** Groups seen until now. */
	readonly groups: number;
}

/**
 * Runs all listings, some at a time; all are of one kind.
 *
 * @throws {UserError} when one fails: it names each region that failed, and why
 */
export async function runListings(
	api: EcsApi,
	listings: readonly Listing[],
	tags: boolean,
	onProgress: (progress: Progress) => void = () => {},
): Promise<InventoryGroup[]> {
	let done = 0;
	let seen = 0;
	const progress = (): void => onProgress({ total: listings.length, done, groups: seen });
	const failures = new Map<string, Set<string>>();
	const onPage = (count: number): void => {
		seen += count;
		progress();
	};
	const results = await pMap(
		listings,
		async (listing) => {
			try {
				return await listWhole(api, listing, tags, onPage);
			} catch (error) {
				if (!(error instanceof UserError)) throw error;
				const regions = failures.get(error.message) ?? new Set();
				failures.set(error.message, regions.add(listing.region.id));
				return [];
			} finally {
				done += 1;
				progress();
			}
		},
		{ concurrency: regionsAtOnce },
	);
	if (failures.size > 0) {
		const sentences = [...failures].map(([message, regions]) => `${[...regions].sort().join(', ')}: ${message}`);
		const kind = listings[0]?.kind ?? 'security groups';
		throw new UserError(`The ${kind} cannot be listed whole. ${sentences.join('; ')}.`);
	}
	return results.flat();
}

async function listWhole(
	api: EcsApi,
	listing: Listing,
	tags: boolean,
	onPage: (count: number) => void,
): Promise<InventoryGroup[]> {
	for (let attempt = 1; ; attempt++) {
		const { groups, total } = await listOnce(api, listing, tags, onPage);
		if (groups.size >= total) return [...groups.values()];
		if (attempt === attempts) {
			throw new UserError(
				`the API counts ${total} ${listing.kind ?? 'groups'} and lists ${groups.size}, also after ${attempts} attempts`,
			);
		}
		onPage(-groups.size);
	}
}

async function listOnce(
	api: EcsApi,
	{ region, ids, kind }: Listing,
	tags: boolean,
	onPage: (count: number) => void,
): Promise<{ groups: Map<string, InventoryGroup>; total: number }> {
	const groups = new Map<string, InventoryGroup>();
	const tokens = new Set<string>();
	let total = 0;
	for (let nextToken = ''; ; ) {
		const page =
			kind === undefined
				? await api.groups(region, { ...(ids ? { ids } : {}), nextToken, tags })
				: await api.interfaces(region, nextToken);
		const before = groups.size;
		for (const group of page.groups) {
			const earlier = groups.get(group.id);
			groups.set(group.id, earlier ? mergeGroups(earlier, group) : group);
		}
		onPage(groups.size - before);
		total = Math.max(total, page.total);
		nextToken = page.nextToken;
		if (nextToken === '') return { groups, total };
		if (tokens.has(nextToken)) {
			throw new UserError('the API gives the same NextToken again: its pages would never end');
		}
		tokens.add(nextToken);
	}
}
