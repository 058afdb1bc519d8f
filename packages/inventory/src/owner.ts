import type { InventoryGroup } from './inventory.js';
import type { ServiceId } from './service-id.js';

/** A cloud service whose managed groups can be recognised. */
export interface KnownOwner {
	/** The vendor's name of the service. */
	readonly product: string;
	readonly serviceIds: readonly ServiceId[];
	/** Names that the service gives to its groups; the first capture is the id of the service's own resource. */
	readonly groupName: RegExp | null;
	/** The service's own resource whose deletion takes the group along, in words; null if the sources do not say. */
	readonly resource: string | null;
	readonly source: string;
	/** When the source was read. */
	readonly seen: string;
}

const steward = 'loomx-ai/steward, providers/alicloud/hooks (tests)';

/** Services that public sources name with a ServiceID or a group name. An id that is not here stays a number. */
export const knownOwners: readonly KnownOwner[] = [
	{
		product: 'NAT Gateway',
		serviceIds: [1679259531804325],
		groupName: /^(ngw-[a-z0-9]+)_security_group$/,
		resource: 'NAT gateway',
		source: steward,
		seen: '2026-08',
	},
	{
		product: 'PrivateLink',
		serviceIds: [1341752557108666],
		groupName: /^privatelink_system_security_group\.(ep-[a-z0-9]+)$/,
		resource: 'PrivateLink endpoint',
		source: steward,
		seen: '2026-08',
	},
	{
		product: 'DataWorks',
		serviceIds: [429],
		groupName: null,
		resource: 'DataWorks resource group',
		source: steward,
		seen: '2026-08',
	},
];

/** The service that owns a managed group, as far as it is known. */
export interface Owner {
	/** The service's name. */
	readonly product: string;
	/** `NAT gateway ngw-1`, the service's own resource that the group belongs to; without its id if the name does not tell. */
	readonly resource: string | null;
}

/**
 * Returns the owner of a group: by the product that the inventory has, else by a known ServiceID, else by a known group
 * name. Undefined if none of them tells, or the group is not managed.
 */
export function ownerOf(group: Pick<InventoryGroup, 'managed' | 'serviceId' | 'name' | 'product'>): Owner | undefined {
	if (!group.managed) return undefined;
	const byId = knownOwners.find(({ serviceIds }) => group.serviceId !== null && serviceIds.includes(group.serviceId));
	const byName = knownOwners.find((owner) => isNamedBy(owner, group.name));
	const known = byId ?? byName;
	const product = group.product ?? known?.product;
	if (product === undefined) return undefined;
	if (known === undefined || known.product !== product || known.resource === null) return { product, resource: null };
	const id = known.groupName?.exec(group.name ?? '')?.[1];
	return { product, resource: id === undefined ? known.resource : `${known.resource} ${id}` };
}

function isNamedBy({ groupName }: KnownOwner, name: string | null): boolean {
	return name !== null && groupName?.test(name) === true;
}

/** `managed by NAT Gateway (serviceID 1679259531804325)`, for a person. */
export function ownerText(group: Pick<InventoryGroup, 'managed' | 'serviceId' | 'name' | 'product'>): string {
	const owner = ownerOf(group);
	const id = group.serviceId === null ? '' : ` (serviceID ${group.serviceId})`;
	return owner === undefined ? `a cloud service${id}` : `${owner.product}${id}`;
}
