import test from 'ava';
import { loadEngines } from '../../src/language/evaluation/engines.js';
import { evaluate } from '../../src/language/evaluation/evaluate.js';
import { lazily, type Scope } from '../../src/language/evaluation/scope.js';
import { Work } from '../../src/language/evaluation/work.js';
import { parseNative, parseWhole } from '../../src/language/parser/native.js';
import { elementsOf, scalarOf } from '../../src/language/values/reading.js';
import type { Value } from '../../src/language/values/value.js';
import { scopeOf } from './scope-double.js';

const engines = await loadEngines(['regex yamldecode']);

/** Returns the kinds of reasons for which a value is unknown. */
function reasons(text: string, scope: Scope = scopeOf({}, new Work({ engines }))): string[] {
	return [...new Set(scalarOf(evaluate(parseWhole(text), scope)).otherwise.map((reason) => reason.kind))];
}

const times = (count: number, text: string): string => text.repeat(count);

for (const [name, text] of Object.entries({
	parentheses: `x = ${times(100_000, '(')}1${times(100_000, ')')}`,
	lists: `x = ${times(100_000, '[')}${times(100_000, ']')}`,
	negations: `x = ${times(100_000, '!')}true`,
	templates: `x = ${times(100_000, '"${')}1${times(100_000, '}"')}`,
	conditionals: `x = ${times(100_000, 'true ? 1 : ')}1`,
	sums: `x = 1${times(100_000, ' + 1')}`,
	blocks: `${times(100_000, 'a {\n')}${times(100_000, '}\n')}`,
	directives: `x = "${times(100_000, '%{ if true }')}${times(100_000, '%{ endif }')}"`,
})) {
	test(`a file of 100,000 nested ${name} is a problem with a place, not a crash`, (t) => {
		const parsed = parseNative(text);
		t.is(parsed.kind, 'problem');
		t.true(parsed.kind === 'problem' && parsed.line >= 1 && parsed.column >= 1);
	});
}

test('local values that double one another are unknown, because they are too large', (t) => {
	const work = new Work({ engines });
	const locals = new Map<string, () => Value>();
	const scope: Scope = { ...scopeOf({}, work), local: (name) => (locals.get(name) as () => Value)() };
	const none: Value = { kind: 'failure', problem: 'a cycle' };
	locals.set('x0', () => evaluate(parseWhole('["a", "b"]'), scope));
	for (let index = 1; index <= 60; index++) {
		const written = parseWhole(`concat(local.x${index - 1}, local.x${index - 1})`);
		locals.set(
			`x${index}`,
			lazily(() => evaluate(written, scope), none),
		);
	}
	const { otherwise } = elementsOf(evaluate(parseWhole('local.x60'), scope));
	t.true(otherwise.some(({ kind }) => kind === 'limit'));
});

test('nested loops are unknown when the work is used up', (t) => {
	t.deepEqual(reasons('length([for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a]]])'), [
		'limit',
	]);
});

test('a pattern that takes backtracking engines ages is matched in linear time', (t) => {
	const started = performance.now();
	t.deepEqual(reasons(`regex("^(a+)+$", "${times(5000, 'a')}b")`), []);
	t.true(performance.now() - started < 5000);
});

for (const text of [
	`format("%0${times(9, '9')}d", 1)`,
	'indent(999999999, "a\\nb")',
	`pow(10, 99999999)`,
	'1e999999999 * 1e999999999',
	'range(0, 99999999)',
	`replace("${times(1000, 'a')}", "a", "${times(10_000, 'b')}")`,
	'jsondecode(join("", [for x in range(1000) : "["]))',
	'setproduct(range(1000), range(1000), range(1000))',
]) {
	test(`${text.slice(0, 60)} does not take long`, (t) => {
		const started = performance.now();
		evaluate(parseWhole(text), scopeOf({}, new Work({ engines })));
		t.true(performance.now() - started < 5000);
	});
}

test('a local value that refers to itself is unknown', (t) => {
	const cyclic: Value = { kind: 'unknown', type: 'any', canBeNull: true, reasons: [{ kind: 'limit', limit: 'cycle' }] };
	const scope: Scope = { ...scopeOf({}), local: () => self() };
	const self = lazily(() => evaluate(parseWhole('upper(local.x)'), scope), cyclic);
	t.deepEqual(reasons('local.x', scope), ['limit']);
});
