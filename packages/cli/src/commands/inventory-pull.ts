import v8 from 'node:v8';
import { writeWhole } from '@sg-preflight/documents/atomic-file';
import { formatInventory } from '@sg-preflight/inventory';
import { pullInventory } from '@sg-preflight/inventory/live';
import { command } from '../command-line/command.js';
import { connectionOf, connectionOptions } from '../command-line/connection-options.js';
import { ProgressLine } from '../terminal/progress-line.js';
import { print } from '../terminal/stdout.js';
import { version } from '../version.js';

/** Also an option of `inventory policy`. */
export const networkInterfacesOption = {
	type: 'boolean',
	help: 'List the network interfaces too, so that operations on managed ones are judged.',
} as const;

export const inventoryPull = command({
	name: 'inventory pull',
	summary: 'List the security groups of an account and the cloud services that manage them. Only reads.',
	options: {
		output: { type: 'string', short: 'o', value: 'FILE', help: 'File to write. Default: standard output.' },
		region: {
			type: 'string',
			multiple: true,
			value: 'ID',
			help: 'Region to list. Default: every region of the account.',
		},
		'network-interfaces': networkInterfacesOption,
		tags: { type: 'boolean', help: "Keep the groups' tags." },
		...connectionOptions,
	},
	details: `Credentials come from the environment (ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET), OIDC, a
profile or the instance's RAM role; what they must be allowed is printed by sg-preflight inventory policy.
A region that cannot be listed whole ends the command with 2, and FILE stays as it was.`,
	async run(_, { output, region = [], tags = false, 'network-interfaces': networkInterfaces = false, ...connection }) {
		// Pages are short-lived: a young generation that grows with them (Node.js 24) costs 40 MB and saves no time.
		v8.setFlagsFromString('--semi-space-growth-factor=1');
		const progress = new ProgressLine();
		try {
			const inventory = await pullInventory({
				...connectionOf(connection),
				regions: region,
				tags,
				networkInterfaces,
				toolVersion: version,
				onProgress: ({ total, done, groups }) =>
					progress.show(() => `${done} of ${total} regions listed, ${groups} groups`),
			});
			progress.clear();
			const text = formatInventory(inventory);
			if (output === undefined) await print(text);
			// Other users must not read the groups of an account.
			else writeWhole(output, text, 0o600);
			const managed = [...inventory.groups.values()].filter((group) => group.managed).length;
			const regions = inventory.scopes[0]?.regions?.length ?? 0;
			console.error(`${inventory.groups.size} groups of ${regions} regions, ${managed} of them managed.`);
			if (networkInterfaces) {
				const interfaces = [...(inventory.interfaces?.values() ?? [])];
				const owned = interfaces.filter((one) => one.managed).length;
				console.error(`${interfaces.length} network interfaces, ${owned} of them managed.`);
			}
			return 0;
		} finally {
			progress.clear();
		}
	},
});
