import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { binary, cleanPlan, inventory, refusedPlan, root, scratch } from './command-run.js';

// Runs every command of examples/ and of action.yml as the gate would: with its variables, in a user's folder. The
// gates themselves, Terraform, git and docker are the doubles below; sg-preflight is the real one.

const { parse } = createRequire(path.join(root, 'packages/cli/package.json'))('yaml') as {
	parse(text: string): unknown;
};
const example = (name: string): string => fs.readFileSync(path.join(root, 'examples', name), 'utf8');
const yaml = <T>(text: string): T => parse(text) as T;

const node = JSON.stringify(process.execPath);
const { version } = JSON.parse(fs.readFileSync(path.join(root, 'packages/cli/package.json'), 'utf8')) as {
	version: string;
};

/** By name on the PATH, all in sh. */
const doubles: Readonly<Record<string, string>> = {
	// Plans what $PLANNED has. Its saved plan is plan JSON, which the command tells by its content.
	terraform: `case "$1" in -chdir=*) cd "\${1#*=}"; shift;; esac
case "$1" in
init) ;;
plan) case "$3" in -out=*plan.tfplan) cp "$PLANNED" "\${3#*=}" ;; *) exit 64 ;; esac ;;
apply) for last; do :; done; test -f "$last" && echo "applied" ;;
*) echo "the double of terraform does not know: $*" >&2; exit 64 ;;
esac`,
	terragrunt: `[ "$1 $2 $3 $4" = "run --all plan --out-dir" ] || exit 64
mkdir -p "$5/unit" && cp "$PLANNED" "$5/unit/tfplan.tfplan"`,
	// Installs this checkout at the prefix that the gate names; without a prefix it is on the PATH already.
	npm: `for last; do :; done
[ "$1 $2" = "install --global" ] && [ "$last" = ${JSON.stringify(`sg-preflight@${version}`)} ] || { echo "the double of npm does not know: $*" >&2; exit 64; }
if [ "$3" = --prefix ]; then mkdir -p "$4/bin" && ln -sf "$(command -v sg-preflight)" "$4/bin/sg-preflight"; fi`,
	// The image's command is the real one, outside any container.
	docker: `case "$1" in
run) while case "$1" in *sg-preflight:*) false;; *) true;; esac; do shift; done; shift; exec sg-preflight "$@" ;;
*) echo "the double of docker does not know: $*" >&2; exit 64 ;;
esac`,
	'sg-preflight': `exec ${node} ${JSON.stringify(binary)} "$@"`,
	node: `exec ${node} "$@"`,
};

interface Outcome {
	readonly status: number | null;
	readonly output: string;
	readonly cwd: string;
}

const plans = [
	['clean', cleanPlan, 0],
	['refused', refusedPlan, 1],
	['unreadable', inventory, 2],
] as const;

function userFolder(t: ExecutionContext, plan: string): { readonly cwd: string; readonly env: NodeJS.ProcessEnv } {
	const cwd = scratch(t, { 'plan.json': fs.readFileSync(plan), 'inventory.yaml': fs.readFileSync(inventory) });
	const bin = scratch(t);
	for (const [name, script] of Object.entries(doubles)) {
		fs.writeFileSync(path.join(bin, name), `#!/bin/sh\n# A double of ${name}, for this test.\n${script}\n`, {
			mode: 0o755,
		});
	}
	return { cwd, env: { ...process.env, PLANNED: plan, PATH: `${bin}${path.delimiter}${process.env.PATH}` } };
}

/** Runs commands one after the other until one ends with another status than 0. */
function runAll(
	t: ExecutionContext,
	plan: string,
	commands: readonly string[],
	variables: Readonly<Record<string, string>> = {},
): Outcome {
	const { cwd, env } = userFolder(t, plan);
	let output = '';
	for (const command of commands) {
		const run = spawnSync('bash', ['-eo', 'pipefail', '-c', command], {
			cwd,
			env: { ...env, ...variables },
			encoding: 'utf8',
		});
		output += run.stdout + run.stderr;
		if (run.status !== 0) return { status: run.status, output, cwd };
	}
	return { status: 0, output, cwd };
}

