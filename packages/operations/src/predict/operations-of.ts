import type { Action, ResourceChange } from '../change/resource-change.js';
import { all, inSetOrder, valuesAt } from '../change/value.js';
import { conditionSubject, evaluateCondition, isOpenByVersion, type Subject } from '../entry/condition.js';
import { entryOf } from '../entry/entries.js';
import type { Call, Entry } from '../entry/entry-schema.js';
import type { PlanReading } from '../plan-reading.js';
import type { VersionRange } from '../provider/version.js';
import { operationOfProgram } from '../user-programs.js';
import { candidatesOf, type GroupCandidate, unprovenPlaces } from './candidates.js';
import { type EcsOperation, type GroupReference, isListed, type UnprovenAttribute } from './ecs-operation.js';
import { interfacesOf } from './interfaces-of.js';

export interface OperationsOptions {
	/** Include the network interfaces that calls act on, and the calls that act on nothing else. */
	readonly interfaces?: boolean;
}

/**
 * Returns the API calls that applying a change makes, in the provider's order: those in the permission table, and those
 * that carry a group id. Pure; the entry must be the one of the change's type.
 * @param provider versions of the provider that may apply the plan; undefined if the document says nothing about them
 */
export function operationsOf(
	change: ResourceChange,
	entry: Entry,
	provider?: VersionRange,
	{ interfaces = false }: OperationsOptions = {},
): EcsOperation[] {
	const subject = conditionSubject(change, entry, provider);
	return change.actions.flatMap((action) => {
		const ofAction = action === 'create' ? { ...subject, before: null } : subject;
		return entry[action].flatMap((call) => callsOf(ofAction, action, call, interfaces));
	});
}

/** Returns the operations of every change of a document, in the document's order. Pure. */
export function operationsOfReading(
	reading: Pick<PlanReading, 'changes' | 'provider' | 'programs'>,
	options: OperationsOptions = {},
): EcsOperation[] {
	return [...eachOperation(reading, options)];
}

/** Yields the same operations one after the other: thousands need not be in memory at once. */
export function* eachOperation(
	{ changes, provider, programs = [] }: Pick<PlanReading, 'changes' | 'provider' | 'programs'>,
	options: OperationsOptions = {},
): Generator<EcsOperation, void, undefined> {
	for (const change of changes) {
		const entry = entryOf(change.type);
		if (entry) yield* operationsOf(change, entry, provider?.versions, options);
	}
	for (const program of programs) if (program.groups.length > 0) yield operationOfProgram(program);
}

function callsOf(subject: Subject, action: Action, call: Call, withInterfaces: boolean): EcsOperation[] {
	const { change } = subject;
	const state = action === 'delete' ? change.before : change.after;
	const made = call.when ? evaluateCondition(call.when, subject, state, []) : true;
	if (made === false) return [];
	const byVersion = call.when !== undefined && made === undefined && isOpenByVersion(call.when, subject, state, []);
	const interfaces = withInterfaces ? interfacesOf(change, action, call) : [];
	const product = call.product ?? 'Ecs';
	const listed = isListed(product, call.operation);
	const operation = (
		groups: readonly GroupReference[],
		unproven: readonly UnprovenAttribute[],
		certain: boolean,
	): EcsOperation => ({
		address: change.address,
		deposed: change.deposed,
		type: change.type,
		action,
		product,
		operation: call.operation,
		listed,
		groups,
		...(interfaces.length > 0 ? { interfaces } : {}),
		...(unproven.length > 0 ? { unproven } : {}),
		consequence: call.consequence,
		certain,
		...(byVersion && !certain ? { byVersion } : {}),
		region: change.region,
		account: change.account,
	});
	const candidates = call.groups.flatMap((argument) => candidatesOf(subject, action, argument));
	const open = call.groups.flatMap((argument) => unprovenPlaces(subject, action, argument));
	const unproven = distinct(open.map(({ unproven }) => unproven));
	if (call.one_call_per_group) {
		return [
			...inCallOrder(candidates).map(({ group, carried }) =>
				operation([group], [], all([made, carried]) === true && group.certain !== false),
			),
			...unproven.map((attribute) => operation([], [attribute], false)),
		];
	}
	if (call.one_call_per_element) {
		const ofElement = elementsOf(candidates);
		const openOfElement = elementsOf(open);
		return [...new Set([...ofElement.keys(), ...openOfElement.keys()])].map((element) =>
			operation(
				withoutRepeats((ofElement.get(element) ?? []).map(({ group }) => group)),
				distinct((openOfElement.get(element) ?? []).map(({ unproven }) => unproven)),
				made === true,
			),
		);
	}
	const groups = withoutRepeats(candidates.map(({ group }) => group));
	if (!listed && groups.length === 0 && unproven.length === 0 && interfaces.length === 0) return [];
	const count = call.one_call_per ? valuesAt(change.before, false, call.one_call_per).length : 1;
	return Array.from({ length: count }, () => operation(groups, unproven, made === true));
}

/** By the element of the outermost list that each is in. */
function elementsOf<T extends { readonly element: number | undefined }>(
	all: readonly T[],
): ReadonlyMap<number | undefined, readonly T[]> {
	const elements = new Map<number | undefined, T[]>();
	for (const one of all) {
		const known = elements.get(one.element);
		if (known) known.push(one);
		else elements.set(one.element, [one]);
	}
	return elements;
}

function distinct(attributes: readonly UnprovenAttribute[]): UnprovenAttribute[] {
	return [...new Map(attributes.map((one) => [JSON.stringify([one.role, one.attribute]), one])).values()];
}

/** Orders calls as the provider's loop over a set of the SDK; if any id is unknown, the order is undefined. */
function inCallOrder(candidates: readonly GroupCandidate[]): readonly GroupCandidate[] {
	const ids = candidates.map(({ group }) => group.id);
	if (ids.includes(null)) return candidates;
	const order = new Map(inSetOrder([...new Set(ids as string[])]).map((id, place) => [id, place]));
	const placeOf = ({ group }: GroupCandidate): number => order.get(group.id as string) as number;
	return [...candidates].sort((a, b) => placeOf(a) - placeOf(b));
}

/** One request names a group once for each role; a group that it carries is not also a member. */
function withoutRepeats(groups: readonly GroupReference[]): GroupReference[] {
	const keys = groups.map(({ id, origin }) => JSON.stringify(id === null ? [origin] : id));
	const certain = new Set(
		groups.flatMap((group, index) => (group.certain === false ? [] : [group.role + keys[index]])),
	);
	const seen = new Map<string, Set<GroupReference['role']>>();
	return groups.filter((group, index) => {
		const key = keys[index] as string;
		if (group.certain === false && certain.has(group.role + key)) return false;
		const roles = seen.get(key) ?? new Set();
		const isRepeat = roles.has(group.role) || (group.role === 'member' && roles.size > 0);
		seen.set(key, roles.add(group.role));
		return !isRepeat;
	});
}
