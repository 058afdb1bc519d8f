import type { EcsOperation, PlanReading } from '@sg-preflight/operations';
import { mayBeGroupId, notAnId } from '@sg-preflight/permissions';

/** The output of `operations --format json`. */
export function ledgerOf(reading: PlanReading, operations: readonly EcsOperation[]): Ledger {
	return {
		schemaVersion: 1,
		input: {
			kind: reading.kind,
			formatVersion: reading.formatVersion,
			...(reading.provider ? { provider: reading.provider } : {}),
			...(reading.savedPlan ? { savedPlan: reading.savedPlan } : {}),
		},
		operations: operations.filter(({ certain }) => certain).map(rowOf),
		possible: operations.filter(({ certain }) => !certain).map(rowOf),
		coverage: reading.coverage,
		incomplete: reading.incomplete,
	};
}

export interface Ledger {
	readonly schemaVersion: 1;
	readonly input: Pick<PlanReading, 'kind' | 'formatVersion' | 'provider' | 'savedPlan'>;
	readonly operations: readonly LedgerRow[];
	/** Calls that depend on an unknown value. */
	readonly possible: readonly LedgerRow[];
	readonly coverage: PlanReading['coverage'];
	readonly incomplete: readonly string[];
}

export type LedgerRow = ReturnType<typeof rowOf>;

/** Omits region and account, because a saved plan would parse its sources for them. */
function rowOf(operation: EcsOperation) {
	const { address, deposed, type, action, product, listed, unproven, consequence } = operation;
	return {
		address,
		deposed,
		type,
		action,
		product,
		operation: operation.operation,
		listed,
		...(unproven ? { unproven } : {}),
		consequence,
		groups: operation.groups.map(({ role, id, attribute, origin, certain, sensitive }) => ({
			role,
			id: id === null ? null : printedId(id, sensitive),
			attribute,
			...(origin && !(sensitive && id !== null) ? { origin } : {}),
			...(certain === false ? { certain } : {}),
		})),
	};
}

function printedId(id: string, sensitive: boolean | undefined): string {
	if (sensitive) return '(sensitive)';
	return mayBeGroupId(id) ? id : notAnId;
}
