import { UserError } from '@sg-preflight/documents';
import type { InventoryGroup } from '@sg-preflight/inventory';
import { differenceOf, type InventoryDifference, ownerText } from '@sg-preflight/inventory';
import { command } from '../command-line/command.js';
import { readInventory } from '../input/inventory-files.js';
import { print } from '../terminal/stdout.js';

export const inventoryDiff = command({
	name: 'inventory diff',
	summary:
		'List the groups that became managed, stopped being managed, appeared or disappeared between two inventories.',
	positionals: 'OLDER NEWER',
	options: {
		format: { type: 'string', short: 'f', choices: ['text', 'json'], help: 'Format of the output. Default: text.' },
	},
	async run(files, { format = 'text' }) {
		const [older, newer, another] = files;
		if (older === undefined || newer === undefined || another !== undefined) {
			throw new UserError('inventory diff takes two inventory files. See: sg-preflight inventory diff --help');
		}
		const read = (file: string) => readInventory({ files: [file], named: true, allowEmpty: true, allowPartial: false });
		const difference = differenceOf(await read(older), await read(newer));
		await print(format === 'json' ? json(difference) : text(difference));
		return 0;
	},
});

function json({ scope, ...lists }: InventoryDifference): string {
	const groups = Object.entries(lists).map(([name, list]) => [name, list.map(withoutPlace)]);
	return `${JSON.stringify({ schemaVersion: 1, scope, ...Object.fromEntries(groups) }, null, 2)}\n`;
}

function withoutPlace({ where: _, ...facts }: InventoryGroup): Omit<InventoryGroup, 'where'> {
	return facts;
}

function text({ scope, becameManaged, stoppedBeingManaged, appeared, vanished }: InventoryDifference): string {
	const parts = [
		section('Became managed', becameManaged),
		section('Stopped being managed', stoppedBeingManaged),
		section('Appeared', appeared),
		section('Vanished', vanished),
	].filter((part) => part !== '');
	return [...scope.map((sentence) => `${sentence}\n`), parts.length > 0 ? parts.join('\n') : 'No difference.\n'].join(
		'',
	);
}

function section(title: string, groups: readonly InventoryGroup[]): string {
	return groups.length === 0 ? '' : `${title} (${groups.length}):\n${groups.map(line).join('')}`;
}

function line(group: InventoryGroup): string {
	const { id, name, region, managed } = group;
	const owner = managed ? `managed by ${ownerText(group)}` : null;
	return `  ${[id, name && JSON.stringify(name), region, owner].filter(Boolean).join('  ')}\n`;
}
