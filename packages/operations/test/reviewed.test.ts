import fs from 'node:fs';
import test from 'ava';
import { entryOf, isReviewed } from '../src/index.js';

const types = fs
	.readFileSync(new URL('../../provider/types.txt', import.meta.url), 'utf8')
	.trim()
	.split('\n');

test('a type of the provider is reviewed or has an entry, never both', (t) => {
	t.deepEqual(
		types.filter((type) => isReviewed(type) && entryOf(type) !== undefined),
		[],
	);
	t.true(isReviewed('alicloud_vpc'));
	t.false(isReviewed('alicloud_instance'));
});

test('a type that the provider does not have is not reviewed', (t) => {
	t.false(isReviewed('alicloud_no_such_type'));
	t.false(isReviewed('aws_security_group'));
	t.false(isReviewed('alicloud_'));
});
