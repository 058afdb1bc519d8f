import { spawnSync } from 'node:child_process';
import path from 'node:path';
import test from 'ava';

for (const [name, value] of [
	['SEED', 'abc'],
	['SG_PREFLIGHT_SOUNDNESS_CASES', '1e3'],
	['SG_PREFLIGHT_SOUNDNESS_MINUTES', '-1'],
	['SG_PREFLIGHT_SOUNDNESS_BATCH', 'NaN'],
] as const) {
	test(`pnpm soundness with ${name}=${value} ends with one message, and checks nothing`, (t) => {
		const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(import.meta.dirname, 'main.js')], {
			encoding: 'utf8',
			env: { ...process.env, [name]: value },
		});
		t.is(status, 2);
		t.is(stdout, '');
		t.is(
			stderr,
			`soundness: ${name}: expected a whole number of at most nine digits, such as 4711, but it is "${value}".\n`,
		);
	});
}
