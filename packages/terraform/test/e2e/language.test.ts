import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import { loadEngines } from '../../src/language/evaluation/engines.js';
import { evaluate } from '../../src/language/evaluation/evaluate.js';
import { Work } from '../../src/language/evaluation/work.js';
import { parseWhole } from '../../src/language/parser/native.js';
import { type Recorded, standing } from '../language/covers.js';
import { type Ending, ending, expressionOfDepth, named } from '../language/generated.js';
import { scopeOf } from '../language/scope-double.js';

/** Expressions for each of two sets of values; one plan each. */
const cases = Number(process.env.SG_PREFLIGHT_LANGUAGE_E2E_CASES ?? 1000);

/** Lets real Terraform evaluate all expressions in one plan; null if the result is unknown in that plan. */
function askTerraform(
	t: ExecutionContext,
	expressions: readonly string[],
	locals: string,
): readonly (Recorded | null)[] {
	const cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-language-'));
	t.teardown(() => fs.rmSync(cwd, { recursive: true }));
	const outputs = expressions.map(
		(expression, index) =>
			`output "e${index}" {\n  value = { ok = can(${expression}), value = try(${expression}, null) }\n}\n`,
	);
	fs.writeFileSync(path.join(cwd, 'main.tf'), locals + outputs.join(''));
	const run = (...args: readonly string[]): string => {
		const { status, stdout, stderr } = spawnSync('terraform', args, { cwd, encoding: 'utf8', maxBuffer: 1e9 });
		if (status !== 0) throw new Error(stderr.slice(0, 2000));
		return stdout;
	};
	run('plan', '-out=plan.tfplan', '-input=false', '-no-color');
	const { planned_values: planned } = JSON.parse(run('show', '-json', 'plan.tfplan')) as {
		readonly planned_values: {
			readonly outputs: {
				readonly [name: string]: {
					readonly value?: { readonly ok: boolean; readonly value: unknown };
					readonly type: readonly [string, { readonly value: unknown }];
				};
			};
		};
	};
	return expressions.map((expression, index): Recorded | null => {
		const output = planned.outputs[`e${index}`];
		if (output?.value === undefined) return null;
		if (!output.value.ok) return { expression, fails: true };
		return { expression, value: output.value.value, type: output.type[1].value };
	});
}

const engines = await loadEngines(['yamldecode regex replace']);

test('real Terraform gives the recorded result for each recorded expression', (t) => {
	const recorded = JSON.parse(
		fs.readFileSync(new URL('../../../test/language/fixtures/expressions.json', import.meta.url), 'utf8'),
	) as readonly Recorded[];
	const asked = askTerraform(
		t,
		recorded.map(({ expression }) => expression),
		'',
	);
	t.deepEqual(asked, recorded);
});

for (const seed of [1, 2]) {
	test(`real Terraform and the evaluator agree on ${cases} generated expressions, seed ${seed}`, (t) => {
		const [end = {}] = fc.sample(ending, { numRuns: 1, seed }) as readonly Ending[];
		const values = { ...named.fresh, ...named.known, ...end };
		const locals = Object.entries(values).map(([name, value]) => `  ${name} = ${value}\n`);
		const expressions = [
			...new Set(fc.sample(fc.integer({ min: 1, max: 3 }).chain(expressionOfDepth), { numRuns: cases, seed })),
		];
		const answers = askTerraform(t, expressions, `locals {\n${locals.join('')}}\n`);
		const work = new Work({ engines });
		const scope = {
			...scopeOf({}, work),
			local: (name: string) => evaluate(parseWhole(values[name as keyof typeof values]), scopeOf({}, work)),
		};
		const compared = answers.flatMap((answer) =>
			answer === null ? [] : [{ answer, is: standing(evaluate(parseWhole(answer.expression), scope), answer) }],
		);
		const exact = compared.filter(({ is }) => is === 'exact').length;
		t.log(`${compared.length} compared, ${exact} exactly what Terraform makes of them`);
		// If a part of an expression is unknown in the plan, its failure is unknown too.
		const wrong = compared.filter(({ is, answer }) => is === 'wrong' && !answer.expression.includes('format('));
		t.deepEqual(
			wrong.map(({ answer }) => answer),
			[],
		);
		t.true(exact / compared.length > 0.9);
	});
}
