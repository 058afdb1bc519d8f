import { AttributePath } from '../change/attribute-path.js';
import { type Origin, type ResourceChange, Unknown, type Value } from '../change/resource-change.js';
import {
	all,
	any,
	equal,
	isListValue,
	isObjectValue,
	isZero,
	not,
	type Truth,
	type ValueAtPath,
	valuesAt,
} from '../change/value.js';
import { anyVersion, exactly, isBefore, mappedVersion, type VersionRange } from '../provider/version.js';
import type { Condition, Entry } from './entry-schema.js';

/** A change with everything that a condition can ask about. */
export interface Subject {
	readonly change: ResourceChange;
	/** The object that the change starts from: null for the create of a replacement, else `change.before`. */
	readonly before: Value;
	/** Names of the attributes that the resource's schema has; null if the document does not show them. */
	readonly schema: ReadonlySet<string> | null;
	/** Versions of the provider that may apply the change. */
	readonly provider: VersionRange;
}

/**
 * Returns a change with its schema.
 * @param provider versions that may apply the plan; undefined if the document says nothing about them
 */
export function conditionSubject(change: ResourceChange, entry: Entry, provider: VersionRange | undefined): Subject {
	const names = new Set(
		[change.before, change.after].flatMap((state) => (isObjectValue(state) ? Object.keys(state) : [])),
	);
	const schema = entry.always?.every((name) => names.has(name)) ? names : null;
	// A schema without a version can be of any; without both the document is predicted for the newest.
	return {
		change,
		before: change.before,
		schema,
		provider: provider ?? (schema === null ? exactly(mappedVersion) : anyVersion),
	};
}

/**
 * Evaluates a condition of an entry on a change. `state` is the object that the provider reads in this action: before
 * for a delete, after otherwise. `indexes` is the element that the condition is about.
 */
export function evaluateCondition(
	condition: Condition,
	subject: Subject,
	state: Value,
	indexes: readonly number[],
	/** An unknown value counts as changed, because a plan shows one only if it may differ; below a `not` it does not. */
	negated = false,
): Truth {
	const values = (path: string): Value[] => valuesAt(state, false, path, indexes).map((place) => place.value);
	if ('equals' in condition) {
		const [path, expected] = condition.equals;
		return any(values(path).map((value) => equal(value, expected)));
	}
	if ('present' in condition)
		return any(values(condition.present).map((value) => all([isSet(value, negated), !isZero(value)])));
	if ('set' in condition)
		return any(values(condition.set).map((value) => all([isSet(value, negated), value !== null])));
	if ('changed' in condition)
		return any(condition.changed.map((path) => hasChanged(subject, path) ?? (negated ? undefined : true)));
	if ('added' in condition) {
		return any(
			valuesAt(state, false, condition.added, indexes).map((place) => isAdded(subject, condition.added, place)),
		);
	}
	if ('removed' in condition) return hasRemoved(subject, condition.removed);
	if ('rises' in condition) return isHigher(subject.change.after, subject.before, condition.rises);
	if ('falls' in condition) return isHigher(subject.before, subject.change.after, condition.falls);
	if ('schema' in condition) {
		if (subject.schema !== null) return subject.schema.has(condition.schema);
		return not(isBefore(subject.provider, condition.since)) ?? true;
	}
	if ('provider' in condition)
		return all(condition.provider.split(' ').map((part) => isInRange(subject.provider, part)));
	if ('unreleased' in condition) return false;
	if ('all' in condition)
		return all(condition.all.map((part) => evaluateCondition(part, subject, state, indexes, negated)));
	if ('any' in condition)
		return any(condition.any.map((part) => evaluateCondition(part, subject, state, indexes, negated)));
	// Under `not`, an unknown must not suppress the call: it may turn out unchanged.
	return not(evaluateCondition(condition.not, subject, state, indexes, true));
}

/** Returns whether an undecided condition would be decided if the provider's version were known. */
export function isOpenByVersion(
	condition: Condition,
	subject: Subject,
	state: Value,
	indexes: readonly number[],
): boolean {
	const known = { ...subject, provider: exactly(mappedVersion) };
	return evaluateCondition(condition, known, state, indexes) !== undefined;
}

