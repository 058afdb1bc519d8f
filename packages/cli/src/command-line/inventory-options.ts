import type { ProjectConfiguration } from '../configuration/configuration-trust.js';
import { type FileInventory, readInventory, refuseWithoutManaged } from '../input/inventories/inventory-files.js';

export const inventoryOption = {
	type: 'string',
	short: 'i',
	multiple: true,
	value: 'FILE',
	help: 'Inventory of security groups: a file, a directory, a pattern, a URL, or - for standard input.',
} as const;

/** Options that accept an inventory with gaps. */
export const acceptanceOptions = {
	'allow-empty-inventory': { type: 'boolean', help: 'Accept an inventory without groups.' },
	'allow-partial-inventory': { type: 'boolean', help: 'Accept an incomplete inventory.' },
} as const;

interface InventoryValues {
	readonly inventory?: readonly string[];
	readonly 'allow-empty-inventory'?: boolean;
	readonly 'allow-partial-inventory'?: boolean;
}

/** Which gaps of an inventory are accepted. */
export interface AcceptedGaps {
	readonly allowEmpty: boolean;
	readonly allowPartial: boolean;
}

export function acceptedGaps(values: InventoryValues, configuration: ProjectConfiguration | null): AcceptedGaps {
	return {
		allowEmpty: values['allow-empty-inventory'] ?? configuration?.allowEmptyInventory ?? false,
		allowPartial: values['allow-partial-inventory'] ?? configuration?.allowPartialInventory ?? false,
	};
}

/**
 * Reads the inventories that the options name, else those of the configuration.
 *
 * @param options whether the report has the digests of the files
 * @throws {UserError} when there is none, one cannot be read, or none can show that a group is managed
 */
export async function inventoryOf(
	values: InventoryValues,
	configuration: ProjectConfiguration | null,
	{ digests = false }: { readonly digests?: boolean } = {},
): Promise<FileInventory> {
	const inventory = await readInventory({
		files: values.inventory ?? configuration?.inventory ?? [],
		named: values.inventory !== undefined || configuration?.made.named === true,
		...acceptedGaps(values, configuration),
		digests,
	});
	refuseWithoutManaged(inventory);
	return inventory;
}
