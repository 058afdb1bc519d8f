import type { Policies, Principal } from '@sg-preflight/permissions';
import type { ProjectConfiguration } from '../configuration/configuration-trust.js';
import type { FileInventory } from '../input/inventories/inventory-files.js';
import { madeWith } from '../report/made-with.js';
import { configurationNotices } from '../report/notices/configuration-notices.js';
import { skippedLinkNotices } from '../report/notices/source-notices.js';
import { type Report, reportOf } from '../report/report.js';
import { scanFiles, scannedFiles } from './scan-files.js';

/** A run of `scan`. */
export interface ScanRun {
	/** Files and directories. */
	readonly inputs: readonly string[];
	readonly inventory: FileInventory;
	readonly principal: Principal;
	readonly undetermined: Policies;
	/** The configuration that the other members were taken from; null for none. */
	readonly configuration: ProjectConfiguration | null;
}

/** @throws {UserError} when an input does not exist */
export async function runScan({ inputs, configuration, undetermined, ...request }: ScanRun): Promise<Report> {
	const found = scannedFiles(inputs);
	const all = await scanFiles(
		found.filter(({ isOutside }) => !isOutside),
		{ ...request, waivers: { rules: configuration?.waivers ?? [], today: new Date().toISOString().slice(0, 10) } },
	);
	const notices = [...configurationNotices(configuration?.made ?? null), ...skippedLinkNotices(found)];
	const { inventory } = request;
	return {
		...reportOf(all, undetermined, notices),
		...madeWith(configuration?.made ?? null, inventory, inventory.scopes),
	};
}
