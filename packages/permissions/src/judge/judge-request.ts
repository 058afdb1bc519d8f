import type { Inventory } from '@sg-preflight/inventory';
import type { EcsOperation, PlanReading } from '@sg-preflight/operations';
import type { Principal } from '../principal.js';

export interface JudgeRequest {
	/** Name of the input as the user gave it. */
	readonly input: string;
	readonly reading: PlanReading;
	/** All operations of the reading's changes, in their order. */
	readonly operations: Iterable<EcsOperation>;
	readonly inventory: Inventory;
	readonly principal: Principal;
}
