import fs from 'node:fs';
import path from 'node:path';
import type { Consequence } from '@sg-preflight/operations';
import test from 'ava';
import { effectOf } from '../src/text/effect.js';

interface Refusal {
	readonly scenario: string;
	readonly operation: string;
	readonly terraform_exit_status: number;
	readonly seconds: number;
	readonly tries: number;
	readonly consequence: Consequence;
	readonly next_plan: string;
	readonly calls: readonly string[];
}

/** Applies of the real provider against an API double that refuses one operation. */
const refusals: readonly Refusal[] = JSON.parse(
	fs.readFileSync(path.resolve(import.meta.dirname, '../../../../test/fixtures/refusals.json'), 'utf8'),
);

for (const refusal of refusals) {
	test(`the text about a refused ${refusal.operation} in ${refusal.scenario} has the recorded reaction`, (t) => {
		const text = effectOf(refusal.consequence, 'refused-operation');
		t.is(/reports success/.test(text), refusal.terraform_exit_status === 0, text);
		t.is(/stops (halfway )?with an error/.test(text), refusal.terraform_exit_status === 1, text);
		t.is(/five minutes/.test(text), refusal.seconds > 300, text);
		if (/reports success/.test(text))
			t.is(/next plan shows the same change/.test(text), refusal.next_plan === 'changes');
		const [, times] = /\((\d+) times\)/.exec(text) ?? [];
		// Several rules of one group are retried side by side, each as often.
		if (times !== undefined) t.is(refusal.tries % Number(times), 0, `${refusal.tries} tries`);
	});
}
