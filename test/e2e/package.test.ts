import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import test from 'ava';
import { cleanPlan, inventory, refusedPlan, root, scratch } from '../cli/command-run.js';
import { providerDouble } from './provider-double.js';
import { measured, measures, release, sizeOf, timed } from './release.js';

// The npm package as a user installs it: from its tarball, into an empty prefix, with nothing but Node.js and npm.

const preview = path.join(root, 'test/fixtures/pulumi/inst_add_sg/preview.json');

const configuration = `terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud" }
  }
}
resource "alicloud_security_group_rule" "managed" {
  security_group_id = "sg-lit3"
  type              = "ingress"
  ip_protocol       = "tcp"
  port_range        = "443/443"
  cidr_ip           = "10.0.0.0/8"
}
`;

const installed = (prefix: string): string => path.join(prefix, 'lib/node_modules/sg-preflight');

test('the package installs anywhere, checks, scans and sets up', (t) => {
	t.timeout(300_000);
	const { tarball } = release(t);
	const prefix = scratch(t);
	const { seconds } = timed(() =>
		execFileSync('npm', ['install', '--global', '--prefix', prefix, '--silent', tarball]),
	);
	measured(t, 'package, packed', { bytes: fs.statSync(tarball).size });
	measured(t, 'package, installed', sizeOf(installed(prefix)));
	measured(t, '`npm install --global`', { seconds });
	t.true(fs.statSync(tarball).size <= 1024 * 1024);
	t.deepEqual(
		fs
			.readdirSync(installed(prefix), { recursive: true, encoding: 'utf8' })
			.filter((file) => /\.test\.|(^|[\\/])(test|src)[\\/]|tsbuildinfo|(^|[\\/])node_modules/.test(file)),
		[],
	);

	const cwd = scratch(t, {
		'plan.json': fs.readFileSync(refusedPlan),
		'clean.json': fs.readFileSync(cleanPlan),
		'preview.json': fs.readFileSync(preview),
		'main.tf': fs.readFileSync(path.join(path.dirname(refusedPlan), 'main.tf')),
		'inventory.json': fs.readFileSync(inventory),
	});
	const run = (...args: string[]) =>
		spawnSync(path.join(prefix, 'bin/sg-preflight'), args, {
			cwd,
			encoding: 'utf8',
			// Only Node.js: nothing of this checkout is on the PATH.
			env: { PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin` },
		});
	const planned = scratch(t, { 'main.tf': configuration });
	execFileSync('terraform', ['plan', '-input=false', `-out=${path.join(cwd, 'plan.tfplan')}`], {
		cwd: planned,
		env: { ...process.env, ...providerDouble() },
		stdio: 'ignore',
	});
	const saved = timed(() => run('check', 'plan.tfplan', '--inventory', 'inventory.json'));
	t.is(saved.result.status, 1, saved.result.stderr);
	t.regex(saved.result.stdout, /^FAIL alicloud_security_group_rule\.managed/m);
	measured(t, 'check of a saved plan', saved);
	const { result: refused, ...time } = timed(() =>
		run('check', 'plan.json', '--inventory', 'inventory.json', '--source', '.'),
	);
	measured(t, 'check of plan JSON', time);
	t.is(refused.status, 1, refused.stderr);
	t.regex(refused.stdout, /^FAIL alicloud_instance\.i/m);
	t.regex(refused.stdout, /main\.tf:\d+:\d+/);
	t.is(run('check', 'clean.json', '--inventory', 'inventory.json').status, 0);
	const previewed = timed(() => run('check', 'preview.json', '--inventory', 'inventory.json'));
	t.not(previewed.result.status, 2);
	measured(t, 'check of a Pulumi preview', previewed);
	t.is(run('scan', '--inventory', 'inventory.json', '--', 'main.tf').status, 1);
	t.is(run('init').status, 0);
	t.true(fs.existsSync(path.join(cwd, 'sg-preflight.yaml')));
	for (const format of ['sarif', 'html', 'junit', 'gitlab', 'markdown', 'github', 'json']) {
		t.is(run('check', 'plan.json', '--inventory', 'inventory.json', '--format', format).status, 1, format);
	}
});

test('npx, pnpm dlx and yarn dlx run the package', (t) => {
	t.timeout(300_000);
	const { tarball, version } = release(t);
	const cwd = scratch(t);
	const npm = (words: readonly string[], env: NodeJS.ProcessEnv = {}) =>
		spawnSync('npm', words, { cwd, encoding: 'utf8', env: { ...process.env, ...env } });
	const inPackage = (name: string, ...words: string[]) => [
		'exec',
		'--yes',
		'--loglevel=error',
		`--package=${name}`,
		'--',
		...words,
	];
	const { packageManager } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
	const pnpm = packageManager.replace(/\+.*/, '');
	const yarn = '@yarnpkg/cli-dist@4.18.1';
	// Both are here already, so that the time is that of the package.
	for (const [manager, name] of [
		[pnpm, 'pnpm'],
		[yarn, 'yarn'],
	])
		t.is(npm(inPackage(manager, name as string, '--version')).status, 0);
	for (const [what, words, env] of [
		['`npx`, empty cache', inPackage(tarball, 'sg-preflight'), { npm_config_cache: scratch(t) }],
		[
			'`pnpm dlx`, empty cache',
			inPackage(pnpm, 'pnpm', `--package=file:${tarball}`, 'dlx', 'sg-preflight'),
			{ XDG_CACHE_HOME: scratch(t), XDG_DATA_HOME: scratch(t) },
		],
		[
			'`yarn dlx`, empty cache',
			inPackage(yarn, 'yarn', 'dlx', '--quiet', '--package', `sg-preflight@file:${tarball}`, 'sg-preflight'),
			{ YARN_GLOBAL_FOLDER: scratch(t), YARN_ENABLE_TELEMETRY: '0' },
		],
	] as const) {
		const { result, seconds } = timed(() => npm([...words, '--version'], env));
		t.is(result.stdout.trim().split('\n').at(-1), version, what + result.stdout + result.stderr);
		measured(t, what, { seconds });
	}
});

test('the policy pack installs from its tarball, with no other package', (t) => {
	const { folder, version } = release(t);
	const tarball = path.join(folder, `sg-preflight-policy-pack-${version}.tgz`);
	const cwd = scratch(t, { 'package.json': '{"private": true}' });
	const { seconds } = timed(() =>
		execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', tarball], { cwd }),
	);
	const modules = path.join(cwd, 'node_modules');
	t.deepEqual(
		fs.readdirSync(modules).filter((name) => !name.startsWith('.')),
		['@sg-preflight'],
	);
	measured(t, 'policy pack, packed', { bytes: fs.statSync(tarball).size });
	measured(t, 'policy pack, `npm install`', { seconds, ...sizeOf(modules) });
});

test('docs/performance.md has the table of times and sizes', (t) => {
	const page = fs.readFileSync(path.join(root, 'docs/performance.md'), 'utf8');
	for (const what of measures) t.regex(page, new RegExp(`^\\| ${what.replaceAll('`', '`')} +\\|`, 'm'), what);
});

test('the JavaScript API checks a plan, and its types compile in an empty project', async (t) => {
	t.timeout(120_000);
	const { tarball } = release(t);
	const cwd = scratch(t, { 'package.json': '{"type": "module", "private": true}' });
	execFileSync('npm', ['install', '--silent', '--no-audit', tarball], { cwd });
	const url = pathToFileURL(path.join(cwd, 'node_modules/sg-preflight/dist/bundle/api.js'));
	const { check, UserError } = await import(url.href);
	const report = await check(refusedPlan, { inventory });
	t.like(report, { verdict: 'refused', exitStatus: 1 });
	t.like(await check([cleanPlan], { inventory, undetermined: 'fail' }), { exitStatus: 0 });
	await t.throwsAsync(() => check(refusedPlan, { inventory: 'absent.json' }), {
		instanceOf: UserError,
		message: /absent\.json/,
	});
	fs.writeFileSync(
		path.join(cwd, 'user.ts'),
		`import { check, type Report } from 'sg-preflight';
const report: Report = await check('plan.tfplan', { inventory: ['inventory.yaml'] });
for (const { address, operation, verdict } of report.findings) console.log(address, operation, verdict);
`,
	);
	const typescript = createRequire(path.join(root, 'package.json')).resolve('typescript/package.json');
	const compiled = spawnSync(
		process.execPath,
		[
			path.join(path.dirname(typescript), 'bin/tsc'),
			'--noEmit',
			'--strict',
			'--module',
			'nodenext',
			'--target',
			'es2023',
			'--types',
			'',
			'--lib',
			'es2023,dom',
			'--ignoreConfig',
			'user.ts',
		],
		{ cwd, encoding: 'utf8' },
	);
	t.is(compiled.status, 0, compiled.stdout);
});

test('a Node.js that is too old gets one sentence', (t) => {
	t.timeout(120_000);
	const { status, stderr } = spawnSync(
		'npm',
		[
			'exec',
			'--yes',
			'--loglevel=error',
			'--package=node@18',
			'--',
			'node',
			path.join(root, 'packages/cli/bin/sg-preflight.js'),
			'--version',
		],
		{
			encoding: 'utf8',
			cwd: scratch(t),
		},
	);
	t.is(status, 2);
	t.regex(stderr, /^sg-preflight: needs Node\.js 20\.19 or newer; this is v18\.\S+\. Install one from \S+$/m);
	t.notRegex(stderr, /^ {4}at /m);
});

test('a release has checksums, notices, a bill of materials and a provenance statement that agree with its tarballs', (t) => {
	const { folder, tarball, version } = release(t);
	const text = (name: string): string => fs.readFileSync(path.join(folder, name), 'utf8');
	const digest = createHash('sha256').update(fs.readFileSync(tarball)).digest('hex');
	t.true(text('SHA256SUMS').includes(`${digest}  ${path.basename(tarball)}\n`));
	const { subject } = JSON.parse(text('provenance.json'));
	t.deepEqual(
		subject.map(({ name }: { name: string }) => name).sort(),
		fs
			.readdirSync(folder)
			.filter((name) => name.endsWith('.tgz'))
			.sort(),
	);
	t.true(subject.some(({ digest: { sha256 } }: { digest: { sha256: string } }) => sha256 === digest));
	const bill = JSON.parse(text('sbom.cdx.json'));
	t.like(bill, { bomFormat: 'CycloneDX', specVersion: '1.6' });
	t.is(bill.metadata.component.version, version);
	const notices = text('THIRD-PARTY-NOTICES.txt');
	t.true(bill.components.length > 10);
	for (const component of bill.components) {
		t.true(notices.includes(`${component.name} ${component.version} (`), component.name);
		t.regex(component.purl, /^pkg:npm\//);
	}
});

test("the action's script runs from the release's tree, without an install", (t) => {
	const { repository, version } = release(t);
	const tree = scratch(t);
	execFileSync('git', ['clone', '--quiet', '--branch', `v${version}`, repository, tree], { stdio: 'ignore' });
	const { parse } = createRequire(path.join(root, 'packages/cli/package.json'))('yaml') as {
		parse(text: string): { runs: { steps: [{ run: string }] } };
	};
	const { runs } = parse(fs.readFileSync(path.join(tree, 'action.yml'), 'utf8'));
	const cwd = scratch(t, {
		'plan.json': fs.readFileSync(refusedPlan),
		'inventory.json': fs.readFileSync(inventory),
		output: '',
		summary: '',
	});
	const start = process.hrtime.bigint();
	const { status, stdout } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', runs.steps[0].run], {
		cwd,
		encoding: 'utf8',
		env: {
			PATH: process.env.PATH,
			GITHUB_ACTION_PATH: tree,
			GITHUB_OUTPUT: path.join(cwd, 'output'),
			GITHUB_STEP_SUMMARY: path.join(cwd, 'summary'),
			RUNNER_TEMP: cwd,
			PLAN: 'plan.json',
			INVENTORY: 'inventory.json',
			CONFIG: '',
			PRINCIPAL: '',
			UNDETERMINED: '',
			SOURCE: '',
			MORE: '',
			COMMENT_ID: 'main',
		},
	});
	const seconds = Number(process.hrtime.bigint() - start) / 1e9;
	measured(t, 'GitHub action, start to end', { seconds });
	t.is(status, 0, stdout);
	t.regex(stdout, /^::error/m);
	t.regex(fs.readFileSync(path.join(cwd, 'output'), 'utf8'), /^exit-status=1$/m);
	t.true(fs.readFileSync(path.join(cwd, 'summary'), 'utf8').startsWith('<!-- sg-preflight:main -->\n'));
});
