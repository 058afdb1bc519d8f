import test from 'ava';
import fc from 'fast-check';
import { loadEngines } from '../../src/language/evaluation/engines.js';
import { evaluate } from '../../src/language/evaluation/evaluate.js';
import type { Scope } from '../../src/language/evaluation/scope.js';
import { Work } from '../../src/language/evaluation/work.js';
import { plainDataOf } from '../../src/language/functions/known.js';
import { parseWhole } from '../../src/language/parser/native.js';
import { unknown } from '../../src/language/values/scalars.js';
import type { SymbolValue, Type, Value } from '../../src/language/values/value.js';
import { covers } from './coverage.js';
import { type Ending, ending, expressionOfDepth, named } from './generated.js';
import { scopeOf } from './scope-double.js';

const cases = Number(process.env.SG_PREFLIGHT_LANGUAGE_CASES ?? 4000);
const engines = await loadEngines(['regex replace']);

const list: Type = { kind: 'list', of: 'string' };
const open = (type: Type): Value => unknown(type, [{ kind: 'reference', key: 'apply' }]);

const symbol = (key: string, isFresh: boolean): SymbolValue => ({
	kind: 'symbol',
	key,
	canBeNull: !isFresh,
	canBeEmpty: !isFresh,
	isFresh,
	isWord: isFresh,
});

/** Descriptions of the names before the apply. */
const described: { readonly [name: string]: Value } = {
	s0: symbol('s0', true),
	s1: symbol('s1', true),
	o: symbol('o', false),
	ul: open(list),
	us: open({ kind: 'set', of: 'string' }),
	um: open('any'),
	ub: open('bool'),
	un: open('number'),
};

function scopeWith(values: { readonly [name: string]: Value }): Scope {
	const work = new Work({ engines });
	const known = new Map<string, Value>();
	const empty = scopeOf({}, work);
	const scope: Scope = {
		...empty,
		local: (name) => {
			const given = values[name];
			if (given) return given;
			const written = named.known[name as keyof typeof named.known];
			const value = known.get(name) ?? evaluate(parseWhole(written), empty);
			known.set(name, value);
			return value;
		},
	};
	return scope;
}

/** Returns the names with their values after the apply. */
function settled(end: Ending): { readonly [name: string]: Value } {
	const all = { ...named.fresh, ...end };
	return Object.fromEntries(
		Object.entries(all).map(([name, text]) => [name, evaluate(parseWhole(text), scopeOf({}, new Work({ engines })))]),
	);
}

test(`the description of an expression before the apply covers its value after the apply, in ${cases} generated ones`, (t) => {
	let exact = 0;
	const run = fc.check(
		fc.property(fc.integer({ min: 1, max: 3 }).chain(expressionOfDepth), ending, (text, end) => {
			const written = parseWhole(text);
			const values = settled(end);
			const real = evaluate(written, scopeWith(values));
			// If the evaluator does not know the value after the apply, there is nothing to compare.
			if (real.kind !== 'failure' && plainDataOf(real, new Work()) === undefined) return true;
			exact++;
			const symbols = Object.fromEntries(
				Object.entries(values).map(([name, value]) => [name, value.kind === 'string' ? value.value : null]),
			);
			return covers(evaluate(written, scopeWith(described)), real, symbols);
		}),
		{ numRuns: cases, endOnFailure: true },
	);
	t.log(`${exact} compared, seed ${run.seed}`);
	t.false(
		run.failed,
		run.failed ? `${JSON.stringify(run.counterexample)} (seed ${run.seed}, path ${run.counterexamplePath})` : '',
	);
	t.true(exact > cases / 2);
});
