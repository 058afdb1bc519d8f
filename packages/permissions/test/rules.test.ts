import { readdirSync, readFileSync } from 'node:fs';
import test from 'ava';
import { docsOf, type Rule, reasons, rulePage, rules } from '../src/index.js';

const folder = new URL('../../../../docs/rules/', import.meta.url);
const names: readonly Rule[] = ['refused-operation', ...reasons];

test('every rule has a text', (t) => {
	t.deepEqual(new Set(Object.keys(rules)), new Set(names));
});

for (const rule of names) {
	test(`docs/rules/${rule}.md is generated from the rule`, (t) => {
		const page = readFileSync(new URL(`${rule}.md`, folder), 'utf8');
		t.is(page, rulePage(rule), 'run: pnpm generate');
		t.true(docsOf(rule).endsWith(`/docs/rules/${rule}.md`));
		t.is(rules[rule].verdict, rule === 'refused-operation' ? 'refused' : 'undetermined');
	});
}

test('no page is left of a rule that is gone', (t) => {
	t.deepEqual(readdirSync(folder).sort(), names.map((rule) => `${rule}.md`).sort());
});
