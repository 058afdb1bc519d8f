import { readFileSync } from 'node:fs';
import { type Call, entries, isListed } from '@sg-preflight/operations';
import test from 'ava';
import {
	documentedOperations,
	interfaceEvidence,
	interfaceOperations,
	interfaceOperationsAdded,
	knownOf,
	permissionOf,
	uncalledInterfaceOperations,
} from '../src/index.js';

/** The committed copy of the documents' facts. */
const facts = readFileSync(new URL('../../../../test/fixtures/documented-refusals.md', import.meta.url), 'utf8');

for (const { product, operation, errorCode, evidence, quote, doubt } of documentedOperations) {
	test(`${product} ${operation}: its code, words, source and date are those of the copied document`, (t) => {
		const rows = facts.split('\n').filter((line) => line.startsWith(`| ${product} ${operation} |`));
		t.is(rows.length, 1);
		const [, , code, role, kind, words, source, date] = (rows[0] ?? '').split('|').map((cell) => cell.trim());
		t.is(code, errorCode === null ? 'no code' : `403 ${errorCode}`);
		t.is(kind, evidence.kind);
		t.is(words, quote);
		t.is(source, evidence.source);
		t.is(date, evidence.date);
		t.is(role?.includes('doubtful'), doubt !== undefined);
		t.is(permissionOf({ product, operation })?.account, doubt === undefined ? false : undefined);
	});
}

test('every documented row of the copy is known', (t) => {
	const rows = facts.match(/^\| [A-Za-z-]+ [A-Z]\w+ \| (?:403|no code)/gm) ?? [];
	t.is(rows.length, documentedOperations.length);
});

test('no documented row is one of the table, or of another product that has an operation of the same name', (t) => {
	t.true(documentedOperations.every(({ product, operation }) => !isListed(product, operation)));
	t.is(permissionOf({ product: 'CloudAPI', operation: 'CreateInstance' }), undefined);
	t.is(permissionOf({ product: 'Ecs', operation: 'CreateInstance' })?.evidence.kind, 'table');
});

test('a row of the table has the table as its evidence', (t) => {
	t.like(permissionOf({ product: 'Ecs', operation: 'JoinSecurityGroup' }), {
		account: false,
		errorCode: 'InvalidOperation.ResourceManagedByCloudProduct',
		evidence: { kind: 'table' },
	});
	t.is(permissionOf({ product: 'Ecs', operation: 'DescribeSecurityGroups' })?.errorCode, null);
});

test('every operation that carries a group has a permission or an error list', (t) => {
	const calls = entries.flatMap(({ create, update, delete: deletes }): Call[] => [...create, ...update, ...deletes]);
	for (const { product = 'Ecs', operation, groups } of calls) {
		if (groups.length === 0 || permissionOf({ product, operation })) continue;
		t.notRegex(knownOf({ product, operation }), /its error list was not read/, `${product} ${operation}`);
	}
});

const lists = facts.slice(facts.indexOf('## Operations whose documents name no refusal'), facts.indexOf('## Owners'));
const listWords = {
	silent: 'names no refusal',
	empty: 'publishes no error list',
	missing: 'does not have the operation',
};

for (const [, name = '', kind = '', date = '', nearest = ''] of lists.matchAll(
	/^\| ([A-Za-z-]+ (?:\w+|\*)) \| (silent|empty|missing) \| ([\d-]+) \| (.*) \|$/gm,
)) {
	test(`${name}: the facts of its error list are those of the copied document`, (t) => {
		const [product = '', operation = ''] = name.split(' ');
		const text = knownOf({ product, operation: operation === '*' ? 'AnyOperation' : operation });
		t.true(text.includes(listWords[kind as keyof typeof listWords]), text);
		t.true(text.includes(date), text);
		for (const [word] of nearest.matchAll(/"[^"]+"|[A-Z]\w+(?:\.\w+)?|quotas|253 errors/g))
			t.true(text.includes(word), word);
		if (nearest === '–') t.notRegex(text, /nearest/);
	});
}

test('an operation that gets a group, and that no document decides, is in the copied document', (t) => {
	t.is(lists.match(/^\| .* \| (?:silent|empty|missing) \|/gm)?.length, 26);
	const silent: readonly string[] =
		lists
			.slice(lists.indexOf('silent without'))
			.replaceAll('\n', ' ')
			.match(/[\w-]+/g) ?? ([] as string[]);
	const calls = entries.flatMap(({ create, update, delete: deletes }): Call[] => [...create, ...update, ...deletes]);
	for (const { product = 'Ecs', operation, groups } of calls) {
		if (groups.length === 0 || permissionOf({ product, operation })) continue;
		if (documentedOperations.some((one) => one.product === product && one.operation === operation)) continue;
		const isListed = [`| ${product} ${operation} |`, `| ${product} * |`].some((start) => lists.includes(start));
		t.true(isListed || silent.includes(product) || product === 'amqp-open', `${product} ${operation}`);
	}
});

const known = test.macro((t, product: string, operation: string, expected: RegExp) => {
	t.regex(knownOf({ product, operation }), expected);
});
test('an error list without the refusal', known, 'Ecs', 'TagResources', /error list \(2025-04-10\) names no refusal/);
test('an API that publishes no errors', known, 'CS', 'CreateCluster', /publishes no error list/);
test('an operation outside the metadata', known, 'Emr', 'RunCluster', /does not have the operation/);
test(
	'a launch template is refused later',
	known,
	'Ecs',
	'CreateLaunchTemplate',
	/refuses it later, when instances are launched/,
);
test('a scaling configuration too', known, 'Ess', 'ModifyScalingConfiguration', /publishes no error list.*later/);
test(
	'an operation on network interfaces, which takes no group',
	known,
	'Ecs',
	'AssignIpv6Addresses',
	/2024-06-24.*EniServiceManaged/,
);
test('a doubtful document is cited', known, 'Eci', 'CreateVirtualNode', /2024-06-24.*shared with/);

test('the operations on managed network interfaces are those of the copied document', (t) => {
	const section = facts.slice(
		facts.indexOf('## Operations on a managed network interface'),
		facts.indexOf('## Operations whose documents name no refusal'),
	);
	t.true(section.includes(interfaceEvidence.errorCode));
	const listed = [...section.replaceAll('\n', ' ').matchAll(/Ecs ([A-Z]\w+)/g)].map(([, name]) => name as string);
	t.deepEqual(listed, [...interfaceOperations]);
	t.is(listed.length, 12);
	for (const [operation, date] of Object.entries(interfaceOperationsAdded)) {
		const [, added = ''] = section.replaceAll('\n', ' ').split(`since ${date} (D25)`);
		t.true(added.includes(`Ecs ${operation}`), operation);
	}
	t.true(facts.includes(`| M24 | ${interfaceEvidence.source}, 289 products | ${interfaceEvidence.date} |`));
});

test('an entry predicts each operation on a managed network interface, or no version of the provider calls it', (t) => {
	const predicted = new Set(
		entries.flatMap(({ create, update, delete: deletes }) =>
			[...create, ...update, ...deletes]
				.filter(({ product = 'Ecs', interfaces = [] }) => product === 'Ecs' && interfaces.length > 0)
				.map(({ operation }) => operation),
		),
	);
	const missing = interfaceOperations.filter((operation) => !predicted.has(operation));
	t.deepEqual(missing, Object.keys(uncalledInterfaceOperations));
	for (const operation of predicted) t.true(interfaceOperations.includes(operation), operation);
});
