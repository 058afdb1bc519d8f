import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { inventory, refusedPlan, root, scratch, sgPreflight } from './command-run.js';

const filesIn = (cwd: string): string[] =>
	fs
		.readdirSync(cwd, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(cwd, path.join(entry.parentPath, entry.name)))
		.sort();

test('init writes the files that the repository lacks, for the gates that it has', async (t) => {
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
		'.github/workflows/sg-preflight-inventory.yml',
		'.github/workflows/sg-preflight.yml',
		'.pre-commit-config.yaml',
		'Jenkinsfile.sg-preflight',
		'sg-preflight-inventory.gitlab-ci.yml',
		'sg-preflight.gitlab-ci.yml',
		'sg-preflight.repos.yaml',
		'sg-preflight.yaml',
	]);
	for (const file of written) {
		t.regex(stdout, new RegExp(`^wrote +${file.replaceAll('.', '\\.')}$`, 'm'));
		t.regex(dry.stdout, new RegExp(`^would write +${file.replaceAll('.', '\\.')}$`, 'm'));
	}
	// The written files work: the inventory comes from the configuration.
	t.is((await sgPreflight(['check', 'plan.json'], { cwd })).status, 1);
});

test('init overwrites nothing, and names the unchanged files and the missing inventory', async (t) => {
	const kept = { '.pre-commit-config.yaml': 'repos: []\n', 'sg-preflight.yaml': 'undetermined: fail\n' };
	const cwd = scratch(t, kept);
	const { status, stdout } = await sgPreflight(['init'], { cwd });
	t.is(status, 0);
	t.deepEqual(filesIn(cwd), Object.keys(kept).sort());
	for (const [file, text] of Object.entries(kept)) {
		t.is(fs.readFileSync(path.join(cwd, file), 'utf8'), text);
		t.regex(stdout, new RegExp(`^exists +${file.replaceAll('.', '\\.')} \\(unchanged\\)$`, 'm'));
	}
	t.regex(stdout, /- id: sg-preflight-scan/);
	t.regex(stdout, /^ {2}sg-preflight inventory pull --output inventory\.yaml$/m);
});

test('init knows Pulumi, a sub-directory, the region and the other gates, and pins versions', async (t) => {
	const repository = scratch(t, {
		'.git/HEAD': 'ref: refs/heads/main\n',
		'.github/CODEOWNERS': '',
		'.circleci/config.yml': 'version: 2.1\n',
		'azure-pipelines.yml': 'steps: []\n',
		'bitbucket-pipelines.yml': 'pipelines: {}\n',
		'infra/Pulumi.yaml': 'name: infra\nruntime: nodejs\n',
		'infra/Pulumi.dev.yaml': 'config:\n  alicloud:region: eu-central-1\n',
	});
	const cwd = path.join(repository, 'infra');
	const before = filesIn(repository);
	const { status, stdout } = await sgPreflight(['init'], { cwd });
	t.is(status, 0);
	t.deepEqual(
		filesIn(repository).filter((file) => !before.includes(file)),
		[
			'.circleci/sg-preflight.yml',
			'.github/workflows/sg-preflight-inventory.yml',
			'.github/workflows/sg-preflight.yml',
			'.pre-commit-config.yaml',
			'azure-pipelines.sg-preflight.yml',
			'bitbucket-pipelines.sg-preflight.yml',
			'infra/sg-preflight.yaml',
		],
	);
	const text = (file: string): string => fs.readFileSync(path.join(repository, file), 'utf8');
	t.regex(text('.github/workflows/sg-preflight.yml'), /pulumi preview --json/);
	t.regex(text('.github/workflows/sg-preflight-inventory.yml'), /inventory pull --region eu-central-1/);
	t.regex(text('.pre-commit-config.yaml'), /rev: v\d+\.\d+\.\d+$/m);
	t.regex(stdout, /inventory pull --region eu-central-1 --output inventory\.yaml/);
});