/** `comparison` is `<1.2.3` or `>=1.2.3`. */
function isInRange(provider: VersionRange, comparison: string): Truth {
	const older = isBefore(provider, comparison.replace(/^[<>=]+/, ''));
	return comparison.startsWith('<') ? older : not(older);
}

/** Returns the attributes that a condition asks about. */
export function readBy(condition: Condition): ConditionReads {
	const values = (...paths: readonly string[]): ConditionReads => ({ paths, schema: [] });
	if ('equals' in condition) return values(condition.equals[0]);
	if ('present' in condition) return values(condition.present);
	if ('set' in condition) return values(condition.set);
	if ('changed' in condition) return values(...condition.changed);
	if ('added' in condition) return values(condition.added);
	if ('removed' in condition) return values(condition.removed);
	if ('rises' in condition) return values(condition.rises);
	if ('falls' in condition) return values(condition.falls);
	if ('schema' in condition) return { paths: [], schema: [condition.schema] };
	if ('provider' in condition || 'unreleased' in condition) return values();
	if ('not' in condition) return readBy(condition.not);
	const parts = ('all' in condition ? condition.all : condition.any).map(readBy);
	return { paths: parts.flatMap(({ paths }) => paths), schema: parts.flatMap(({ schema }) => schema) };
}

/** The parts of a change that a condition reads. */
export interface ConditionReads {
	/** Paths of values. */
	readonly paths: readonly string[];
	/** Attributes whose presence in the resource's schema matters. */
	readonly schema: readonly string[];
}

/**
 * An untraced unknown may be a computed attribute, because the configuration gives null; then the request omits it. The
 * same holds for a local value or a dynamic block, if that would leave out a call.
 */
function isSet(value: Value, negated: boolean): Truth {
	if (!(value instanceof Unknown)) return true;
	if (value.mayBeNull !== undefined) return value.mayBeNull ? undefined : true;
	const mayBeNull = ({ kind }: Origin): boolean => kind === 'untraced' || (negated && kind === 'expression');
	return value.origins.some(mayBeNull) || (negated && value.unproven !== null) ? undefined : true;
}

function hasChanged({ before: old, change }: Subject, path: string): Truth {
	const [before, after] = [old, change.after].map((state) => valuesAt(state, false, path)[0]?.value ?? null);
	// An object is a map: a key with a zero value differs from a missing key.
	if (isObjectValue(before) && isObjectValue(after) && String(keysOf(before)) !== String(keysOf(after))) return true;
	return not(equal(before ?? null, after ?? null));
}

function keysOf(map: { readonly [key: string]: Value }): string[] {
	return Object.keys(map)
		.filter((key) => map[key] !== null)
		.sort();
}

/** Compares a number in two states; an unknown value may be higher or not. */
function isHigher(state: Value, than: Value, path: string): Truth {
	const [number, other] = [state, than].map((one) => numberAt(one, path));
	return number === undefined || other === undefined ? undefined : number > other;
}

function numberAt(state: Value, path: string): number | undefined {
	const value = valuesAt(state, false, path)[0]?.value ?? null;
	if (value instanceof Unknown) return undefined;
	return value === null ? 0 : Number(value);
}

function isAdded({ before }: Subject, path: string, { value, indexes }: ValueAtPath): Truth {
	if (isZero(value)) return false;
	// A list that is unknown as a whole may have no element.
	if (indexes.length < AttributePath.parse(path).depth) return undefined;
	return not(any(valuesAt(before, false, path).map((place) => equal(place.value, value))));
}

function hasRemoved({ before: old, change }: Subject, path: string): Truth {
	const before = valuesAt(old, false, path)[0]?.value ?? null;
	const after = valuesAt(change.after, false, path)[0]?.value ?? null;
	if (isZero(before)) return false;
	if (after instanceof Unknown) return undefined;
	if (isListValue(before)) {
		const kept = isListValue(after) ? after : [];
		return any(before.map((element) => not(any(kept.map((other) => equal(element, other))))));
	}
	if (isObjectValue(before)) {
		const kept: { readonly [name: string]: Value } = isObjectValue(after) ? after : {};
		return any(
			Object.entries(before).map(([name, value]) => not(name in kept ? equal(value, kept[name] ?? null) : false)),
		);
	}
	return true;
}
