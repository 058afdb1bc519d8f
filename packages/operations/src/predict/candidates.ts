import { AttributePath } from '../change/attribute-path.js';
import { type Action, type Origin, type ResourceChange, Unknown, type Value } from '../change/resource-change.js';
import { inSetOrder, type Truth, type ValueAtPath, valuesAt } from '../change/value.js';
import { evaluateCondition, isOpenByVersion, type Subject } from '../entry/condition.js';
import type { GroupArgument } from '../entry/entry-schema.js';
import type { GroupReference, UnprovenAttribute } from './ecs-operation.js';

/** A group that this call may send, with how certain that is. */
export interface GroupCandidate {
	readonly group: GroupReference;
	readonly carried: Truth;
	/** The value that names it. */
	readonly value: Value;
	/** The element of the outermost list that it is in; undefined if it is unknown, or if there is no list. */
	readonly element: number | undefined;
}

/** Returns the values of an argument that a request may carry, each with how certain that is. */
function carriedPlaces(
	subject: Subject,
	action: Action,
	argument: GroupArgument,
): readonly { readonly place: ValueAtPath; readonly carried: Truth; readonly byVersion: boolean }[] {
	const { change } = subject;
	const state = action === 'delete' ? change.before : change.after;
	const [source, mask] = readsBefore(action, argument)
		? [change.before, change.beforeSensitive]
		: [change.after, change.afterSensitive];
	const named = change.through?.[argument.attribute] ?? [];
	const places: readonly ValueAtPath[] = argument.through
		? named.map((group) => ({ ...group, indexes: [] }))
		: valuesAt(source, mask, argument.attribute);
	return places
		.map((place) => {
			const { when } = argument;
			const carried = when ? evaluateCondition(when, subject, state, place.indexes) : true;
			const byVersion =
				when !== undefined && carried === undefined && isOpenByVersion(when, subject, state, place.indexes);
			return { place, carried, byVersion };
		})
		.filter(({ carried }) => carried !== false);
}

function readsBefore(action: Action, { of }: GroupArgument): boolean {
	return of === 'before' || (of === undefined && action === 'delete');
}

function nameOf(argument: GroupArgument): string {
	return AttributePath.parse(argument.attribute).name;
}

/** Returns the values of an argument that may name other groups than their origins do. */
export function unprovenPlaces(
	subject: Subject,
	action: Action,
	argument: GroupArgument,
): readonly { readonly unproven: UnprovenAttribute; readonly element: number | undefined }[] {
	if ((argument.attribute === 'id' && action === 'create') || readsBefore(action, argument)) return [];
	return carriedPlaces(subject, action, argument).flatMap(({ place: { value, indexes } }) =>
		value instanceof Unknown && value.unproven !== null
			? [{ unproven: { role: argument.role, attribute: nameOf(argument), ...value.unproven }, element: indexes[0] }]
			: [],
	);
}

export function candidatesOf(subject: Subject, action: Action, argument: GroupArgument): GroupCandidate[] {
	const { change } = subject;
	const attribute = nameOf(argument);
	if (argument.attribute === 'id' && action === 'create') {
		const origin: Origin = { kind: 'created-in-plan', address: change.address };
		return [
			{ group: { role: argument.role, id: null, attribute, origin }, carried: true, value: null, element: undefined },
		];
	}
	const candidates = carriedPlaces(subject, action, argument).flatMap(({ place, carried, byVersion }) =>
		groupsAt(place, argument, attribute).map((group) => ({
			group:
				carried === true
					? group
					: { ...group, certain: false as const, ...(byVersion ? { byVersion: true as const } : {}) },
			carried,
			value: place.value,
			element: place.indexes[0],
		})),
	);
	switch (argument.take) {
		case 'first': {
			const ids = candidates.map(({ group }) => group.id);
			if (ids.includes(null)) return candidates;
			const first = inSetOrder(ids as string[])[0];
			return candidates.filter(({ group }) => group.id === first).slice(0, 1);
		}
		case 'head':
			return candidates.filter(({ value }) => value === candidates[0]?.value);
		case 'added': {
			const old = new Set(valuesAt(change.before, false, argument.attribute).map(({ value }) => value));
			const added = candidates.filter(({ group, value }) => !old.has(value) && !old.has(group.id ?? value));
			const isComparable = areComparable(old, new Set(candidates.map(({ value }) => value)));
			return added.map((candidate) =>
				isComparable && !(old.size > 0 && isReadAtApply(candidate)) ? candidate : { ...candidate, carried: undefined },
			);
		}
		case 'removed': {
			const remains = whatRemains(change, argument.attribute);
			return candidates.flatMap((candidate) => {
				const isKept = remains(candidate);
				return isKept === true ? [] : [{ ...candidate, carried: isKept === undefined ? undefined : candidate.carried }];
			});
		}
		default:
			return candidates;
	}
}

