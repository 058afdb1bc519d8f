import { type Inventory, type InventoryGroup, type InventoryInterface, ownerText } from '@sg-preflight/inventory';
import { jsonText } from '../terminal/safe-text.js';

/** Returns the output of `inventory show --format json`. */
export function inventoryJson({ groups, interfaces, scopes, incomplete }: Inventory): string {
	const listed = interfaces === undefined ? {} : { interfaces: [...interfaces.values()] };
	return `${jsonText({ schemaVersion: 1, scopes, incomplete, groups: [...groups.values()], ...listed })}\n`;
}

/** Returns an inventory for a person: its scopes, and the managed groups by their service. */
export function inventoryText({ groups, interfaces, scopes, incomplete }: Inventory): string {
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