for (const [gate, example, step] of [
	['GitHub', 'github/inventory.yml', /- run: \|\n((?: {10}.*\n)+)/],
	['GitLab', 'gitlab/inventory.gitlab-ci.yml', / {4}- \|\n((?: {6}.*\n)+)/],
] as const) {
	test(`the job of ${gate} that keeps the inventory fresh commits if a group changed, and once a week`, (t) => {
		const [, script = ''] = step.exec(fs.readFileSync(path.join(root, 'examples', example), 'utf8')) ?? [];
		const refresh = (groups: string, old: { time: string; groups: string } | null): string => {
			const text = (time: string, list: string): string => `time: "${time}"\ngroups: [${list}]\n`;
			const cwd = scratch(t, {
				'fresh.yaml': text(new Date().toISOString(), groups),
				...(old && { 'inventory.yaml': text(old.time, old.groups) }),
			});
			// A double of git: this test is about the condition.
			const run = spawnSync('bash', ['-ec', `git() { echo "git $1"; }\n${script}`], { cwd, encoding: 'utf8' });
			t.is(run.status, 0, run.stderr);
			return run.stdout;
		};
		const ago = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
		t.is(refresh('a', { time: ago(6), groups: 'a' }), '', 'only the time changed');
		for (const old of [{ time: ago(1), groups: 'b' }, { time: ago(8), groups: 'a' }, null])
			t.regex(refresh('a', old), /git commit\ngit push/);
	});
}

test('init in a sub-directory writes jobs that plan there and find its inventory', async (t) => {
	const repository = scratch(t, {
		'.git/HEAD': '',
		'.github/keep': '',
		'.gitlab-ci.yml': '',
		'.circleci/config.yml': '',
		'azure-pipelines.yml': '',
		'bitbucket-pipelines.yml': '',
		Jenkinsfile: '',
		'live/web/main.tf': 'provider "alicloud" { region = "eu-central-1" }\n',
		'live/a b/main.tf': '',
		'live/web/inventory.json': fs.readFileSync(inventory),
	});
	const { status, stdout } = await sgPreflight(['init'], { cwd: path.join(repository, 'live/web') });
	t.is(status, 0, stdout);
	const text = (file: string): string => fs.readFileSync(path.join(repository, file), 'utf8');
	const workflow = text('.github/workflows/sg-preflight.yml');
	t.is([...workflow.matchAll(/working-directory: live\/web$/gm)].length, 2);
	t.regex(workflow, /^ {10}plan: \.\.\/\.\.\/plan\/plan\.tfplan\n {10}inventory: inventory\.json$/m);
	t.is([...text('.github/workflows/sg-preflight-inventory.yml').matchAll(/working-directory: live\/web$/gm)].length, 2);
	t.regex(text('sg-preflight.gitlab-ci.yml'), /SG_PREFLIGHT_INVENTORY: live\/web\/inventory\.json$/m);
	t.regex(text('sg-preflight-inventory.gitlab-ci.yml'), /SG_PREFLIGHT_DIRECTORY: live\/web$/m);
	for (const file of ['Jenkinsfile.sg-preflight', '.circleci/sg-preflight.yml', 'azure-pipelines.sg-preflight.yml'])
		t.regex(text(file), /terraform -chdir=live\/web plan -input=false -out="\$PWD\/plan\.tfplan"/, file);
	t.regex(text('.circleci/sg-preflight.yml'), /ALICLOUD_REGION: eu-central-1/);
	// The hook finds the inventory from the root, where pre-commit runs it.
	t.regex(text('.pre-commit-config.yaml'), /^ {8}args: \[--config, live\/web\/sg-preflight\.yaml, --\]$/m);
	const scan = ['scan', '--config', 'live/web/sg-preflight.yaml', '--', 'live/web/main.tf'];
	t.is((await sgPreflight(scan, { cwd: repository })).status, 0);
	const odd = await sgPreflight(['init', '--dry-run'], { cwd: path.join(repository, 'live/a b') });
	t.regex(odd.stdout, /^note .* write "live\/a b" into them$/m);
});

test('init writes no command of Terraform into a Pulumi repository', async (t) => {
	const cwd = scratch(t, {
		'.github/keep': '',
		'.circleci/config.yml': '',
		'azure-pipelines.yml': '',
		'bitbucket-pipelines.yml': '',
		Jenkinsfile: '',
		'Pulumi.yaml': 'name: infra\nruntime: python\n',
	});
	await sgPreflight(['init'], { cwd });
	for (const file of filesIn(cwd).filter((name) => name.includes('sg-preflight.'))) {
		const text = fs.readFileSync(path.join(cwd, file), 'utf8');
		t.notRegex(text, /terraform|tfplan/i, file);
		if (file !== 'sg-preflight.yaml') t.regex(text, /pulumi .*preview --json --stack dev > preview\.json/, file);
	}
});

