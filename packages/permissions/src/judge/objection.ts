import type { InventoryGroup } from '@sg-preflight/inventory';
import type { Rule } from '../finding.js';

/** The reason why an operation on a group is not allowed. */
export interface Objection {
	readonly rule: Rule;
	/** Without the address that it is about. */
	readonly sentence: string;
	readonly listing?: InventoryGroup;
}
