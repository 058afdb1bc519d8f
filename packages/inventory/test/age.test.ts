import test from 'ava';
import { ageNotices, parseDuration } from '../src/age.js';
import { createInventory } from '../src/inventory.js';

const hour = 3_600_000;
const now = Date.parse('2026-03-01T12:00:00Z');
const notices = (time: string | null, maxAge = 24 * hour): string[] =>
	ageNotices(
		createInventory([], [{ source: 'inv.yaml', account: null, regions: null, time, toolVersion: null }]),
		maxAge,
		now,
	);

const age = test.macro((t, time: string | null, expected: RegExp | null) => {
	const [notice, ...more] = notices(time);
	t.deepEqual(more, []);
	if (expected) t.regex(notice ?? '', expected);
	else t.is(notice, undefined);
});
test('fresh', age, '2026-03-01T11:00:00Z', null);
test('just not too old', age, '2026-02-28T12:00:00Z', null);
test('too old', age, '2026-02-28T11:59:00Z', /^inv\.yaml is 24 h old .*more than 24 h/);
test('days old', age, '2026-02-20T11:59:00+08:00', /is 9 days old/);
test('a clock that is a little ahead', age, '2026-03-01T12:04:00Z', null);
test('in the future', age, '2026-03-02T12:00:00Z', /dated in the future/);
test('without a time', age, null, /^inv\.yaml has no timestamp, so its age is unknown/);

test('each source has its own notice', (t) => {
	const scope = { account: null, regions: null, time: null, toolVersion: null };
	const inventory = createInventory(
		[],
		[
			{ ...scope, source: 'a' },
			{ ...scope, source: 'b' },
		],
	);
	t.is(ageNotices(inventory, hour, now).length, 2);
});

for (const [text, expected] of Object.entries({ '90m': 1.5 * hour, '24h': 24 * hour, '7d': 168 * hour, '0h': 0 })) {
	test(`${text} is a duration`, (t) => t.is(parseDuration(text), expected));
}
for (const text of ['', '24', 'h', '1.5h', '-1h', '1w', '24 h', '9999999h']) {
	test(`${JSON.stringify(text)} is not a duration`, (t) => t.is(parseDuration(text), undefined));
}
