import { accessPolicy } from '@sg-preflight/inventory/live';
import { command } from '../command-line/command.js';
import { print } from '../terminal/stdout.js';

export const inventoryPolicy = command({
	name: 'inventory policy',
	summary: 'Print the minimal RAM policy for inventory pull and check --live.',
	options: {},
	async run() {
		await print(`${JSON.stringify(accessPolicy, null, 2)}\n`);
		return 0;
	},
});
