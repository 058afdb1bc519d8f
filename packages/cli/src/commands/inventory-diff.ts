import { UserError } from '@sg-preflight/documents';
import { differenceOf } from '@sg-preflight/inventory';
import { command } from '../command-line/command.js';
import { printedFormatOption } from '../command-line/printed-format.js';
import { readInventory } from '../input/inventories/inventory-files.js';
import { differenceJson, differenceText } from '../inventory/difference-text.js';
import { visibleText } from '../terminal/safe-text.js';
import { print } from '../terminal/stdout.js';

export const inventoryDiff = command({
	name: 'inventory diff',
	summary:
		'List the groups that became managed, stopped being managed, appeared or disappeared between two inventories.',
	positionals: 'OLDER NEWER',
	options: {
		format: printedFormatOption,
	},
	async run(files, { format = 'text' }) {
		const [older, newer, another] = files;
		if (older === undefined || newer === undefined || another !== undefined) {
			throw new UserError('inventory diff takes two inventory files. See: sg-preflight inventory diff --help');
		}
		const read = (file: string) => readInventory({ files: [file], named: true, allowEmpty: true, allowPartial: false });
		const difference = differenceOf(await read(older), await read(newer));
		await print(format === 'json' ? differenceJson(difference) : visibleText(difference, differenceText));
		return 0;
	},
});
