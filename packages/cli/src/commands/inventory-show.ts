import { UserError } from '@sg-preflight/documents';
import { command } from '../command-line/command.js';
import { acceptanceOptions, acceptedGaps } from '../command-line/inventory-options.js';
import { printedFormatOption } from '../command-line/printed-format.js';
import { readInventory } from '../input/inventories/inventory-files.js';
import { inventoryJson, inventoryText } from '../inventory/inventory-text.js';
import { visibleText } from '../terminal/safe-text.js';
import { print } from '../terminal/stdout.js';

export const inventoryShow = command({
	name: 'inventory show',
	summary: 'Summarize inventory files: how many groups are managed, and by which cloud service.',
	positionals: 'FILE…',
	options: { format: printedFormatOption, ...acceptanceOptions },
	async run(files, { format = 'text', ...accepted }) {
		if (files.length === 0) {
			throw new UserError('inventory show takes inventory files. See: sg-preflight inventory show --help');
		}
		const inventory = await readInventory({ files, named: true, ...acceptedGaps(accepted, null) });
		await print(format === 'json' ? inventoryJson(inventory) : visibleText(inventory, inventoryText));
		return 0;
	},
});