test('doctor names each missing part, with the command that supplies it', async (t) => {
	const cwd = scratch(t, {
		'main.tf': 'provider "alicloud" {\n  region = "eu-central-1"\n}\n',
		'.pre-commit-config.yaml': 'repos: [{repo: sg-preflight}]\n',
	});
	const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: '', ALICLOUD_ACCESS_KEY: '' };
	const first = await sgPreflight(['doctor'], { cwd, env });
	t.is(first.status, 1);
	t.regex(
		first.stdout,
		/^missing no inventory\n +sg-preflight inventory pull --region eu-central-1 --output inventory\.yaml$/m,
	);
	t.regex(first.stdout, /^missing .*hook.*\n +pre-commit install$/m);
	t.regex(first.stdout, /^missing no credentials.*\n +aliyun configure$/m);
	const groups = '  - { id: sg-1, managed: true }\n';
	const inventoryOf = (region: string, time: string): string =>
		`schemaVersion: 1\naccount: "1"\nregions: [${region}]\ntime: ${time}\ngroups:\n${groups}`;
	fs.writeFileSync(path.join(cwd, 'inventory.yaml'), inventoryOf('cn-beijing', '2020-01-01T00:00:00Z'));
	const old = await sgPreflight(['doctor'], { cwd, env });
	t.regex(old.stdout, /^missing inventory\.yaml is .* old/m);
	t.regex(old.stdout, /^missing inventory does not cover region eu-central-1$/m);
	fs.writeFileSync(path.join(cwd, 'inventory.yaml'), inventoryOf('eu-central-1', new Date().toISOString()));
	fs.writeFileSync(path.join(cwd, 'sg-preflight.yaml'), 'inventory: inventory.yaml\n');
	fs.mkdirSync(path.join(cwd, '.git/hooks'), { recursive: true });
	fs.writeFileSync(path.join(cwd, '.git/hooks/pre-commit'), '');
	const ready = await sgPreflight(['doctor'], { cwd, env });
	t.is(ready.status, 0, ready.stdout);
	t.regex(ready.stdout, /^note {4}no credentials in the environment/m);
	const withKey = await sgPreflight(['doctor'], { cwd, env: { ...env, ALICLOUD_ACCESS_KEY: 'a double of a key' } });
	t.regex(withKey.stdout, /^ok {6}credentials in ALICLOUD_ACCESS_KEY$/m);
	t.notRegex(withKey.stdout, /a double of a key/);
});

test('doctor finds the hook of a git worktree', async (t) => {
	const repository = scratch(t, { '.pre-commit-config.yaml': 'repos: [{repo: sg-preflight}]\n' });
	const git = (...words: string[]) =>
		spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...words], { cwd: repository, encoding: 'utf8' });
	git('init', '--quiet');
	git('add', '--all');
	git('commit', '--quiet', '--message', 'a');
	t.is(git('worktree', 'add', '--quiet', 'other').status, 0);
	const cwd = path.join(repository, 'other');
	t.regex((await sgPreflight(['doctor'], { cwd })).stdout, /^missing .*hook/m);
	fs.mkdirSync(path.join(repository, '.git/hooks'), { recursive: true });
	fs.writeFileSync(path.join(repository, '.git/hooks/pre-commit'), '');
	t.regex((await sgPreflight(['doctor'], { cwd })).stdout, /^ok {6}pre-commit hook$/m);
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
	t.deepEqual(complete('completion', ''), ['bash', 'zsh', 'fish']);
	t.deepEqual(complete('explain', 'alicloud_security_group_r'), ['alicloud_security_group_rule']);
	t.deepEqual(complete('explain', 'Join'), ['JoinSecurityGroup']);
	t.deepEqual(complete('check', '--report', 'j'), ['json=', 'junit=']);
	t.deepEqual(complete('check', '--fail-on', 'm'), ['member']);
	t.deepEqual(complete('check', '-f', 'ma'), ['markdown']);
});

test('completion: zsh and fish have every command', async (t) => {
	for (const shell of ['zsh', 'fish']) {
		const { status, stdout } = await sgPreflight(['completion', shell]);
		t.is(status, 0);
		for (const word of ['check', 'scan', 'pull', 'run-task', 'undetermined'])
			t.regex(stdout, new RegExp(`\\b${word}\\b`));
	}
	const { stdout: fish } = await sgPreflight(['completion', 'fish']);
	t.regex(fish, /__fish_seen_subcommand_from completion' -a 'bash zsh fish'/);
	t.regex(fish, /-l report -r -a 'text= json= /);
});
