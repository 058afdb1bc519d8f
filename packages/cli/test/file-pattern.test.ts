import test from 'ava';
import { parsePatterns } from '../src/input/file-pattern.js';

function matches(pattern: string, file: string): boolean {
	return parsePatterns(pattern).some(({ base, matches }) => {
		const folder = base === '.' ? '' : `${base}/`;
		return file.startsWith(folder) && matches(file.slice(folder.length).split('/'));
	});
}

for (const [pattern, yes, no] of [
	['*.json', ['plan.json', '.plan.json'], ['a/plan.json', 'plan.jsonx']],
	['**/*.json', ['plan.json', 'a/plan.json', 'a/b/plan.json'], ['a/plan.txt']],
	['a/**/b/*.json', ['a/b/x.json', 'a/c/d/b/x.json'], ['a/x.json', 'b/b/x.json']],
	['{a,b/{c,d}}/plan.json', ['a/plan.json', 'b/d/plan.json'], ['b/plan.json', '{a}/plan.json']],
	['plan?.json', ['plan1.json'], ['plan.json', 'plan12.json']],
	['plan[0-9a].json', ['plan7.json', 'plana.json'], ['planb.json']],
	['plan[!0-9].json', ['planb.json'], ['plan7.json']],
	['plan\\[0\\].*', ['plan[0].json'], ['plan0.json']],
	['stacks/*/plan.json', ['stacks/web/plan.json'], ['stacks/plan.json', 'stacks/a/b/plan.json']],
] as const) {
	test(`${pattern} matches ${yes.join(', ')} and not ${no.join(', ')}`, (t) => {
		t.deepEqual(
			[...yes, ...no].filter((file) => matches(pattern, file)),
			[...yes],
		);
	});
}

test('folders that cannot hold a match are not searched', (t) => {
	const [pattern] = parsePatterns('stacks/*/live/plan.json');
	t.is(pattern?.base, 'stacks');
	t.true(pattern?.mayHold(['web']));
	t.true(pattern?.mayHold(['web', 'live']));
	t.false(pattern?.mayHold(['web', 'test']));
	t.false(pattern?.mayHold(['web', 'live', 'more']));
});

test('30 stars are matched at once, and braces have a limit', (t) => {
	t.false(matches(`**/${'*a'.repeat(30)}*b`, `x/${'a'.repeat(255)}`));
	t.false(matches(`${'**/a/'.repeat(30)}b`, 'a/'.repeat(1000)));
	t.throws(() => parsePatterns('{a,b}'.repeat(40)), { message: /more than 1000 alternatives/ });
});
