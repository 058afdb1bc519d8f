import { UserError } from '@sg-preflight/documents';
import type { InventoryGroup, InventoryScope } from '../inventory.js';

/** What one document gives. */
export interface InventoryPart {
	readonly groups: readonly InventoryGroup[];
	readonly scope: InventoryScope;
	/** Raw responses only: completeness is told by all documents together. */
	readonly pages: readonly Page[];
	/** What the document itself says is missing. */
	readonly incomplete: readonly string[];
}

/** What one DescribeSecurityGroups response says of the whole that it is a page of. */
export interface Page {
	readonly source: string;
	readonly region: string | null;
	/** TotalCount, null where left out. */
	readonly total: number | null;
	/** Whether it has a NextToken. */
	readonly continues: boolean;
	readonly ids: readonly string[];
}

/** `True`, `true` and `"true"` are one: what prints a response decides how it writes it. */
export function readManaged(value: unknown, where: string): boolean | null {
	if (value === undefined || value === null || value === '') return null;
	if (typeof value === 'boolean') return value;
	const word = typeof value === 'string' ? value.toLowerCase() : '';
	if (word !== 'true' && word !== 'false') throw new UserError(`${where}: expected true or false.`);
	return word === 'true';
}

/** A positive whole number, also in digits; 0 is the API's "none". */
export function readServiceId(value: unknown, where: string): number | null {
	if (value === undefined || value === null || value === '') return null;
	const id = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
	if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 0) {
		throw new UserError(`${where}: expected the number of a service.`);
	}
	return id === 0 ? null : id;
}
