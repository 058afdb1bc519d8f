import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { cleanPlan, inventory, refusedPlan, root, scratch } from '../cli/command-run.js';
import { measured, release, sizeOf, timed } from './release.js';

/** The real pre-commit, in a virtual environment that is made once. */
function preCommit(): string {
	const environment = path.join(root, '.cache/pre-commit');
	const command = path.join(environment, 'bin/pre-commit');
	if (!fs.existsSync(command)) {
		execFileSync('python3', ['-m', 'venv', environment], { stdio: 'inherit' });
		execFileSync(path.join(environment, 'bin/pip'), ['install', '--quiet', 'pre-commit==4.7.0'], { stdio: 'inherit' });
	}
	return command;
}

test('the hooks of a release install, then run offline, and refuse the refused plan and source', (t) => {
	t.timeout(600_000);
	const repository = scratch(t, {
		'clean/plan.json': fs.readFileSync(cleanPlan),
		'refused/plan.json': fs.readFileSync(refusedPlan),
		'inventory.json': fs.readFileSync(inventory),
		'package.json': '{"not": "a plan"}',
		'managed.tf': 'resource "alicloud_security_group_rule" "r" {\n  security_group_id = "sg-lit3"\n}\n',
		'own.tf': 'resource "alicloud_security_group_rule" "r2" {\n  security_group_id = "sg-lit1"\n}\n',
		'sg-preflight.yaml': 'inventory: inventory.json\n',
	});
	const env = {
		...process.env,
		PRE_COMMIT_HOME: scratch(t),
		GIT_AUTHOR_NAME: 't',
		GIT_AUTHOR_EMAIL: 't@example.org',
		GIT_COMMITTER_NAME: 't',
		GIT_COMMITTER_EMAIL: 't@example.org',
	};
	const git = (...args: string[]): string => execFileSync('git', args, { cwd: repository, env, encoding: 'utf8' });
	git('init', '--quiet');
	git('add', '--all');
	git('commit', '--quiet', '--message', 'plans');
	const { repository: released, version } = release(t);
	fs.writeFileSync(
		path.join(repository, '.pre-commit-config.yaml'),
		`repos:\n  - repo: ${JSON.stringify(released)}\n    rev: v${version}\n    hooks:\n      - id: sg-preflight-plan\n      - id: sg-preflight-scan\n`,
	);
	const { result: hooks, seconds } = timed(() =>
		spawnSync(preCommit(), ['install-hooks'], { cwd: repository, env, encoding: 'utf8' }),
	);
	t.is(hooks.status, 0, hooks.stdout + hooks.stderr);
	const size = sizeOf(env.PRE_COMMIT_HOME);
	measured(t, '`pre-commit install-hooks`', { seconds, ...size });
	t.true(size.bytes < 20e6);
	// From here no registry is reachable.
	Object.assign(env, { npm_config_registry: 'http://127.0.0.1:9', npm_config_offline: 'true' });
	git('add', '--all');
	const run = (...args: string[]) =>
		spawnSync(preCommit(), ['run', 'sg-preflight-plan', ...args], { cwd: repository, env, encoding: 'utf8' });

	const all = run('--all-files');
	t.is(all.status, 1, all.stdout + all.stderr);
	t.regex(all.stdout, /^FAIL alicloud_instance\.i in refused\/plan\.json$/m);
	t.notRegex(all.stdout, /package\.json|inventory\.json: /);
	const clean = run('--files', 'clean/plan.json');
	t.is(clean.status, 0, clean.stdout + clean.stderr);
	t.regex(clean.stdout, /sg-preflight\.+Passed/);
	const scan = (...args: string[]) =>
		spawnSync(preCommit(), ['run', 'sg-preflight-scan', ...args], { cwd: repository, env, encoding: 'utf8' });
	const staged = scan('--all-files');
	t.is(staged.status, 1, staged.stdout + staged.stderr);
	t.regex(staged.stdout, /^ {4}Where +managed\.tf:2:24$/m);
	t.notRegex(staged.stdout, /own\.tf/);
	t.is(scan('--files', 'own.tf').status, 0);
	const both = timed(() => spawnSync(preCommit(), ['run', '--all-files'], { cwd: repository, env, encoding: 'utf8' }));
	t.is(both.result.status, 1, both.result.stdout);
	measured(t, 'pre-commit, two hooks, offline', both);
	const none = run('--files', 'package.json');
	t.regex(none.stdout, /no files to check/);
});
