import { spawnSync } from 'node:child_process';
import path from 'node:path';
import test from 'ava';
import { inventory, root } from './command-run.js';

test('without WebAssembly, a plan is read by JSON.parse with the same report', (t) => {
	const [bin, plan] = ['packages/cli/bin/sg-preflight.js', 'test/fixtures/terraform/inst_add_sg/plan.json'];
	const run = (...options: string[]) => {
		const { status, stdout } = spawnSync(
			process.execPath,
			[...options, path.join(root, bin), 'check', path.join(root, plan), '--inventory', inventory, '--format', 'json'],
			{ encoding: 'utf8' },
		);
		return { status, findings: JSON.parse(stdout).findings };
	};
	const without = run('--jitless');
	t.true(without.findings.length > 0);
	t.deepEqual(without, run());
});