for (const [name, plan, expected] of plans) {
	test(`GitLab: the ${name} plan`, (t) => {
		interface Job {
			readonly script: readonly string[];
			readonly artifacts: { readonly reports: Readonly<Record<string, string>> };
		}
		const pipeline = yaml<{ include: [{ remote: string }]; plan: Job }>(example('gitlab/terraform-plan.gitlab-ci.yml'));
		t.true(pipeline.include[0].remote.endsWith('/examples/gitlab/sg-preflight.gitlab-ci.yml'));
		const included = yaml<{ variables: Record<string, string>; 'sg-preflight': Job }>(
			example('gitlab/sg-preflight.gitlab-ci.yml'),
		);
		const { script, artifacts } = included['sg-preflight'];
		const targetBranch = [
			'git init -q -b main && git add inventory.yaml',
			'git -c user.name=test -c user.email=test@example.com commit -q -m inventory && git remote add origin .',
			// As the merge request changes it: read, it would let the refused plan pass.
			'echo "groups: []" > inventory.yaml',
		];
		const { status, output, cwd } = runAll(t, plan, [...targetBranch, ...pipeline.plan.script, ...script], {
			...included.variables,
			CI_DEFAULT_BRANCH: 'main',
		});
		t.is(status, expected, output);
		for (const report of Object.values(artifacts.reports)) t.true(fs.existsSync(path.join(cwd, report)), report);
	});

	test(`Atlantis: the ${name} plan`, (t) => {
		interface Workflow {
			readonly policy_check: { readonly steps: readonly (string | { readonly run: string })[] };
		}
		const { workflows } = yaml<{ workflows: { 'sg-preflight': Workflow } }>(example('atlantis/repos.yaml'));
		const commands = workflows['sg-preflight'].policy_check.steps.flatMap((step) =>
			typeof step === 'string' ? [] : [step.run.replaceAll('/etc/sg-preflight/', '')],
		);
		const { status, output } = runAll(t, plan, commands, { PLANFILE: plan });
		t.is(status, expected, output);
		// Atlantis reads the status: https://www.runatlantis.io/docs/custom-policy-checks
		t.is(/fail/i.test(output), expected === 1, output);
	});

	test(`Jenkins: the ${name} plan`, (t) => {
		const commands = [...example('jenkins/Jenkinsfile').matchAll(/^\s*sh '(.*)'$/gm)].map(([, script]) => script ?? '');
		t.is(commands.length, 5);
		const { status, output, cwd } = runAll(t, plan, commands, {
			SG_PREFLIGHT: scratch(t),
			INVENTORY: 'inventory.yaml',
		});
		t.is(status, expected, output);
		t.is(/^applied$/m.test(output), expected === 0);
		t.true(fs.existsSync(path.join(cwd, 'sg-preflight.xml')));
	});

	test(`Docker: the ${name} plan`, (t) => {
		const commands = ['terraform plan -input=false -out=plan.tfplan', example('docker/check.sh')];
		const { status, output } = runAll(t, plan, commands, { SG_PREFLIGHT_INVENTORY: inventory });
		t.is(status, expected, output);
	});

	test(`GitHub: the ${name} plan`, async (t) => {
		const { jobs } = yaml<{ jobs: Record<'plan' | 'sg-preflight', { steps: readonly Step[] }> }>(
			example('github/terraform-plan.yml'),
		);
		const { status, output, cwd } = runAll(
			t,
			plan,
			jobs.plan.steps.flatMap(({ run }) => (run ? [`GITHUB_WORKSPACE=$PWD; ${run}`] : [])),
		);
		t.is(status, 0, output);
		// As download-artifact does.
		fs.mkdirSync(path.join(cwd, 'plan'));
		fs.renameSync(path.join(cwd, 'plan.tfplan'), path.join(cwd, 'plan/plan.tfplan'));
		const own = jobs['sg-preflight'].steps.find(({ uses }) => uses?.startsWith('sg-preflight/sg-preflight@'));
		t.is(own?.uses, `sg-preflight/sg-preflight@v${version}`);
		const outcome = await act(t, cwd, own?.with ?? {});
		t.is(outcome.status, expected, outcome.output);
		t.like(outcome.outputs, { 'exit-status': String(expected) });
		t.is(outcome.comments.length, 1);
		t.is(outcome.comments[0]?.body, outcome.summary);
		t.true(outcome.summary.startsWith('<!-- sg-preflight -->\n'));
	});
}

