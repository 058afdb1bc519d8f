import fs from 'node:fs';
import path from 'node:path';
import { ZipArchive } from '@sg-preflight/terraform/saved-plan';
import test, { type ExecutionContext } from 'ava';
import { inventory, root, scratch, sgPreflight } from '../cli/command-run.js';

// Terraform starts the providers that lie in a folder: with the credentials of the job, somebody else's folder is a program.

const recordings = 'test/fixtures/saved-plans/terraform-1.11.4.zip';
const savedPlan = new ZipArchive(recordings, fs.readFileSync(path.join(root, recordings))).read(
	'inst_add_sg/plan.tfplan',
	1_000_000,
);

/** A double of terraform that records its folder, arguments and environment, and cannot read the plan. */
const recorder = '#!/bin/sh\n{ pwd; env; } > "$RECORD"\necho "Error: a double" >&2\nexit 1\n';

function checkout(t: ExecutionContext): {
	cwd: string;
	record: string;
	run: (...args: string[]) => ReturnType<typeof sgPreflight>;
} {
	const folder = scratch(t, {
		'repo/plan.tfplan': Buffer.from(savedPlan),
		'repo/.terraform/x': '',
		'terraform.sh': '',
	});
	const record = path.join(folder, 'record');
	fs.writeFileSync(path.join(folder, 'terraform.sh'), recorder.replace('$RECORD', record));
	fs.chmodSync(path.join(folder, 'terraform.sh'), 0o755);
	const env = {
		ALICLOUD_SECRET_KEY: 's3cr3t',
		TF_VAR_password: 's3cr3t',
		TF_TOKEN_app_terraform_io: 's3cr3t',
		TF_DATA_DIR: 'd',
		GITHUB_PAT: 's3cr3t',
		CI_JOB_JWT: 's3cr3t',
		SSH_AUTH_SOCK: 's3cr3t',
		NPM_CONFIG__AUTH: 's3cr3t',
		MYSQL_PWD: 's3cr3t',
		DEPLOY_KEY: 's3cr3t',
		SENTRY_DSN: 's3cr3t',
		DATABASE: 'postgres://user:s3cr3t@host/a',
		CLIENT: '-----BEGIN PRIVATE KEY-----\ns3cr3t',
	};
	const run = (...args: string[]) =>
		sgPreflight(['check', 'repo/plan.tfplan', '--inventory', inventory, ...args], { cwd: folder, env });
	return { cwd: folder, record, run };
}

test('a program that is named for saved plans gets no credentials without --terraform-env', async (t) => {
	const { record, run } = checkout(t);
	t.is((await run('--terraform-bin', './terraform.sh')).status, 2);
	const recorded = fs.readFileSync(record, 'utf8');
	t.notRegex(recorded, /s3cr3t/);
	t.regex(recorded, /^TF_DATA_DIR=d$/m);
	t.regex(recorded, /^PATH=/m);
	await run('--terraform-bin', './terraform.sh', '--terraform-env');
	t.regex(fs.readFileSync(record, 'utf8'), /ALICLOUD_SECRET_KEY=s3cr3t/);
});

test('--no-terraform runs no program, and a saved plan is read without one', async (t) => {
	const { record, run } = checkout(t);
	const never = await run('--terraform-bin', './terraform.sh', '--no-terraform');
	t.is(never.status, 2);
	t.regex(never.stderr, /--no-terraform/);
	t.false(fs.existsSync(record));
	const { status, stdout } = await run('--no-terraform', '--format', 'json');
	t.true(status === 0 || status === 1, stdout);
	t.regex(stdout, /read without running Terraform/);
});

test('--no-terraform runs no Pulumi either, which would send its token to the backend that the checkout names', async (t) => {
	const { cwd, record } = checkout(t);
	const plan = {
		manifest: { version: 'v3.274.1' },
		resourcePlans: { 'urn:pulumi:dev::proj::alicloud:ecs/instance:Instance::i': { steps: ['create'], state: null } },
	};
	fs.writeFileSync(path.join(cwd, 'plan.json'), JSON.stringify(plan));
	fs.mkdirSync(path.join(cwd, 'bin'));
	fs.writeFileSync(path.join(cwd, 'bin/pulumi'), recorder.replace('$RECORD', record));
	fs.chmodSync(path.join(cwd, 'bin/pulumi'), 0o755);
	const env = { PATH: `${path.join(cwd, 'bin')}:${process.env.PATH}` };
	for (const command of [['check', '--inventory', inventory], ['operations']]) {
		const args = [...command, '--no-terraform', '--', 'plan.json'];
		const { status, stderr } = await sgPreflight(args, { cwd, env });
		t.is(status, 2);
		t.regex(stderr, /Pulumi may not be run for it \(--no-terraform\)/);
		t.false(fs.existsSync(record));
	}
	await sgPreflight(['check', 'plan.json', '--inventory', inventory], { cwd, env });
	t.true(fs.existsSync(record));
});

test('the pre-commit hook for plans never runs Terraform, and both hooks end the options', (t) => {
	const hooks = fs.readFileSync(path.join(root, '.pre-commit-hooks.yaml'), 'utf8');
	t.regex(hooks, /entry: .*check --no-terraform$/m);
	t.is([...hooks.matchAll(/^ {2}args: \[--\]$/gm)].length, 2);
});
