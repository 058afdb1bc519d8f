import { readFileSync } from 'node:fs';
import { listedOperations } from '@sg-preflight/operations';
import test from 'ava';
import { parsePrincipal, permissionTable, permissionTableSource, serviceIdOf } from '../src/index.js';

/** The text of the vendor's page, as it was when the table was made. */
const page = readFileSync(new URL('../../test/fixtures/managed-security-groups.txt', import.meta.url), 'utf8');

/** Rows are `operation | description | account | service`; some descriptions are lost and leave the row over lines. */
function rowsOf(text: string): Map<string, { account: boolean; service: boolean }> {
	const table = text.slice(text.indexOf('---|---|---|---|')).replace('---|---|---|---|', '');
	const word = { Yes: true, No: false };
	const rows = [...table.matchAll(/([A-Z]\w+)\s*\|[^|]*\|\s*(Yes|No)\s*\|\s*(Yes|No)\s*\|/g)];
	return new Map(
		rows.map(([, operation = '', account, service]) => [
			operation,
			{ account: word[account as keyof typeof word], service: word[service as keyof typeof word] },
		]),
	);
}

test('the table equals the page, row by row', (t) => {
	const rows = rowsOf(page);
	t.is(rows.size, 19);
	t.deepEqual(Object.fromEntries(rows), { ...permissionTable });
	t.deepEqual([...rows.keys()], [...listedOperations], 'the same order');
	t.deepEqual(Object.keys(permissionTable), [...listedOperations]);
});

test('every line of the table belongs to a row that was read', (t) => {
	const table = page.slice(page.indexOf('---|---|---|---|'));
	t.is(table.match(/^(?!No |Yes )[A-Z]\w+ \|/gm)?.length, 19);
});

test('the error code is the one of the page', (t) => {
	t.true(page.includes(permissionTableSource.errorCode));
});

const principal = test.macro((t, text: string, expected: string | undefined, serviceId: number | string | null) => {
	const parsed = parsePrincipal(text);
	t.is(parsed, expected as typeof parsed);
	if (parsed) t.is(serviceIdOf(parsed), serviceId);
});

test('account', principal, 'account', 'account', null);
test('service with an id', principal, 'service:123', 'service:123', 123);
test('service with leading zeros is the same service', principal, 'service:0123', 'service:123', 123);
test('service without an id', principal, 'service:', undefined, null);
test('service with a name', principal, 'service:nlb', undefined, null);
test(
	'service with an id beyond exact numbers keeps its digits',
	principal,
	'service:9007199254740993',
	'service:9007199254740993',
	'9007199254740993',
);
test('neither', principal, 'root', undefined, null);
test('nothing', principal, '', undefined, null);
