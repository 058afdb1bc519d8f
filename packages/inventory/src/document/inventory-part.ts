import { UserError } from '@sg-preflight/documents';
import type { InventoryGroup, InventoryInterface, InventoryScope } from '../inventory.js';
import { type ServiceId, serviceIdFrom } from '../service-id.js';

/** The groups of one document, with facts about the document. */
export interface InventoryPart {
	readonly groups: readonly InventoryGroup[];
	readonly interfaces: readonly InventoryInterface[];
	readonly scope: InventoryScope;
	/** Raw responses only, because all documents together show whether pages are missing. */
	readonly pages: readonly Page[];
	/** Parts that the document itself reports as missing. */
	readonly incomplete: readonly string[];
}

/** A page of a listing: one response without its groups or network interfaces. */
export interface Page {
	readonly kind: 'groups' | 'network interfaces';
	readonly source: string;
	readonly region: string | null;
	/** TotalCount, null if left out. */
	readonly total: number | null;
	/** Whether it has a NextToken. */
	readonly continues: boolean;
	readonly ids: readonly string[];
}

/** Parses a boolean. `True`, `true` and `"true"` are the same, because tools print responses in different ways. */
export function readManaged(value: unknown, where: string): boolean | null {
	if (value === undefined || value === null || value === '') return null;
	if (typeof value === 'boolean') return value;
	const word = typeof value === 'string' ? value.toLowerCase() : '';
	if (word !== 'true' && word !== 'false') throw new UserError(`${where}: expected true or false.`);
	return word === 'true';
}

/** Parses a positive whole number, or its digits; 0 is the API's "none". Ids beyond exact numbers stay digits. */
export function readServiceId(value: unknown, where: string): ServiceId | null {
	if (value === undefined || value === null || value === '') return null;
	const digits = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
	if (typeof digits !== 'string' || !/^\d{1,40}$/.test(digits)) {
		throw new UserError(`${where}: expected the number of a service.`);
	}
	const id = serviceIdFrom(digits);
	return id === 0 ? null : id;
}

/** Puts the long numbers of ServiceID in JSON into quotes, because JSON.parse would round them. */
export function withExactServiceIds(json: string): string {
	return json.replace(/("(?:ServiceID|serviceId)"\s*:\s*)(\d{16,})(?=\s*[,}])/g, '$1"$2"');
}

/** The same for YAML, in which a key needs no quotes. */
export function withExactServiceIdsInYaml(yaml: string): string {
	const exact = withExactServiceIds(yaml);
	return exact.replace(/((?:^|[{,\s-])(?:ServiceID|serviceId):\s+)(\d{16,})(?=\s*(?:[,}#]|$))/gm, '$1"$2"');
}
