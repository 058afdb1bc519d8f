import { Work } from '../../src/language/evaluation/work.js';
import { type Known, plainDataOf } from '../../src/language/functions/known.js';
import { alternativesOf } from '../../src/language/values/alternatives.js';
import { formatDecimal } from '../../src/language/values/decimal.js';
import { isSettled, valueTypeOf } from '../../src/language/values/types.js';
import type { Type, Value } from '../../src/language/values/value.js';

/** Terraform's result of an expression: a value with its type as in `terraform show -json`, or an error. */
export type Recorded = { readonly expression: string } & (
	| { readonly value: unknown; readonly type: unknown }
	| { readonly fails: true }
);

/** Compares a value with the recorded one: `exact` if it is the same, `covers` if it may be, `wrong` if it cannot be. */
export function standing(value: Value, recorded: Recorded): 'exact' | 'covers' | 'wrong' {
	const alternatives = alternativesOf(value);
	const succeeding = alternatives.filter(({ kind }) => kind !== 'failure');
	const canFail = succeeding.length < alternatives.length;
	if ('fails' in recorded) {
		if (!canFail) return 'wrong';
		return succeeding.length === 0 ? 'exact' : 'covers';
	}
	const wanted = canonical(recorded.value);
	const found = succeeding.map((single) => plainDataOf(single, new Work()));
	const hit = found.findIndex((known) => known !== undefined && canonical(plain(known)) === wanted);
	if (hit === -1) return succeeding.some((_, index) => found[index] === undefined) ? 'covers' : 'wrong';
	const type = valueTypeOf(succeeding[hit] as Value);
	const isOtherType = isSettled(type) && !mentionsNull(type) && canonical(written(type)) !== canonical(recorded.type);
	if (isOtherType) return 'wrong';
	return succeeding.length === 1 && !canFail ? 'exact' : 'covers';
}

/** A literal null has no type of its own. */
const mentionsNull = (type: Type): boolean => JSON.stringify(written(type)).includes('"null"');

function plain(known: Known): unknown {
	if (known === null || typeof known !== 'object') return known;
	if (known instanceof Map) return Object.fromEntries([...known].map(([key, value]) => [key, plain(value)]));
	if (Array.isArray(known)) return (known as readonly Known[]).map(plain);
	return 'digits' in known ? Number(formatDecimal(known)) : null;
}

function written(type: Type): unknown {
	if (typeof type === 'string') return type;
	if (type.kind === 'tuple') return [type.kind, type.of.map(written)];
	if (type.kind !== 'object') return [type.kind, written(type.of)];
	return [type.kind, Object.fromEntries([...type.of].map(([name, of]) => [name, written(of)]))];
}

/** JSON with sorted keys. */
const canonical = (value: unknown): string =>
	JSON.stringify(value, (_, inner: unknown) =>
		inner !== null && typeof inner === 'object' && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
			: inner,
	);
