import { accessPolicy } from '@sg-preflight/inventory';
import { command } from '../command.js';
import { print } from '../output.js';

export const inventoryPolicy = command({
	name: 'inventory policy',
	summary: 'Prints the least RAM policy that inventory pull and check --live need.',
	options: {},
	async run() {
		await print(`${JSON.stringify(accessPolicy, null, 2)}\n`);
		return 0;
	},
});
