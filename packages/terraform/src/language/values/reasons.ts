import type { UnknownReason, Value } from './value.js';

const mostReasons = 16;

/** Returns why a value is unknown: its symbols and unknown values, at most 16. */
export function reasonsOf(values: readonly Value[]): readonly UnknownReason[] {
	const reasons: UnknownReason[] = [];
	const visit = (value: Value): void => {
		if (reasons.length >= 64) return;
		switch (value.kind) {
			case 'unknown':
				reasons.push(...value.reasons);
				break;
			case 'symbol':
				reasons.push({ kind: 'reference', key: value.key });
				break;
			case 'joined':
				for (const part of value.parts) if (typeof part !== 'string') visit(part);
				break;
			case 'sequence':
				for (const part of value.parts) visit(part.value);
				break;
			case 'mapping':
				for (const entry of value.entries) {
					visit(entry.key);
					visit(entry.value);
				}
				break;
			case 'one-of':
				value.of.forEach(visit);
		}
	};
	values.forEach(visit);
	return distinctReasons(reasons);
}

/** Returns the reasons of the values, or the function's name when they have none. */
export function reasonsOr(values: readonly Value[], name: string): readonly UnknownReason[] {
	const reasons = reasonsOf(values);
	return reasons.length > 0 ? reasons : [{ kind: 'function', name }];
}

/** Deduplicates reasons and keeps the first 16. */
export function distinctReasons(reasons: readonly UnknownReason[]): readonly UnknownReason[] {
	const found = new Map<string, UnknownReason>();
	for (const reason of reasons) {
		if (found.size >= mostReasons) break;
		found.set(JSON.stringify(reason), reason);
	}
	return [...found.values()];
}
