import { accessPolicyFor } from '@sg-preflight/inventory/live';
import { command } from '../command-line/command.js';
import { print } from '../terminal/stdout.js';
import { networkInterfacesOption } from './inventory-pull.js';

export const inventoryPolicy = command({
	name: 'inventory policy',
	summary: 'Print the minimal RAM policy for inventory pull and check --live.',
	options: { 'network-interfaces': networkInterfacesOption },
	async run(_, { 'network-interfaces': networkInterfaces = false }) {
		await print(`${JSON.stringify(accessPolicyFor({ networkInterfaces }), null, 2)}\n`);
		return 0;
	},
});