/** Returns whether a data source that is read during the apply gives the group. It may give one that is there already. */
function isReadAtApply({ group: { id, origin } }: GroupCandidate): boolean {
	return id === null && origin?.kind === 'data-source';
}

function groupsAt(place: ValueAtPath, argument: GroupArgument, attribute: string): GroupReference[] {
	const base = { role: argument.role, attribute, ...(place.sensitive ? { sensitive: true as const } : {}) };
	if (place.value instanceof Unknown) {
		return possibilities(place, argument.attribute).map(({ origin, certain }) => ({
			...base,
			id: origin.kind === 'known' ? origin.id : null,
			origin,
			...(certain ? {} : { certain }),
		}));
	}
	if (typeof place.value !== 'string') return [];
	// Some types take a list in one text.
	const ids = place.value.split(',').map((id) => id.trim());
	return ids.filter((id) => id !== '').map((id) => ({ ...base, id }));
}

/**
 * Returns the possible origins of an unknown value, and whether a known id is one of its groups for certain: a value that
 * could only be a known id would be known.
 */
function possibilities(
	{ value, indexes }: ValueAtPath,
	path: string,
): { readonly origin: Origin; readonly certain: boolean }[] {
	if (!(value instanceof Unknown)) return [];
	const isOne = indexes.length === AttributePath.parse(path).depth;
	const isOneOfMany = isOne && value.origins.some(({ kind }) => kind !== 'known');
	return value.origins.map((origin) => ({
		origin,
		certain: origin.certain !== false && !(origin.kind === 'known' && (isOneOfMany || value.unproven !== null)),
	}));
}

/**
 * Returns what tells whether a group before the change is still one after it. In an unknown list after the change, the id
 * of a new group is not one of before, and any other origin than a known id may be this group.
 */
function whatRemains(change: ResourceChange, path: string): (candidate: GroupCandidate) => Truth {
	const after = valuesAt(change.after, false, path);
	const values = new Set(after.map(({ value }) => value));
	const isComparable = areComparable(new Set(valuesAt(change.before, false, path).map(({ value }) => value)), values);
	const others = after.filter((place) => !isNewGroup(place, path));
	const isOpen = others.some(isUnproven);
	const found = others.flatMap((place) => possibilities(place, path));
	const known = new Set<string | null>();
	const certain = new Set<string | null>();
	const replaced = new Set<string | null>();
	let isOther = false;
	for (const one of found) {
		const { origin } = one;
		if (origin.kind === 'known') {
			known.add(origin.id);
			if (one.certain) certain.add(origin.id);
		} else if (origin.kind !== 'created-in-plan') isOther = true;
		else if (origin.replaces !== undefined) replaced.add(origin.replaces);
	}
	return ({ group: { id }, value: was }) => {
		if (values.has(was)) return true;
		if (was instanceof Unknown) return isComparable ? false : undefined;
		if (certain.has(id)) return true;
		// The apply replaces the group, so its old id cannot remain.
		if (replaced.has(id)) return false;
		return isOpen || isOther || known.has(id) ? undefined : false;
	};
}

function isUnproven({ value }: ValueAtPath): boolean {
	return value instanceof Unknown && value.unproven !== null;
}

/** Returns whether an element of a Pulumi list depends only on groups that the update creates. */
function isNewGroup({ value, indexes }: ValueAtPath, path: string): boolean {
	if (!(value instanceof Unknown) || value.unproven?.by !== 'preview') return false;
	return (
		AttributePath.parse(path).depth === indexes.length && value.origins.every(({ kind }) => kind === 'created-in-plan')
	);
}

/** Secret values before the change may be any of those after it, unless the reader tells them apart: then one stays. */
function areComparable(before: ReadonlySet<Value>, after: ReadonlySet<Value>): boolean {
	const unknown = [...before].filter((value) => value instanceof Unknown);
	return unknown.length === 0 || unknown.some((value) => after.has(value));
}
