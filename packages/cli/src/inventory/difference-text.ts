import { type InventoryDifference, type InventoryGroup, ownerText } from '@sg-preflight/inventory';
import { jsonText } from '../terminal/safe-text.js';

/** Returns the output of `inventory diff --format json`. */
export function differenceJson({ scope, ...lists }: InventoryDifference): string {
	const groups = Object.entries(lists).map(([name, list]) => [name, list.map(withoutPlace)]);
	return `${jsonText({ schemaVersion: 1, scope, ...Object.fromEntries(groups) })}\n`;
}

function withoutPlace({ where: _, ...facts }: InventoryGroup): Omit<InventoryGroup, 'where'> {
	return facts;
}

/** Returns the differences of two inventories for a person. */
export function differenceText({
	scope,
	becameManaged,
	stoppedBeingManaged,
	appeared,
	vanished,
}: InventoryDifference): string {
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
