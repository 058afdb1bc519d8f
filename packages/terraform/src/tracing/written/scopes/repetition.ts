import type { InstanceKey } from '../../../address/address.js';
import { withoutFailure } from '../../../language/values/alternatives.js';
import type { Value } from '../../../language/values/value.js';

/** Returns the keys of the instances by the value of count or for_each; null if they are unknown. */
export function keysOf(repetition: Value, isCount: boolean): InstanceKey[] | null {
	// The plan was made, so the evaluation did not fail.
	const value = withoutFailure(repetition);
	if (value === null) return null;
	if (isCount) {
		if (value.kind !== 'number' || value.scale !== 0 || value.digits < 0n || value.digits > 100_000n) return null;
		return Array.from({ length: Number(value.digits) }, (_, index) => index);
	}
	if (value.kind === 'mapping') {
		const isExact = value.entries.every(({ key, count }) => key.kind === 'string' && count === 'one');
		return isExact ? value.entries.map(({ key }) => (key.kind === 'string' ? key.value : '')) : null;
	}
	if (value.kind !== 'sequence') return null;
	const isExact = value.parts.every(({ value: part, count }) => part.kind === 'string' && count === 'one');
	return isExact
		? [...new Set(value.parts.map(({ value: part }) => (part.kind === 'string' ? part.value : '')))]
		: null;
}

export function isSameKeys(some: readonly InstanceKey[], others: readonly InstanceKey[]): boolean {
	return some.length === others.length && some.every((key) => others.includes(key));
}
