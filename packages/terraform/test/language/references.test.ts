import fs from 'node:fs';
import test from 'ava';
import { parseWhole } from '../../src/language/parser/native.js';
import { referencesOf } from '../../src/language/syntax/references.js';

/** Expressions with their references in `terraform show -json` (Terraform 1.11.4). */
const listed = JSON.parse(
	fs.readFileSync(new URL('../../../test/language/fixtures/references.json', import.meta.url), 'utf8'),
) as readonly { readonly expression: string; readonly references: readonly string[] }[];

for (const { expression, references } of listed) {
	test(`the references of ${expression} are those that the plan JSON lists`, (t) => {
		t.deepEqual(referencesOf(parseWhole(expression)), references);
	});
}
