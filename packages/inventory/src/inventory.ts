import { UserError } from '@sg-preflight/documents';

import type { ServiceId } from './service-id.js';

/** The facts about one security group. */
export interface InventoryGroup {
	/** `sg-…` */
	readonly id: string;
	readonly name: string | null;
	/** ServiceManaged; null if the source does not say. */
	readonly managed: boolean | null;
	/** ServiceID of the cloud service that owns it, null if there is none or the source does not say. */
	readonly serviceId: ServiceId | null;
	/** Name of that service, only if somebody wrote it into the inventory: the API does not report it. */
	readonly product?: string;
	readonly region: string | null;
	readonly vpc: string | null;
	/** Only if the user asked for them. */
	readonly tags?: Readonly<Record<string, string>>;
	/** Where it is listed, for a person: file and line, or file and path. */
	readonly where: string;
}

/** The account and regions that a document covers: a group outside them is not known. */
export interface InventoryScope {
	/** Name of the file, or of the API. */
	readonly source: string;
	/** Id of the account, null if not recorded. */
	readonly account: string | null;
	/** Regions that were listed whole, null if not recorded. */
	readonly regions: readonly string[] | null;
	/** When the groups were listed, ISO 8601 in UTC; null if not recorded: raw responses carry no time. */
	readonly time: string | null;
	/** Version of sg-preflight that wrote it, null if another tool did. */
	readonly toolVersion: string | null;
}

/** The facts of one network interface: those of a group, with `eni-…` as its id. */
export type InventoryInterface = InventoryGroup;

/** The groups of one or several documents, with the scopes that they cover. */
export interface Inventory {
	/** By id. */
	readonly groups: ReadonlyMap<string, InventoryGroup>;
	/** Network interfaces by id; absent if no source lists any, and then nothing is judged by them. */
	readonly interfaces?: ReadonlyMap<string, InventoryInterface>;
	readonly scopes: readonly InventoryScope[];
	/** One sentence for each part that is known to be missing; empty if nothing is. */
	readonly incomplete: readonly string[];
}

/**
 * Merges groups from any sources. The same group may be listed several times; a fact that one place leaves out is taken
 * from another.
 *
 * @throws {UserError} when two places contradict each other in `managed` or `serviceId`; it names both.
 */
export function createInventory(
	groups: Iterable<InventoryGroup>,
	scopes: readonly InventoryScope[],
	incomplete: readonly string[] = [],
	interfaces: Iterable<InventoryInterface> = [],
): Inventory {
	const interfacesById = byId(interfaces);
	return {
		groups: byId(groups),
		...(interfacesById.size > 0 ? { interfaces: interfacesById } : {}),
		scopes,
		incomplete,
	};
}

function byId(resources: Iterable<InventoryGroup>): Map<string, InventoryGroup> {
	const found = new Map<string, InventoryGroup>();
	for (const one of resources) {
		const earlier = found.get(one.id);
		found.set(one.id, earlier ? mergeGroups(earlier, one) : one);
	}
	return found;
}

/**
 * Puts together the facts of two entries of the same group.
 *
 * @throws {UserError} when they contradict each other in `managed` or `serviceId`; it names both
 */
export function mergeGroups(a: InventoryGroup, b: InventoryGroup): InventoryGroup {
	for (const fact of ['managed', 'serviceId'] as const) {
		if (a[fact] !== null && b[fact] !== null && a[fact] !== b[fact]) {
			const [first, second] = a.where === b.where ? ['one entry', 'another'] : [a.where, b.where];
			throw new UserError({
				where: a.where === b.where ? a.where : null,
				problem: `${a.id} is listed twice with different facts: ${fact} is ${a[fact]} in ${first}, and ${b[fact]} in ${second}`,
				next: 'Remove the entry that is out of date, or pull the inventory again: sg-preflight inventory pull',
			});
		}
	}
	const tags = a.tags ?? b.tags;
	const product = a.product ?? b.product;
	return {
		id: a.id,
		name: a.name ?? b.name,
		managed: a.managed ?? b.managed,
		serviceId: a.serviceId ?? b.serviceId,
		region: a.region ?? b.region,
		vpc: a.vpc ?? b.vpc,
		...(product ? { product } : {}),
		...(tags ? { tags } : {}),
		where: a.where,
	};
}
