import os from 'node:os';
import path from 'node:path';
import { problemOf } from '@sg-preflight/documents/system-error';
import type { Inventory } from '@sg-preflight/inventory';
import type { AskedGroup, ConnectionOptions } from '@sg-preflight/inventory/live';
import type { EcsOperation } from '@sg-preflight/operations';
import { logLine } from '../../terminal/safe-text.js';
import { version } from '../../version.js';

/** Options for looking up the groups of a plan. Survives a structured clone. */
export interface LiveRequest {
	readonly connection: ConnectionOptions;
	/** Regions to search for groups whose region the plan does not contain; empty for all regions. */
	readonly regions: readonly string[];
	/** Folder of the cached answers. */
	readonly cacheFolder: string;
	/** Whether only cached answers are used, without a request. */
	readonly offline: boolean;
}

/**
 * Looks the groups of the operations up in the ECS API; with `offline`, in the cache.
 *
 * @throws {UserError} when the API cannot be asked; with `offline`, when no group is cached or others can write to the cache
 */
export async function liveInventory(operations: readonly EcsOperation[], request: LiveRequest): Promise<Inventory> {
	const { keepGroups, keptGroups, lookUpGroups } = await import('@sg-preflight/inventory/live');
	const { connection, regions, cacheFolder, offline } = request;
	const groups = operations.flatMap(({ groups, region }) =>
		groups.flatMap(({ id }): AskedGroup[] => (id === null ? [] : [{ id, region }])),
	);
	const ids = [...new Set(groups.map(({ id }) => id))];
	if (offline) return keptGroups(cacheFolder, ids);
	const inventory = await lookUpGroups({ ...connection, groups, regions, toolVersion: version });
	try {
		keepGroups(cacheFolder, ids, inventory);
	} catch (error) {
		// The answer is available: only a later --offline will lack it.
		console.error(`sg-preflight: not kept for --offline: ${logLine(problemOf(error))}`);
	}
	return inventory;
}

/** Returns the user's cache folder by the convention of the operating system. */
export function defaultCacheFolder(): string {
	return path.join(cachesOfUser(), 'sg-preflight', 'groups');
}

function cachesOfUser(): string {
	const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
	const home = os.homedir();
	if (process.platform === 'win32') return LOCALAPPDATA ?? path.join(home, 'AppData', 'Local');
	if (process.platform === 'darwin') return path.join(home, 'Library', 'Caches');
	return XDG_CACHE_HOME || path.join(home, '.cache');
}
