import { isObject, type Json } from '@sg-preflight/documents';
import type { InstanceKey } from '../../address/address.js';

/** A step below a value: a name or map key, an index, or any element if the index is unknown. */
export type JsonStep = InstanceKey | typeof anyElement;
export const anyElement = Symbol('any element');

/** Replaces an index by any element, because a set has another order in a plan than in its configuration. */
export function elementOf(step: JsonStep): JsonStep {
	return typeof step === 'number' ? anyElement : step;
}

/** Returns the values at a path. A mask or a value that ends before the path covers everything below it. */
export function partsAt(value: Json, path: readonly JsonStep[]): readonly Json[] {
	const [step, ...rest] = path;
	if (step === undefined || typeof value !== 'object' || value === null) return [value];
	if (step === anyElement) return Object.values(value).flatMap((part: Json) => partsAt(part, rest));
	const next = Object.hasOwn(value, step) ? (value as { readonly [step: string | number]: Json })[step] : undefined;
	return next === undefined ? [] : partsAt(next, rest);
}

export function hasUnknown(mask: Json): boolean {
	return mask === true || (typeof mask === 'object' && mask !== null && Object.values(mask).some(hasUnknown));
}

/** Returns the ids of security groups at a path, at any depth below it. */
export function groupIds(value: Json, path: readonly JsonStep[]): string[] {
	const strings = (part: Json): string[] => {
		if (typeof part === 'string') return part.startsWith('sg-') ? [part] : [];
		return typeof part === 'object' && part !== null ? Object.values(part).flatMap(strings) : [];
	};
	return [...new Set(partsAt(value, path).flatMap(strings))];
}

/** Excludes a template in JSON syntax, which has a constant value (its text) beside its references. */
export function isConstantValue(expression: Json): boolean {
	return isObject(expression) && 'constant_value' in expression && !Array.isArray(expression.references);
}
