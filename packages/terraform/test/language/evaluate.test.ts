import fs from 'node:fs';
import test from 'ava';
import { loadEngines } from '../../src/language/evaluation/engines.js';
import { evaluate } from '../../src/language/evaluation/evaluate.js';
import { Work } from '../../src/language/evaluation/work.js';
import { parseWhole } from '../../src/language/parser/native.js';
import { type Recorded, standing } from './covers.js';
import { scopeOf } from './scope-double.js';

/** Results of real Terraform (1.11.4) for each expression; test/e2e/language.test.ts runs it again. */
const recorded = JSON.parse(
	fs.readFileSync(new URL('../../../test/language/fixtures/expressions.json', import.meta.url), 'utf8'),
) as readonly Recorded[];

/** Expressions whose result is only covered: rare forms that are not worth their code. */
const covered = new Set(
	fs
		.readFileSync(new URL('../../../test/language/fixtures/covered.txt', import.meta.url), 'utf8')
		.trimEnd()
		.split('\n'),
);

const engines = await loadEngines(['yamldecode regex replace']);

for (const row of recorded) {
	const wanted = covered.has(row.expression) ? 'covers' : 'exact';
	test(`${JSON.stringify(row.expression)} ${wanted === 'exact' ? 'has' : 'may have'} the result of Terraform`, (t) => {
		const value = evaluate(parseWhole(row.expression), scopeOf({}, new Work({ engines })));
		t.is(standing(value, row), wanted);
	});
}
