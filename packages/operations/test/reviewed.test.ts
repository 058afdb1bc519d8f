import fs from 'node:fs';
import test from 'ava';
import { entries, entryOf, isReviewed } from '../src/index.js';

const read = (name: string): string => fs.readFileSync(new URL(`../../provider/${name}`, import.meta.url), 'utf8');
const types = read('types.txt').trim().split('\n');
const reviewed = Object.values(JSON.parse(read('reviewed.json')) as Record<string, string[]>).flat();
const withEntry = entries.flatMap(({ type, aliases }) => [type, ...(aliases ?? [])]);

test('entries, their aliases and the reviewed types are together all types of the provider, each once', (t) => {
	t.deepEqual([...withEntry, ...reviewed].sort(), [...types].sort());
});

test('every type of the provider is answered by an entry or a review, never both', (t) => {
	t.deepEqual(
		types.filter((type) => isReviewed(type) === (entryOf(type) !== undefined)),
		[],
	);
});

test('a type that only an older provider has is reviewed, and the lists of types are disjoint', (t) => {
	const former = Object.values(JSON.parse(read('former-types.json')) as Record<string, string[]>).flat();
	t.true(former.length > 0);
	for (const type of former) {
		t.true(isReviewed(type), type);
		t.false(types.includes(type), type);
	}
});

test('a type that the provider does not have is not reviewed', (t) => {
	for (const type of ['alicloud_no_such_type', 'aws_security_group', 'alicloud_', 'vpc']) t.false(isReviewed(type));
});
