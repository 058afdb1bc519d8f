import type { Origin } from '@sg-preflight/operations';

/**
 * A possible source of a value, found by following a reference of the plan JSON. A `selector` can only decide a
 * condition or an index. It counts only if there is no `value`.
 */
export interface Candidate {
	readonly origin: Origin;
	readonly role: 'value' | 'selector';
}

export function isValue({ role }: Candidate): boolean {
	return role === 'value';
}

/**
 * Whether the plan shows that the expression is null, because it refers only to variables and none names a group. The
 * provider then computes the value, as if the attribute were not set.
 */
export function isKnownEmpty(candidates: readonly Candidate[]): boolean {
	if (candidates.some(isValue)) return false;
	const kinds = candidates.map(({ origin }) => origin.kind);
	return kinds.includes('variable') && kinds.every((kind) => kind === 'variable' || kind === 'untraced');
}

/** Returns the origins of the values, or of the selectors if there are no values. */
export function decided(candidates: readonly Candidate[]): readonly Origin[] {
	const values = candidates.filter(isValue);
	const origins = withoutRepeats(values.length > 0 ? values : candidates).map(({ origin }) => origin);
	return origins.length > 0 ? origins : [{ kind: 'untraced', reason: 'the expression refers to no resource' }];
}

/** Deduplicates candidates by origin, whatever the chain of references to it. */
export function withoutRepeats(candidates: readonly Candidate[]): readonly Candidate[] {
	const first = new Map<string, Candidate>();
	for (const candidate of candidates) {
		const { via: _, ...origin } = candidate.origin;
		const key = JSON.stringify(origin);
		if (!first.has(key) || (isValue(candidate) && first.get(key)?.role !== 'value')) first.set(key, candidate);
	}
	return [...first.values()];
}

export function through(reference: string, { origin, role }: Candidate): Candidate {
	return { origin: { ...origin, via: [reference, ...(origin.via ?? [])] }, role };
}

/** Marks a known id as not certain: the value may have another one. */
export function uncertain({ origin, role }: Candidate): Candidate {
	return { origin: origin.kind === 'known' ? { ...origin, certain: false } : origin, role };
}

export function expressionOf(reference: string, role: Candidate['role']): Candidate {
	return {
		origin: { kind: 'expression', reference },
		role,
	};
}

export function untraced(reason: string, role: Candidate['role']): Candidate {
	return {
		origin: { kind: 'untraced', reason },
		role,
	};
}
