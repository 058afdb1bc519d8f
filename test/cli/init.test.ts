import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { inventory, refusedPlan, scratch, sgPreflight } from './command-run.js';

const filesIn = (cwd: string): string[] =>
	fs
		.readdirSync(cwd, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(cwd, path.join(entry.parentPath, entry.name)))
		.sort();

test('init writes what the repository lacks, for the gates that it has', async (t) => {
	const cwd = scratch(t, {
		'.github/CODEOWNERS': '',
		'.gitlab-ci.yml': 'stages: [test]\n',
		'atlantis.yaml': 'version: 3\n',
		Jenkinsfile: 'pipeline {}\n',
		'inventory.json': fs.readFileSync(inventory),
		'plan.json': fs.readFileSync(refusedPlan),
	});
	const before = filesIn(cwd);
	const dry = await sgPreflight(['init', '--dry-run'], { cwd });
	t.is(dry.status, 0);
	t.deepEqual(filesIn(cwd), before);
	const { status, stdout } = await sgPreflight(['init'], { cwd });
	t.is(status, 0);
	const written = filesIn(cwd).filter((file) => !before.includes(file));
	t.deepEqual(written, [
		'.github/workflows/sg-preflight.yml',
		'.pre-commit-config.yaml',
		'Jenkinsfile.sg-preflight',
		'sg-preflight.gitlab-ci.yml',
		'sg-preflight.repos.yaml',
		'sg-preflight.yaml',
	]);
	for (const file of written) {
		t.regex(stdout, new RegExp(`^wrote +${file.replaceAll('.', '\\.')}$`, 'm'));
		t.regex(dry.stdout, new RegExp(`^would write +${file.replaceAll('.', '\\.')}$`, 'm'));
	}
	// What it wrote works: the inventory comes from the configuration.
	t.is((await sgPreflight(['check', 'plan.json'], { cwd })).status, 1);
});

test('init overwrites nothing, says what it left, and that the inventory is missing', async (t) => {
	const kept = { '.pre-commit-config.yaml': 'repos: []\n', 'sg-preflight.yaml': 'undetermined: fail\n' };
	const cwd = scratch(t, kept);
	const { status, stdout } = await sgPreflight(['init'], { cwd });
	t.is(status, 0);
	t.deepEqual(filesIn(cwd), Object.keys(kept).sort());
	for (const [file, text] of Object.entries(kept)) {
		t.is(fs.readFileSync(path.join(cwd, file), 'utf8'), text);
		t.regex(stdout, new RegExp(`^left +${file.replaceAll('.', '\\.')}`, 'm'));
	}
	t.regex(stdout, /- id: sg-preflight-scan/);
	t.regex(stdout, /inventory is missing/);
});

test('completion: bash completes commands, second words, options and choices', async (t) => {
	const { status, stdout: script } = await sgPreflight(['completion', 'bash']);
	t.is(status, 0);
	const complete = (...words: string[]): string[] => {
		const typed = ['sg-preflight', ...words].map((word) => `'${word}'`).join(' ');
		const { stdout, stderr } = spawnSync(
			'bash',
			[
				'--noprofile',
				'--norc',
				'-c',
				`${script}\nCOMP_WORDS=(${typed}); COMP_CWORD=${words.length}; _sg_preflight; printf '%s\\n' "\${COMPREPLY[@]}"`,
			],
			{ encoding: 'utf8' },
		);
		t.is(stderr, '');
		return stdout.trim().split('\n');
	};
	t.deepEqual(complete('ch'), ['check']);
	t.deepEqual(complete('inventory', 'p').sort(), ['policy', 'pull']);
	t.deepEqual(complete('check', 'plan.json', '--und'), ['--undetermined']);
	t.deepEqual(complete('check', '--undetermined', ''), ['fail', 'warn', 'ignore']);
	t.deepEqual(complete('inventory', 'show', '--he'), ['--help']);
	t.deepEqual(complete('check', 'pl'), ['']);
});

test('completion: zsh and fish have every command, and another shell is said', async (t) => {
	for (const shell of ['zsh', 'fish']) {
		const { status, stdout } = await sgPreflight(['completion', shell]);
		t.is(status, 0);
		for (const word of ['check', 'scan', 'pull', 'run-task', 'undetermined'])
			t.regex(stdout, new RegExp(`\\b${word}\\b`));
	}
	t.is((await sgPreflight(['completion', 'tcsh'])).status, 2);
});
