import type { InventoryScope } from '@sg-preflight/inventory';
import type { FileInventory } from '../input/inventories/inventory-files.js';
import type { LiveRequest } from '../input/inventories/live-inventory.js';
import { version } from '../version.js';
import { minuteOf } from './minute.js';
import type { Report, ReportConfiguration, ReportInventory } from './report.js';

/** Returns the tool, the configuration and the inventories that a report was made with. */
export function madeWith(
	configuration: ReportConfiguration | null,
	inventory: FileInventory | LiveRequest,
	scopes: readonly InventoryScope[],
): Pick<Report, 'toolVersion' | 'time' | 'configuration' | 'inventories'> {
	const digests = 'digests' in inventory ? inventory.digests : null;
	// Each plan has its own live inventory.
	const inventories = new Map<string, ReportInventory>();
	for (const { source, account, regions, time } of scopes) {
		inventories.set(source, { source, sha256: digests?.get(source) ?? null, account, regions, time });
	}
	return {
		toolVersion: version,
		time: minuteOf(new Date()),
		configuration,
		inventories: [...inventories.values()],
	};
}

/** How many inventories a line names. */
const named = 5;

/**
 * Returns a line that names the inventories and the configuration of a run; null for a report of an older version,
 * which does not have them.
 */
export function madeWithText({ configuration, inventories }: Report): string | null {
	if (configuration === undefined && inventories === undefined) return null;
	const sources = (inventories ?? []).map(({ source }) => source);
	const more = sources.length > named ? [`${sources.length - named} more`] : [];
	const files = [...sources.slice(0, named), ...more].join(', ') || 'none';
	const found = configuration && !configuration.named ? ' (found)' : '';
	return `Inventory: ${files}. Configuration: ${configuration ? configuration.file : 'none'}${found}.`;
}