interface Step {
	readonly id?: string;
	readonly if?: string;
	readonly uses?: string;
	readonly run?: string;
	readonly env?: Readonly<Record<string, string>>;
	readonly with?: Readonly<Record<string, string | boolean>>;
}

interface Comment {
	readonly id: number;
	readonly user: { readonly type: 'Bot' | 'User' };
	body: string;
}

/** Runs action.yml on a pull request that has these comments. The runner and GitHub's API are doubles. */
async function act(
	t: ExecutionContext,
	cwd: string,
	given: Readonly<Record<string, string | boolean>>,
	comments: Comment[] = [],
) {
	const { inputs, outputs, runs } = yaml<{
		inputs: Record<string, { default?: string; required?: boolean }>;
		outputs: Record<string, { value: string }>;
		runs: { steps: readonly Step[] };
	}>(fs.readFileSync(path.join(root, 'action.yml'), 'utf8'));
	for (const name of Object.keys(given)) t.true(name in inputs, name);
	const { env } = userFolder(t, cleanPlan);
	const files = scratch(t, { output: '', summary: '' });
	const values: Record<string, string> = { 'github.token': 'a double of a token' };
	for (const [name, input] of Object.entries(inputs)) {
		values[`inputs.${name}`] = String(given[name] ?? input.default ?? t.fail(`${name} is required`));
	}
	const expand = (text: string): string =>
		text.replace(/\$\{\{ (\S+) \}\}/g, (_, name: string) => values[name] ?? t.fail(`${name} is not known`) ?? '');
	const expanded = (all: Step['env'] = {}): Record<string, string> =>
		Object.fromEntries(Object.entries(all).map(([name, value]) => [name, expand(value)]));
	let output = '';
	let status: number | null = 0;
	for (const step of runs.steps) {
		if (step.uses) {
			t.regex(step.uses, /^actions\/github-script@/);
			t.is(step.if, "inputs.comment == 'true' && github.event.pull_request");
			if (values['inputs.comment'] === 'true') {
				await githubScript(String(step.with?.script), expanded(step.env), comments);
			}
			continue;
		}
		const run = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run ?? ''], {
			cwd: path.resolve(cwd, values['inputs.working-directory'] ?? ''),
			env: {
				...env,
				...expanded(step.env),
				// A release has bin/ and dist/bundle/ at its root, as this package has.
				GITHUB_ACTION_PATH: path.join(root, 'packages/cli'),
				GITHUB_OUTPUT: path.join(files, 'output'),
				GITHUB_STEP_SUMMARY: path.join(files, 'summary'),
				RUNNER_TEMP: files,
			},
			encoding: 'utf8',
		});
		output += run.stdout + run.stderr;
		status = run.status;
		for (const line of fs.readFileSync(path.join(files, 'output'), 'utf8').split('\n')) {
			const [, name, value = ''] = /^([^=]+)=(.*)$/.exec(line) ?? [];
			if (name) values[`steps.${step.id}.outputs.${name}`] = value;
		}
		if (status !== 0) break;
	}
	return {
		status,
		output,
		comments,
		summary: fs.readFileSync(path.join(files, 'summary'), 'utf8'),
		outputs: Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, expand(value)])),
	};
}

