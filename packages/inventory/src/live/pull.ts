import { UserError } from '@sg-preflight/documents';
import { createInventory, type Inventory } from '../inventory.js';
import { withDeadline } from './deadline.js';
import { type ConnectionOptions, connect } from './ecs-api.js';
import { type Progress, runListings } from './listing.js';
import { regionsOf } from './region.js';

export interface PullOptions extends ConnectionOptions {
	/** Ids of the regions to list; by default all that the account can use. */
	readonly regions?: readonly string[];
	/** Keep the groups' tags; by default not. */
	readonly tags?: boolean;
	/** List the network interfaces too; by default not. */
	readonly networkInterfaces?: boolean;
	/** Milliseconds for all of it; 5 minutes by default. */
	readonly timeout?: number;
	/** Version of sg-preflight, which the inventory records. */
	readonly toolVersion: string;
	readonly onProgress?: (progress: Progress) => void;
}

export const defaultTimeout = 300_000;

/**
 * Lists every security group of the account, whole or not at all.
 *
 * @throws {UserError} when there are no credentials, or a region cannot be listed; it names region and error
 */
export async function pullInventory(options: PullOptions): Promise<Inventory> {
	const time = now();
	const given = regionsOf(options.regions);
	return withDeadline(options.timeout ?? defaultTimeout, async (deadline) => {
		const api = await connect(options, deadline);
		const account = await explaining('The account cannot be looked up', api.account());
		const regions = given.length > 0 ? given : await explaining('The regions cannot be listed', api.regions());
		const listings = regions.map((region) => ({ region }));
		const groups = await runListings(api, listings, options.tags ?? false, options.onProgress);
		const scope = {
			source: 'sg-preflight inventory pull',
			account,
			regions: regions.map(({ id }) => id).sort(),
			time,
			toolVersion: options.toolVersion,
		};
		const interfaces = options.networkInterfaces
			? await runListings(
					api,
					regions.map((region) => ({ region, kind: 'network interfaces' })),
					false,
				)
			: [];
		return createInventory(groups, [scope], [], interfaces);
	});
}

/** ISO 8601 to the second: the listing's start, so that an inventory is never younger than its facts. */
export function now(): string {
	return `${new Date().toISOString().slice(0, 19)}Z`;
}

/** Adds the region and call to the message of an error. */
export async function explaining<T>(what: string, answer: Promise<T>): Promise<T> {
	try {
		return await answer;
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		throw new UserError(`${what}: ${error.message}.`, { cause: error });
	}
}
