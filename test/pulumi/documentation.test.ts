import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import test from 'ava';
import { languageHost, pulumiFolder } from './pulumi-cli.js';

/**
 * Runs every ```console block of the documentation, which are those about Pulumi, in a folder like a user's, with the real
 * CLI and the package as npm installs it from its tarball. A block ends with 0 unless its fence says otherwise. The
 * provider, the language host, aliyun and the registry of npm are doubles.
 */

const root = path.resolve(import.meta.dirname, '../../..');
const example = path.join(root, 'examples/pulumi-project');
const { resolve } = createRequire(import.meta.url);

/** Where the package is installed. */
const prefix = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-docs-'));
test.after.always(() => fs.rmSync(prefix, { recursive: true, force: true }));
test.before(() => {
	const packed = path.join(prefix, 'package');
	execFileSync(process.execPath, [path.join(root, 'release/package.mjs'), packed], { stdio: 'ignore' });
	execFileSync('npm', ['install', '--global', '--prefix', prefix, '--install-links', '--silent', packed]);
});

/** By name on the PATH, all in sh. */
const doubles = (tarball: string): Readonly<Record<string, string>> => ({
	'sg-preflight': `exec '${path.join(prefix, 'bin/sg-preflight')}' "$@"`,
	aliyun: `cat '${path.join(root, 'examples/inventory.json')}'`,
	npm: `[ "$*" = "install --save-dev @sg-preflight/policy-pack" ] || exit 64
PATH="\${PATH#*:}" exec npm install --no-save --offline --silent --legacy-peer-deps '${tarball}'`,
});

function folderLikeAUsers(page: string): { readonly cwd: string; readonly env: NodeJS.ProcessEnv; close(): void } {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-page-'));
	const [cwd, bin, backend] = ['web', 'bin', 'backend'].map((name) => path.join(folder, name)) as [
		string,
		string,
		string,
	];
	for (const made of [bin, backend]) fs.mkdirSync(made);
	fs.cpSync(example, cwd, { recursive: true });
	const [, config] = /^```json\n(.*?)^```$/ms.exec(page) ?? [];
	if (config) fs.writeFileSync(path.join(cwd, 'policy-config.json'), config);
	for (const name of ['inventory.json', 'inventory.yaml'])
		fs.copyFileSync(path.join(root, 'examples/inventory.json'), path.join(cwd, name));
	fs.mkdirSync(path.join(cwd, 'node_modules/@pulumi'), { recursive: true });
	for (const name of ['alicloud', 'pulumi']) {
		const sdk = path.dirname(resolve(`@pulumi/${name}/package.json`));
		fs.symlinkSync(sdk, path.join(cwd, 'node_modules/@pulumi', name));
	}
	const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
		cwd: path.join(root, 'packages/policy-pack'),
		encoding: 'utf8',
	});
	for (const [name, script] of Object.entries(doubles(path.join(folder, packed.trim())))) {
		fs.writeFileSync(path.join(bin, name), `#!/bin/sh\n# A double of ${name}.\n${script}\n`, { mode: 0o755 });
	}
	const env = {
		...process.env,
		PATH: [
			bin,
			path.join(root, 'test/pulumi/provider-double'),
			languageHost.folder,
			pulumiFolder(),
			process.env.PATH,
		].join(path.delimiter),
		PULUMI_HOME: path.join(folder, 'home'),
		PULUMI_BACKEND_URL: `file://${backend}`,
		PULUMI_CONFIG_PASSPHRASE: 'for tests',
		PULUMI_SKIP_UPDATE_CHECK: 'true',
		PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
	};
	return { cwd, env, close: () => fs.rmSync(folder, { recursive: true, force: true }) };
}

for (const page of fs.readdirSync(path.join(root, 'docs')).filter((name) => name.endsWith('.md'))) {
	const text = fs.readFileSync(path.join(root, 'docs', page), 'utf8');
	const blocks = [...text.matchAll(/^```console(?: exit-(\d))?\n(.*?)^```$/gms)];
	if (blocks.length === 0) continue;
	test.serial(`every command of docs/${page} runs in the folder that the page names`, (t) => {
		const { cwd, env, close } = folderLikeAUsers(text);
		t.teardown(close);
		const run = (script: string) =>
			spawnSync('bash', ['-euo', 'pipefail', '-c', script], { cwd, env, encoding: 'utf8' });
		const index = path.join(cwd, 'index.js');
		const program = fs.readFileSync(index, 'utf8');
		// The stack has a rule already, which the program has no longer.
		fs.writeFileSync(index, program.replaceAll('from-office', 'from-home'));
		const prepared = run('pulumi stack init dev && pulumi up --yes --skip-preview');
		t.is(prepared.status, 0, prepared.stdout + prepared.stderr);
		fs.writeFileSync(index, program);
		for (const [, status = '0', block = ''] of blocks) {
			const script = block.replace(/^\$ /gm, '');
			const { status: ended, stdout, stderr } = run(script);
			t.is(ended, Number(status), `${script}\n${stdout}${stderr}`);
			if (ended !== 0)
				t.regex(stdout, /sg-lit3.*(Authorize|Revoke)SecurityGroup|(Authorize|Revoke)SecurityGroup.*sg-lit3/);
		}
	});
}
