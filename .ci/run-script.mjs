// Runs a package script of a clone that needs only Node.js and npm: installs and builds first, but only what is missing
// or out of date. `node .ci/run-script.mjs GROUP SCRIPT [ARG…]`; GROUP says what the script needs:
//   command  the built command, without the packages of tests
//   tests    what the unit tests need
//   all      everything, with Pulumi's packages and the tools of .ci
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);
const [asked, script, ...args] = process.argv.slice(2);
// An install of the command alone would remove the packages of tests that are there.
const group = asked === 'command' && fs.existsSync(path.join(root, 'node_modules/typescript')) ? 'tests' : asked;
const { packageManager, scripts } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const record = path.join(root, 'node_modules/.sg-preflight.json');
const [, pnpm, pinned] = /^(pnpm@[^+]+)\+sha512\.([0-9a-f]+)$/.exec(packageManager);
const pnpmOf = (words) => ['exec', '--yes', '--loglevel=error', `--package=${pnpm}`, '--', 'pnpm', ...words];

/** Ends this process where the command fails; its output is shown only then, or with `inherit`. */
function run(program, words, stdio = 'pipe') {
	const { status, error, stdout, stderr } = spawnSync(program, words, {
		cwd: root,
		stdio: stdio === 'inherit' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
		encoding: 'utf8',
		// npm is a script on Windows.
		shell: process.platform === 'win32' && program === 'npm',
		env: { ...process.env, CI: 'true' },
	});
	if (error) {
		console.error(`Cannot run ${program}: ${error.message}. Install Node.js ≥ 20.19 with npm.`);
		process.exit(2);
	}
	if (status === 0) return;
	if (stdio !== 'inherit') console.error(`${stdout}${stderr}`);
	process.exit(status ?? 1);
}

/** npm takes whatever the registry has under this version: it must be the package that package.json pins by its hash. */
function refuseOtherPnpm() {
	const { stdout } = spawnSync('npm', ['view', pnpm, 'dist.integrity'], {
		encoding: 'utf8',
		shell: process.platform === 'win32',
	});
	if (stdout?.trim() === `sha512-${Buffer.from(pinned, 'hex').toString('base64')}`) return;
	console.error(`The registry's ${pnpm} is not the one that package.json pins, or the registry cannot be reached.`);
	process.exit(2);
}

function newestIn(folder) {
	let newest = 0;
	for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile() || /[\\/](dist|node_modules)([\\/]|$)/.test(entry.parentPath)) continue;
		newest = Math.max(newest, fs.statSync(path.join(entry.parentPath, entry.name)).mtimeMs);
	}
	return newest;
}

/** From the smallest: each group has everything of the ones before. The sizes are those of node_modules. */
const groups = {
	command: {
		size: '90 MB',
		install: ['--prod', '--filter', '.', '--filter', '@sg-preflight/cli...'],
		build: () => run(process.execPath, ['packages/cli/bundle.mjs']),
	},
	tests: {
		size: '170 MB',
		install: ['--filter', '.', '--filter', '@sg-preflight/test...'],
		build: () => run('npm', pnpmOf(['run', '--silent', 'test:build'])),
	},
	all: { size: '530 MB', install: [], build: () => run('npm', pnpmOf(['run', '--silent', 'build'])) },
};
const includes = (one, other) => Object.keys(groups).indexOf(one) >= Object.keys(groups).indexOf(other);

const lock = createHash('sha256')
	.update(fs.readFileSync(path.join(root, 'pnpm-lock.yaml')))
	.digest('hex');
const installed = fs.existsSync(record) ? JSON.parse(fs.readFileSync(record, 'utf8')) : {};
const isInstalled = installed.lock === lock && includes(installed.group, group);
const bundle = path.join(root, 'packages/cli/dist/bundle/main.js');
const isBundled = () =>
	fs.existsSync(bundle) && fs.statSync(bundle).mtimeMs > Math.max(newestIn(path.join(root, 'packages')));

if (asked !== 'command' || !isBundled()) {
	if (!isInstalled) {
		console.log(`Installing packages (${groups[group].size})…`);
		refuseOtherPnpm();
		run('npm', pnpmOf(['install', '--frozen-lockfile', '--silent', ...groups[group].install]));
		fs.writeFileSync(record, JSON.stringify({ lock, group }));
	}
	console.log('Building…');
	groups[group].build();
}
const command = scripts[script];
// Scripts of one Node.js program run without pnpm, which costs a second.
const direct = /^node ([^&|]+)$/.exec(command);
if (direct) run(process.execPath, [...direct[1].split(' '), ...args], 'inherit');
else run('npm', pnpmOf(['run', '--silent', script, ...args]), 'inherit');
