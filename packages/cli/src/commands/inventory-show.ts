import { UserError } from '@sg-preflight/documents';
import { type Inventory, type InventoryGroup, type InventoryInterface, ownerText } from '@sg-preflight/inventory';
import { command } from '../command-line/command.js';
import { readInventory } from '../input/inventory-files.js';
import { print } from '../terminal/stdout.js';

export const inventoryShow = command({
	name: 'inventory show',
	summary: 'Summarize inventory files: how many groups are managed, and by which cloud service.',
	positionals: 'FILE…',
	options: {
		format: { type: 'string', short: 'f', choices: ['text', 'json'], help: 'Format of the output. Default: text.' },
		'allow-empty-inventory': { type: 'boolean', help: 'Accept an inventory without groups.' },
		'allow-partial-inventory': { type: 'boolean', help: 'Accept an incomplete inventory.' },
	},
	async run(files, { format = 'text', ...allow }) {
		if (files.length === 0)
			throw new UserError('inventory show takes inventory files. See: sg-preflight inventory show --help');
		const inventory = await readInventory({
			files,
			named: true,
			allowEmpty: allow['allow-empty-inventory'] ?? false,
			allowPartial: allow['allow-partial-inventory'] ?? false,
		});
		await print(format === 'json' ? json(inventory) : text(inventory));
		return 0;
	},
});

function json({ groups, interfaces, scopes, incomplete }: Inventory): string {
	const listed = interfaces === undefined ? {} : { interfaces: [...interfaces.values()] };
	return `${JSON.stringify({ schemaVersion: 1, scopes, incomplete, groups: [...groups.values()], ...listed }, null, 2)}\n`;
}

function text({ groups, interfaces, scopes, incomplete }: Inventory): string {
	const all = [...groups.values()];
	const managed = all.filter((group) => group.managed);
	const unsaid = all.filter((group) => group.managed === null);
	return [
		...scopes.map(
			({ source, account, regions, time }) =>
				`${source}: account ${account ?? 'not recorded'}, regions ${regions?.join(', ') || 'not recorded'}, listed ${time ?? 'at a time not recorded'}\n`,
		),
		...incomplete.map((sentence) => `Not complete: ${sentence}\n`),
		`\n${all.length} groups: ${managed.length} managed, ${all.length - managed.length - unsaid.length} not managed, ${unsaid.length} without ServiceManaged\n`,
		...[...byService(managed)].map(([service, owned]) => `\nManaged by ${service}:\n${owned.map(line).join('')}`),
		...(interfaces === undefined ? [] : [interfacesText([...interfaces.values()])]),
	].join('');
}

function interfacesText(interfaces: readonly InventoryInterface[]): string {
	const managed = interfaces.filter((one) => one.managed);
	return `\n${interfaces.length} network interfaces: ${managed.length} managed\n${managed
		.map((one) => `  ${one.id}, managed by ${ownerText(one)}\n`)
		.join('')}`;
}

function byService(groups: readonly InventoryGroup[]): Map<string, InventoryGroup[]> {
	const services = new Map<string, InventoryGroup[]>();
	for (const group of groups) {
		const owner = ownerText(group);
		services.set(owner, [...(services.get(owner) ?? []), group]);
	}
	return services;
}

function line({ id, name, region, vpc }: InventoryGroup): string {
	return `  ${[id, name && JSON.stringify(name), vpc, region].filter(Boolean).join('  ')}\n`;
}
