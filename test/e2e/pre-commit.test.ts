import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { cleanPlan, inventory, refusedPlan, root, scratch } from '../cli/command-run.js';

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

test('the hooks of a fresh clone build themselves, refuse the refused plan and source and pass the clean ones', (t) => {
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
	// What is committed, as a user's pre-commit gets it.
	const head = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
	fs.writeFileSync(
		path.join(repository, '.pre-commit-config.yaml'),
		`repos:\n  - repo: ${JSON.stringify(root)}\n    rev: ${head}\n    hooks:\n      - id: sg-preflight-plan\n      - id: sg-preflight-scan\n`,
	);
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
	t.regex(staged.stdout, /^ {4}at +managed\.tf:2:24$/m);
	t.notRegex(staged.stdout, /own\.tf/);
	t.is(scan('--files', 'own.tf').status, 0);
	const none = run('--files', 'package.json');
	t.regex(none.stdout, /no files to check/);
});
