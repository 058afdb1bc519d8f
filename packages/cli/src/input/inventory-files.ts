import fs from 'node:fs';
import { UserError } from '@sg-preflight/documents';
import { type Inventory, parseInventory } from '@sg-preflight/inventory';

export interface InventoryRequest {
	readonly files: readonly string[];
	readonly allowEmpty: boolean;
	readonly allowPartial: boolean;
}

/** Reads inventory files and puts them together. Throws UserError, or UserError for what is not there. */
export function readInventory({ files, ...options }: InventoryRequest): Promise<Inventory> {
	if (files.length === 0) {
		throw new UserError(
			'no inventory was given, and no plan says which security groups are managed. Pull one with: sg-preflight inventory pull --output inventory.yaml (or: aliyun ecs DescribeSecurityGroups --RegionId REGION --MaxResults 100 > inventory.json)\nand give it with: --inventory inventory.yaml; or let check ask the API itself with: --live',
		);
	}
	return parseInventory(
		files.map((name) => ({ name, text: textOf(name) })),
		options,
	);
}

function textOf(file: string): string {
	try {
		return fs.readFileSync(file, 'utf8');
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		const reasons: Record<string, string> = {
			ENOENT: 'there is no such file',
			EISDIR: 'it is a directory; name the files in it',
		};
		throw new UserError(`the inventory ${file} cannot be read: ${reasons[code ?? ''] ?? message}.`);
	}
}
