import { command } from '../command-line/command.js';
import { printedFormatOption } from '../command-line/printed-format.js';
import { permissionTableJson, permissionTableText } from '../explain/permission-table-text.js';
import { print } from '../terminal/stdout.js';

export const table = command({
	name: 'table',
	summary: 'Print the permission table: who may call which operation on a managed security group.',
	options: {
		format: printedFormatOption,
	},
	async run(_, { format = 'text' }) {
		await print(format === 'json' ? permissionTableJson() : permissionTableText());
		return 0;
	},
});
