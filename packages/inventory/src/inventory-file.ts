import { formatInventory, type Inventory, UnusableInventory } from '@sg-preflight/permissions';
import writeFileAtomic from 'write-file-atomic';

/**
 * Writes an inventory in the project's own form, as a whole or not at all: what was there stays until then.
 *
 * @throws {UnusableInventory} where the file cannot be written
 */
export function writeInventory(file: string, inventory: Inventory): void {
	try {
		writeFileAtomic.sync(file, formatInventory(inventory));
	} catch (error) {
		throw new UnusableInventory(`${file} cannot be written (${(error as NodeJS.ErrnoException).code}).`, {
			cause: error,
		});
	}
}
