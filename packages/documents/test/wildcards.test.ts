import test from 'ava';
import fc from 'fast-check';
import { matchesStars } from '../src/index.js';

test('a pattern with stars matches the same texts as its regular expression', (t) => {
	const letters = fc.string({ unit: fc.constantFrom('a', 'b', '[', '.'), maxLength: 12 });
	const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '[', '.', '*'), maxLength: 8 });
	fc.assert(
		fc.property(pattern, letters, (glob, text) => {
			const literal = glob.split('*').map((part) => part.replace(/[.[]/g, '\\$&'));
			return matchesStars(glob, text) === new RegExp(`^${literal.join('.*')}$`, 's').test(text);
		}),
		{ numRuns: 3000 },
	);
	t.pass();
});

test('30 stars against 100,000 letters take no more steps than stars × letters', (t) => {
	const started = process.cpuUsage();
	t.false(matchesStars(`${'*a'.repeat(30)}*b`, 'a'.repeat(100_000)));
	t.true(process.cpuUsage(started).user < 2_000_000, 'two seconds are a hundred times what it takes');
});
