import { failure, unknown } from './scalars.js';
import type { SingleValue, UnknownReason, UnknownValue, Value } from './value.js';

/** Largest size of a value that is kept; a larger one is unknown. No configuration has values of that size. */
export const largest = 200_000;

const mostAlternatives = 64;

/** Returns the alternatives of a value; a value without alternatives is its own. */
export function alternativesOf(value: Value): readonly SingleValue[] {
	return value.kind === 'one-of' ? value.of : [value];
}

/** Joins the alternatives of the values. */
export function oneOf(values: readonly Value[]): Value {
	const found = new Map<string, SingleValue>();
	const unknowns: UnknownValue[] = [];
	const others: SingleValue[] = [];
	let size = 0;
	for (const value of values) {
		for (const one of alternativesOf(value)) {
			if (one.kind === 'unknown') unknowns.push(one);
			else {
				const identity = one.kind === 'failure' ? 'failure' : identityOf(one);
				if (identity === null) others.push(one);
				else if (!found.has(identity)) found.set(identity, one);
				else continue;
				size += sizeOf(one);
			}
		}
	}
	const joined = joinedUnknown(unknowns);
	const all = [...found.values(), ...withoutCopies(others), ...(joined ? [joined] : [])];
	const [first] = all;
	if (first === undefined) return failure('no possibility is left');
	if (all.length === 1) return first;
	if (all.length > mostAlternatives || size > largest) return widened(all);
	return { kind: 'one-of', of: all, size: size + 1 };
}

/** Removes copies of the same object. Comparing collections would cost more than their copies. */
function withoutCopies(values: readonly SingleValue[]): readonly SingleValue[] {
	return [...new Set(values)];
}

function joinedUnknown(unknowns: readonly UnknownValue[]): UnknownValue | null {
	const [first] = unknowns;
	if (first === undefined) return null;
	const isSame = unknowns.every(({ type }) => type === first.type);
	return unknown(
		isSame ? first.type : 'any',
		unknowns.flatMap(({ reasons }) => reasons),
		unknowns.some(({ canBeNull }) => canBeNull),
	);
}

function widened(values: readonly SingleValue[]): Value {
	const reasons = values.flatMap((value): readonly UnknownReason[] => (value.kind === 'unknown' ? value.reasons : []));
	const wide = unknown('any', [{ kind: 'limit', limit: 'size' }, ...reasons], true);
	const failed = values.find(({ kind }) => kind === 'failure');
	return failed ? { kind: 'one-of', of: [wide, failed], size: 3 } : wide;
}

/** Returns any value at all, or a failure. */
export function anything(reasons: readonly UnknownReason[]): Value {
	return oneOf([unknown('any', reasons, true), failure('an operand that is not known')]);
}

export function canFail(value: Value): boolean {
	return alternativesOf(value).some(({ kind }) => kind === 'failure');
}

/** Returns the value without the failures among its alternatives; null when it certainly fails. */
export function withoutFailure(value: Value): Value | null {
	if (!canFail(value)) return value;
	const left = alternativesOf(value).filter(({ kind }) => kind !== 'failure');
	return left.length === 0 ? null : oneOf(left);
}

/** Replaces null among the alternatives by a failure. */
export function withNoNull(value: Value, problem: string): Value {
	if (value.kind === 'string') return value;
	return oneOf(
		(value.kind === 'one-of' ? value.of : [value]).map((single): Value => {
			if (single.kind === 'null') return failure(problem);
			if ((single.kind !== 'symbol' && single.kind !== 'unknown') || !single.canBeNull) return single;
			return oneOf([{ ...single, canBeNull: false }, failure(problem)]);
		}),
	);
}

/** Returns a text that two values share only if they are the same; null for collections and unknown values. */
export function identityOf(value: Value): string | null {
	switch (value.kind) {
		case 'null':
			return 'null';
		case 'bool':
		case 'string':
			return JSON.stringify(value.value);
		case 'number':
			return `number ${value.digits}e-${value.scale}`;
		case 'symbol':
			return `symbol ${value.canBeNull} ${value.key}`;
		case 'joined':
			return `joined ${JSON.stringify(value.parts.map((part) => (typeof part === 'string' ? part : { key: part.key })))}`;
		default:
			return null;
	}
}

export function sizeOf(value: Value): number {
	switch (value.kind) {
		case 'sequence':
		case 'mapping':
		case 'one-of':
			return value.size;
		case 'string':
			return 1 + value.value.length / 64;
		case 'joined':
			return 1 + value.parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length / 64 : 1), 0);
		case 'unknown':
			return value.reasons.length;
		default:
			return 1;
	}
}