/** A double of actions/github-script, and of the part of GitHub's API that it is used for. */
async function githubScript(script: string, env: NodeJS.ProcessEnv, comments: Comment[]): Promise<void> {
	const github = {
		paginate: async (list: () => Comment[]) => list(),
		rest: {
			issues: {
				listComments: () => comments,
				createComment: async ({ issue_number, body }: { issue_number: number; body: string }) =>
					comments.push({ id: issue_number * 100 + comments.length, user: { type: 'Bot' }, body }),
				updateComment: async ({ comment_id, body }: { comment_id: number; body: string }) => {
					const comment = comments.find(({ id }) => id === comment_id);
					if (!comment) throw new Error('404');
					comment.body = body;
				},
			},
		},
	};
	const context = { repo: { owner: 'o', repo: 'r' }, issue: { number: 7 } };
	const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
	const run = new AsyncFunction('github', 'context', 'require', 'process', script);
	await run(github, context, createRequire(import.meta.url), { env });
}

test('the GitHub action replaces its comment, leaves others, and comments only where it may', async (t) => {
	const cwd = scratch(t, {
		'a b/refused.json': fs.readFileSync(refusedPlan),
		'a b/clean.json': fs.readFileSync(cleanPlan),
		'a b/inventory.json': fs.readFileSync(inventory),
	});
	const inputs = { 'working-directory': 'a b', inventory: 'inventory.json', comment: true };
	const comments: Comment[] = [
		{ id: 1, user: { type: 'User' }, body: 'looks good to me' },
		{ id: 2, user: { type: 'User' }, body: '<!-- sg-preflight -->\nwritten by the author of the pull request' },
	];
	await act(t, cwd, { ...inputs, plan: 'clean.json\nrefused.json\n' }, comments);
	t.is(comments.length, 3);
	t.regex(comments[2]?.body ?? '', /will refuse an operation/);
	await act(t, cwd, { ...inputs, plan: 'clean.json' }, comments);
	t.is(comments.length, 3);
	t.is(comments[0]?.body, 'looks good to me');
	t.regex(comments[1]?.body ?? '', /written by the author/);
	t.regex(comments[2]?.body ?? '', /No operation of this plan is refused/);
	await act(t, cwd, { ...inputs, plan: 'clean.json', 'comment-id': 'west/1 -->' }, comments);
	t.is(comments.length, 4, 'each workspace has its comment');
	t.true(comments[3]?.body.startsWith('<!-- sg-preflight:west-1---- -->\n'));
	await act(t, cwd, { ...inputs, plan: 'clean.json', category: 'west/2' }, comments);
	t.true(comments[4]?.body.startsWith('<!-- sg-preflight: west/2 -->\n'));
	await act(t, cwd, { ...inputs, plan: 'absent.json', principal: 'nobody', category: 'west/2' }, comments);
	t.is(comments.length, 5, 'a run that could not check replaces the comment of its category');
	t.regex(comments[4]?.body ?? '', /could not check/);
	const silent = await act(t, cwd, { ...inputs, comment: false, plan: 'refused.json' });
	t.is(silent.status, 1);
	t.deepEqual(silent.comments, []);
});

test('the GitHub action reports a wrong input, and the earlier comment does not stay', async (t) => {
	const cwd = scratch(t, { 'plan.json': fs.readFileSync(cleanPlan) });
	const comments: Comment[] = [
		{ id: 1, user: { type: 'Bot' }, body: '<!-- sg-preflight -->\nNo operation is refused' },
	];
	const inputs = { plan: 'plan.json', inventory: 'absent.json', comment: true, principal: 'nobody' };
	const { status, output, outputs } = await act(t, cwd, inputs, comments);
	t.is(status, 2);
	t.like(outputs, { verdict: '', 'exit-status': '2' });
	t.regex(output, /--principal nobody: expected/);
	t.regex(comments[0]?.body ?? '', /could not check/);
});

