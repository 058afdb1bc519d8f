import { createHash } from 'node:crypto';
import { UserError } from '@sg-preflight/documents';
import { readNamedFile, readRegularFile } from '@sg-preflight/documents/regular-file';
import { type Inventory, parseInventory } from '@sg-preflight/inventory';

export interface InventoryRequest {
	readonly files: readonly string[];
	/** Whether the user named the files, which may then be pipes; else a configuration that was found did. */
	readonly named: boolean;
	readonly allowEmpty: boolean;
	readonly allowPartial: boolean;
}

export interface FileInventory extends Inventory {
	/** SHA-256 of each file in hexadecimal digits, by its name. */
	readonly digests: ReadonlyMap<string, string>;
}

/**
 * Reads inventory files and puts them together.
 *
 * @throws {UserError} when there is none, or one cannot be read or is not an inventory
 */
export async function readInventory({ files, named, ...options }: InventoryRequest): Promise<FileInventory> {
	if (files.length === 0) {
		throw new UserError(
			'no inventory was given, and no plan says which security groups are managed. Pull one with: sg-preflight inventory pull --output inventory.yaml (or: aliyun ecs DescribeSecurityGroups --RegionId REGION --MaxResults 100 > inventory.json) and give it with: --inventory inventory.yaml; or let check ask the API itself with: --live',
		);
	}
	const documents = files.map((name) => ({ name, text: named ? readNamedFile(name) : readRegularFile(name) }));
	const digests = new Map(
		documents.map(({ name, text }) => [name, createHash('sha256').update(text).digest('hex')] as const),
	);
	return { ...(await parseInventory(documents, options)), digests };
}

/**
 * Refuses an inventory that can never show a group as managed.
 *
 * @throws {UserError} when it has groups, and ServiceManaged is missing from all of them
 */
export function refuseWithoutManaged({ groups, scopes }: Inventory): void {
	if (groups.size === 0 || [...groups.values()].some(({ managed }) => managed !== null)) return;
	throw new UserError({
		where: scopes.map(({ source }) => source).join(', '),
		problem: `none of its ${groups.size} groups has ServiceManaged, so it cannot show that a group is managed`,
		next: 'Pull it again with: sg-preflight inventory pull --output inventory.yaml',
	});
}
