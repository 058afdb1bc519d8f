import fs from 'node:fs';
import test from 'ava';
import { type Truth, valuesAt } from '../src/change/value.js';
import { conditionSubject, evaluateCondition, type Subject } from '../src/entry/condition.js';
import {
	type Action,
	type Condition,
	type Entry,
	entries,
	exactly,
	operationsOf as predict,
	type ResourceChange,
	type Value,
} from '../src/index.js';
import { type Case, changeOf, interfaceCallsOf, operationsOf, shortForm, untraced } from './case.js';

const folder = new URL('./cases/', import.meta.url);
const fileOf = (type: string): string => `packages/operations/test/cases/${type}.ts`;

async function casesOf(type: string): Promise<Case[] | undefined> {
	const file = new URL(`${type}.js`, folder);
	return fs.existsSync(file) ? ((await import(file.href)) as { cases: Case[] }).cases : undefined;
}

test('every entry has a file of cases', async (t) => {
	const missing: string[] = [];
	for (const { type } of entries) if ((await casesOf(type)) === undefined) missing.push(`create ${fileOf(type)}`);
	t.deepEqual(missing, []);
});

for (const entry of entries) {
	test(`${entry.type}: its cases make the calls that they say`, async (t) => {
		for (const each of (await casesOf(entry.type)) ?? []) {
			t.deepEqual(operationsOf(entry.type, each).map(shortForm), each.calls, each.title);
			if (each.onInterfaces) t.deepEqual(interfaceCallsOf(entry.type, each), each.onInterfaces, each.title);
		}
	});

	test(`${entry.type}: knowing less of a change never loses a call or a group`, async (t) => {
		for (const each of (await casesOf(entry.type)) ?? []) {
			const change = changeOf(entry.type, each);
			for (const attribute of Object.keys(each.after ?? {})) {
				const after = { ...(change.after as { [name: string]: Value }), [attribute]: untraced };
				const elsewhere = (path: string): boolean => path.split('.')[0] !== attribute;
				const spoken = (other: ResourceChange): string[] => [
					...operationsOf(entry.type, each, other).flatMap(({ operation, groups }) => [
						operation,
						...groups.filter((group) => elsewhere(group.attribute)).map(({ role, id }) => `${operation} ${role} ${id}`),
					]),
					...interfaceCallsOf(entry.type, each, other).map((call) => call.replace(/^maybe |\(.*/g, '')),
				];
				const still = new Set(spoken({ ...change, after }));
				const lost = spoken(change).filter((name) => !still.has(name));
				t.deepEqual(lost, [], `${each.title}, with ${attribute} known after apply`);
			}
		}
	});

	test(`${entry.type}: its cases meet every branch`, async (t) => {
		t.deepEqual(unmet(entry, (await casesOf(entry.type)) ?? []), [], `add the missing cases to ${fileOf(entry.type)}`);
	});
}

/** The branches that no case meets, as sentences. */
function unmet(entry: Entry, cases: readonly Case[]): string[] {
	const subjects = cases.map((each) =>
		conditionSubject(
			changeOf(entry.type, each),
			entry,
			each.provider === undefined ? undefined : exactly(each.provider),
		),
	);
	return (['create', 'update', 'delete'] as const).flatMap((action) => {
		const mine = subjects.filter(({ change }) => change.actions.includes(action));
		if (mine.length === 0) return [`no case of ${action}`];
		return entry[action].flatMap((call, index) => {
			const name = `${action} ${index} ${call.operation}`;
			const made = mine.filter(
				(subject) => !call.when || evaluateCondition(call.when, subject, stateOf(subject), []) !== false,
			);
			const conditions = call.when ? unmetConditions(name, call.when, mine, () => [[]]) : [];
			const released = call.when && isUnreleased(call.when) ? [] : call.groups;
			const groups = released.flatMap((argument) => {
				const called = `${name}, groups at ${argument.attribute}`;
				const own = { ...entry, [action]: [{ ...call, groups: [argument] }] };
				const carried = made.some(({ change, provider }) =>
					predict(change, own, provider).some((operation) =>
						operation.groups.some(({ role }) => role === argument.role),
					),
				);
				return [
					...(carried ? [] : [`${called}: no case in which the request carries one`]),
					...(argument.when
						? unmetConditions(called, argument.when, made, (subject) => {
								const places = valuesAt(stateOf(subject), false, argument.attribute);
								return places.length === 0 ? [[]] : places.map(({ indexes }) => indexes);
							})
						: []),
				];
			});
			return [...conditions, ...groups];
		});
	});
}

function unmetConditions(
	name: string,
	condition: Condition,
	subjects: readonly Subject[],
	elements: (subject: Subject) => readonly (readonly number[])[],
): string[] {
	// The cases of a change that is not released are those of test/unreleased.test.ts.
	const parts = [condition, ...leavesOf(condition)].filter((part) => !isUnreleased(part));
	return parts.flatMap((part) => {
		const truths = new Set<Truth>(
			subjects.flatMap((subject) =>
				elements(subject).map((indexes) => evaluateCondition(part, subject, stateOf(subject), indexes)),
			),
		);
		return [true, false]
			.filter((truth) => !truths.has(truth))
			.map((truth) => `${name}: no case in which ${JSON.stringify(part)} is ${truth}`);
	});
}

function isUnreleased(condition: Condition): boolean {
	if ('all' in condition) return condition.all.some(isUnreleased);
	return 'unreleased' in condition;
}

function leavesOf(condition: Condition): Condition[] {
	if ('all' in condition) return condition.all.flatMap(leavesOf);
	if ('any' in condition) return condition.any.flatMap(leavesOf);
	if ('not' in condition) return leavesOf(condition.not);
	return [condition];
}

function stateOf({ change }: Subject): ResourceChange['before'] {
	const [action]: readonly (Action | undefined)[] = change.actions;
	return action === 'delete' ? change.before : change.after;
}
