import type { EcsOperation, PlanReading } from '@sg-preflight/operations';

/** What `operations --format json` prints. */
export function ledgerOf(reading: PlanReading, operations: readonly EcsOperation[]): Ledger {
	return {
		schemaVersion: 1,
		input: { kind: reading.kind, formatVersion: reading.formatVersion },
		operations: operations.filter(({ certain }) => certain).map(rowOf),
		possible: operations.filter(({ certain }) => !certain).map(rowOf),
		coverage: reading.coverage,
		incomplete: reading.incomplete,
	};
}

export interface Ledger {
	readonly schemaVersion: 1;
	readonly input: Pick<PlanReading, 'kind' | 'formatVersion'>;
	readonly operations: readonly LedgerRow[];
	/** Calls of which a value known only at apply decides whether they are made. */
	readonly possible: readonly LedgerRow[];
	readonly coverage: PlanReading['coverage'];
	readonly incomplete: readonly string[];
}

export type LedgerRow = ReturnType<typeof rowOf>;

function rowOf({ region: _region, account: _account, certain: _certain, groups, ...row }: EcsOperation) {
	return {
		...row,
		groups: groups.map(({ role, id, attribute, origin, certain, sensitive }) => ({
			role,
			id: sensitive && id !== null ? '(sensitive)' : id,
			attribute,
			...(origin && !(sensitive && id !== null) ? { origin } : {}),
			...(certain === false ? { certain } : {}),
		})),
	};
}
