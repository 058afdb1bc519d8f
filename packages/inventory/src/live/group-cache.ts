import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@sg-preflight/documents';
import { writeWhole } from '@sg-preflight/documents/atomic-file';
import { readRegularFile } from '@sg-preflight/documents/regular-file';
import { problemOf } from '@sg-preflight/documents/system-error';
import { formatInventory } from '../document/format-inventory.js';
import { parseInventory } from '../document/parse-inventory.js';
import { createInventory, type Inventory } from '../inventory.js';
import { isGroupId } from './look-up.js';

/**
 * Caches the API's answer for each group: a folder with one inventory file a group. Deletes the file of a group that the
 * API does not know.
 *
 * @throws {UserError} when a file cannot be written
 */
export function keepGroups(folder: string, asked: readonly string[], { groups, scopes }: Inventory): void {
	try {
		fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
	} catch (error) {
		throw new UserError(`${folder} cannot be made: ${problemOf(error)}.`, { cause: error });
	}
	// One group of a region, not the region.
	const scope = scopes.map((whole) => ({ ...whole, regions: null }));
	for (const id of asked.filter(isGroupId)) {
		const group = groups.get(id);
		if (group === undefined) fs.rmSync(fileOf(folder, id), { force: true });
		else writeWhole(fileOf(folder, id), formatInventory(createInventory([group], scope)), 0o600);
	}
}

/**
 * Returns the named groups as they were cached last.
 *
 * @throws {UserError} when none of them ever was, or others can write to the folder
 */
export async function keptGroups(folder: string, asked: readonly string[]): Promise<Inventory> {
	refuseForeign(folder);
	const ids = [...new Set(asked.filter(isGroupId))];
	const documents = ids.flatMap((id) => {
		const file = fileOf(folder, id);
		return fs.existsSync(file) ? [{ name: file, text: readRegularFile(file) }] : [];
	});
	if (documents.length === 0 && ids.length > 0) {
		throw new UserError(
			`${folder} holds none of the groups that the plan names: run check --live once without --offline.`,
		);
	}
	const { groups, scopes } = await parseInventory(documents, { allowEmpty: true });
	const [first] = scopes;
	const times = scopes.flatMap(({ time }) => time ?? []).sort();
	const scope = {
		source: folder,
		account: scopes.every(({ account }) => account === first?.account) ? (first?.account ?? null) : null,
		regions: null,
		time: times[0] ?? null,
		toolVersion: first?.toolVersion ?? null,
	};
	const missing = ids.filter((id) => !groups.has(id)).length;
	return createInventory(
		groups.values(),
		[scope],
		missing > 0 ? [`${folder} lacks ${missing} of the ${ids.length} groups that the plans name`] : [],
	);
}

/** Refuses a cache that others can write, because cached groups are believed. */
function refuseForeign(folder: string): void {
	const stats = fs.statSync(folder, { throwIfNoEntry: false });
	const user = process.getuid?.();
	if (stats === undefined || user === undefined) return;
	const isOwn = stats.uid === user || stats.uid === 0;
	if (isOwn && (stats.mode & 0o022) === 0) return;
	throw new UserError({
		where: folder,
		problem: 'others can write to this folder, so the groups in it cannot be believed',
		next: `Remove it, and run check --live once without --offline.`,
	});
}

function fileOf(folder: string, id: string): string {
	return path.join(folder, `${id}.yaml`);
}