test('HCP Terraform: the run task is served', async (t) => {
	const { cwd, env } = userFolder(t, cleanPlan);
	fs.writeFileSync(path.join(cwd, 'key'), 'a double of a key\n');
	const server = spawn(path.join(root, 'examples/hcp-terraform/serve.sh'), {
		cwd,
		env: { ...env, HMAC_KEY_FILE: 'key', PORT: '0' },
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	const ended = new Promise((resolve) => server.once('close', resolve));
	const port = await new Promise<string>((resolve, reject) => {
		let said = '';
		server.stderr.on('data', (chunk) => {
			said += chunk;
			const [, number] = /on port (\d+)/.exec(said) ?? [];
			if (number) resolve(number);
		});
		server.once('close', () => reject(new Error(said)));
	});
	const health = await fetch(`http://127.0.0.1:${port}/healthz`);
	t.is(health.status, 200);
	t.is((await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{}' })).status, 401);
	server.kill('SIGTERM');
	t.is(await ended, 0);
});

test('the GitHub action of a commit without a bundle names a release', (t) => {
	const { runs } = yaml<{ runs: { steps: readonly Step[] } }>(fs.readFileSync(path.join(root, 'action.yml'), 'utf8'));
	const { status, stdout } = spawnSync('bash', ['-eo', 'pipefail', '-c', runs.steps[0]?.run ?? ''], {
		env: { ...process.env, GITHUB_ACTION_PATH: scratch(t) },
		encoding: 'utf8',
	});
	t.is(status, 2);
	t.regex(stdout, new RegExp(`^::error::.*sg-preflight@v${version.replaceAll('.', '\\.')}$`, 'm'));
});

test('the image is made from the package and does not run as root', (t) => {
	const dockerfile = fs.readFileSync(path.join(root, 'Dockerfile'), 'utf8');
	t.regex(dockerfile, /^USER 1000:1000$/m);
	t.is(
		[...dockerfile.matchAll(/^FROM (\S+)/gm)].filter(([, image]) => !/@sha256:[0-9a-f]{64}$/.test(image ?? '')).length,
		0,
	);
	t.regex(dockerfile, new RegExp(`^ARG VERSION=${version}$`, 'm'));
});

for (const [name, file, runs] of [
	['Azure Pipelines', 'azure/azure-pipelines.yml', /^ {2}- script: \|\n((?: {6}.*\n)+)/gm],
	['CircleCI', 'circleci/config.yml', /^ {6}- run: (.*)$/gm],
	['Bitbucket', 'bitbucket/bitbucket-pipelines.yml', /^ {12}- (.*)$/gm],
	['Terragrunt', 'terragrunt/check-all.sh', /^([^#]+)$/g],
] as const) {
	for (const [kind, plan, expected] of plans) {
		test(`${name}: the ${kind} plan`, (t) => {
			const text = example(file);
			yaml(name === 'Terragrunt' ? '' : text);
			const commands = name === 'Terragrunt' ? [text] : [...text.matchAll(runs)].map(([, script]) => script ?? '');
			t.true(commands.length > 0);
			const { status, output } = runAll(
				t,
				plan,
				commands.map((command) =>
					command
						.replaceAll(/\/tmp\/(sg-preflight|inventory)/g, '$AGENT_TEMPDIRECTORY/$1')
						// Azure puts the path of a secure file in.
						.replaceAll('$(inventory.secureFilePath)', 'inventory.yaml'),
				),
				{
					AGENT_TEMPDIRECTORY: scratch(t),
					SG_PREFLIGHT_INVENTORY_BASE64: fs.readFileSync(inventory, 'base64'),
					SG_PREFLIGHT_INVENTORY: inventory,
				},
			);
			t.is(status, expected, output);
		});
	}
}

test('the example of every gate installs the package by its version', (t) => {
	// Plans and a program for the other examples.
	const others = ['terraform', 'pulumi-project'];
	const gates = fs
		.readdirSync(path.join(root, 'examples'), { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && !others.includes(entry.name))
		.map(({ name }) => name);
	t.true(gates.length > 8);
	for (const gate of gates) {
		const texts = fs.readdirSync(path.join(root, 'examples', gate)).map((file) => example(path.join(gate, file)));
		const pins = texts.flatMap((text) => [
			...text.matchAll(/(?:sg-preflight(?:@v?|\/v|:)|SG_PREFLIGHT_VERSION: )(\d+\.\d+\.\d+)/g),
		]);
		t.true(pins.length > 0, `${gate} does not install the package`);
		for (const [pin, its] of pins) t.is(its, version, `${gate}: ${pin}`);
	}
});
