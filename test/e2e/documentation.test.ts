import { execFile, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { cleanPlan, inventory, root, scratch } from '../cli/command-run.js';
import { startEcsDouble } from '../inventory/ecs-double.js';
import { providerDouble } from './provider-double.js';
import { release } from './release.js';

// Runs every command of the documentation in a folder like a user's, with the package as npm installs it from its tarball:
// the ```sh blocks and the commands in running text. A block ends with 0 unless its fence says otherwise (```sh exit-1).
// Terraform is the real one with a double of the provider; programs that would need the outside world or the whole suite
// are the doubles below. The ```console blocks are about Pulumi: test/pulumi/documentation.test.ts runs them.

const pages = [
	'README.md',
	'CONTRIBUTING.md',
	...fs
		.readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.md'))
		.map((name) => path.join('docs', name)),
];

/** Where the package is installed. */
const prefix = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-docs-'));
test.after.always(() => fs.rmSync(prefix, { recursive: true, force: true }));
test.before((t) => {
	execFileSync('npm', ['install', '--global', '--prefix', prefix, '--silent', release(t).tarball]);
});

/** By name on the PATH, all in sh. */
const doubles: Readonly<Record<string, string>> = {
	// The installed command; instead of the API it calls a double.
	'sg-preflight': `case "$*" in "inventory pull"*|*--live*) set -- "$@" --endpoint "$ECS_DOUBLE";; esac
exec ${JSON.stringify(path.join(prefix, 'bin/sg-preflight'))} "$@"`,
	// Answers as the API would for the account of the examples.
	aliyun: `[ "$1 $2" = "ecs DescribeSecurityGroups" ] || { echo "the double of aliyun does not know: $*" >&2; exit 64; }
cat ${JSON.stringify(inventory)}`,
	// The provider's repository is not reachable here; test/cli has the script that reviews a checkout of it.
	git: `[ "$1 $2 $3" = "clone --bare https://github.com/aliyun/terraform-provider-alicloud" ] || { echo "the double of git does not know: $*" >&2; exit 64; }`,
	// The scripts of this checkout are not in a user's folder: reports whether they exist. Every other program of node is real.
	node: `case "$1" in packages/*) exec test -f ${JSON.stringify(root)}/"$1";; *) exec ${JSON.stringify(process.execPath)} "$@";; esac`,
	// Reports whether the script exists; CI runs the script itself.
	npm: packageScript('npm'),
	pnpm: packageScript('pnpm'),
};

function packageScript(name: string): string {
	return `[ "$1" = run ] && shift
[ "$*" = install ] && exit 0
[ "$*" = "install --global sg-preflight" ] && exec test -x ${JSON.stringify(path.join(prefix, 'bin/sg-preflight'))}
exec ${JSON.stringify(process.execPath)} -e 'if (!require(process.argv[1]).scripts[process.argv[2]]) { console.error("the double of ${name} finds no script " + process.argv[2]); process.exit(64); }' ${JSON.stringify(path.join(root, 'package.json'))} "$1"`;
}

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

/** A folder like a user's, with the programs on the PATH. */
async function folderLikeAUsers(
	t: ExecutionContext,
): Promise<(script: string) => Promise<{ ended: unknown; said: string }>> {
	const known = fs.readFileSync(inventory);
	const cwd = scratch(t, {
		'main.tf': configuration,
		'plan.json': fs.readFileSync(cleanPlan),
		...Object.fromEntries(['old.yaml', 'network.yaml', 'apps.yaml'].map((name) => [name, known])),
	});
	const api = await startEcsDouble({
		regions: { 'cn-hangzhou': [{ id: 'sg-lit1' }, { id: 'sg-lit3', serviceId: 1234 }] },
	});
	t.teardown(() => api.close());
	const bin = scratch(t);
	for (const [name, script] of Object.entries(doubles)) {
		const text = `#!/bin/sh\n# A double of ${name}, for the documentation's test.\n${script}\n`;
		fs.writeFileSync(path.join(bin, name), text, { mode: 0o755 });
	}
	const env = {
		...process.env,
		...providerDouble(),
		ECS_DOUBLE: api.endpoint,
		ALIBABA_CLOUD_ACCESS_KEY_ID: 'double-key-id',
		ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'double-key-secret',
		PATH: `${bin}${path.delimiter}${process.env.PATH}`,
	};
	return (script) =>
		new Promise((resolve) => {
			execFile('bash', ['-euo', 'pipefail', '-c', script], { cwd, env }, (error, stdout, stderr) =>
				resolve({ ended: error?.code ?? 0, said: stdout + stderr }),
			);
		});
}

for (const page of pages) {
	const text = fs.readFileSync(path.join(root, page), 'utf8');
	const blocks = [...text.matchAll(/^ *```sh(?: exit-(\d))?\n(.*?)^ *```$/gms)];
	if (blocks.length === 0) continue;
	test(`every command of ${page} runs`, async (t) => {
		const run = await folderLikeAUsers(t);
		for (const [, status = '0', script = ''] of blocks) {
			const { ended, said } = await run(script);
			t.is(ended, Number(status), `${script}\n${said}`);
		}
	});
}

test('the JavaScript of the documentation runs', async (t) => {
	const blocks = pages.flatMap((page) =>
		[...fs.readFileSync(path.join(root, page), 'utf8').matchAll(/^```js\n(.*?)^```$/gms)].map(([, code = '']) => code),
	);
	t.true(blocks.length > 0);
	const run = await folderLikeAUsers(t);
	const modules = path.join(prefix, 'lib/node_modules');
	await run(`ln -s ${JSON.stringify(modules)} node_modules`);
	await run('terraform plan -out=plan.tfplan && sg-preflight inventory pull --output inventory.yaml');
	for (const code of blocks) {
		const { ended, said } = await run(`cat > program.mjs <<'END'\n${code}END\nnode program.mjs`);
		t.is(ended, 0, said);
		t.regex(said, /^refused 1\nalicloud_security_group_rule\.managed AuthorizeSecurityGroup /m);
	}
});

/** The placeholders of running text, with a value for each. */
const placeholders: readonly (readonly [RegExp, string])[] = [
	[/^sg-preflight (check|operations)$/, 'sg-preflight $1 plan.tfplan'],
	[/\bTYPE$/, 'alicloud_instance'],
	[/\bOPERATION$/, 'JoinSecurityGroup'],
	[/<region>/, 'cn-hangzhou'],
	[/<ServiceID>/, '1234'],
	[/ … .*| …$/, ''],
];

test('every command in running text runs', async (t) => {
	const run = await folderLikeAUsers(t);
	const inText = pages.flatMap((page) =>
		[
			...fs
				.readFileSync(path.join(root, page), 'utf8')
				.replaceAll(/^ *```.*?^ *```$/gms, '')
				.matchAll(/`(sg-preflight\s[^`]*)`/g),
		].map(([, words = '']) =>
			placeholders.reduce((command, [its, own]) => command.replace(its, own), words.replaceAll(/\s+/g, ' ')),
		),
	);
	t.true(inText.length > 10);
	await run('terraform plan -out=plan.tfplan && sg-preflight inventory pull --output inventory.yaml');
	await run('echo "inventory: inventory.yaml" > sg-preflight.yaml');
	for (const command of new Set(inText)) {
		const { ended, said } = await run(command);
		t.true(ended === 0 || ended === 1, `${command}\n${said}`);
	}
});

test('every block of the documentation is run, read or a text', (t) => {
	const { parseDocument } = createRequire(path.join(root, 'packages/cli/package.json'))('yaml') as {
		parseDocument(text: string): { readonly errors: readonly Error[] };
	};
	for (const page of pages) {
		const text = fs.readFileSync(path.join(root, page), 'utf8');
		const outside = text.replaceAll(/^ *```.*?^ *```$/gms, '');
		t.notRegex(
			outside,
			/^ {4}(sg-preflight|terraform|pulumi|npm|npx|pnpm|aliyun|\$) /m,
			`${page}: a command without a fence`,
		);
		for (const [, kind = '', body = ''] of text.matchAll(/^ *```(\S*)[^\n]*\n(.*?)^ *```$/gms)) {
			// A few members of an object are an object without its braces.
			if (kind === 'json')
				t.notThrows(() => JSON.parse(/^\s*[{[]/.test(body) ? body : `{${body}}`), `${page}\n${body}`);
			else if (kind === 'yaml') t.deepEqual(parseDocument(body).errors, [], `${page}\n${body}`);
			else if (kind === '') t.notRegex(body, /^(sg-preflight|\$) /m, page);
			else t.true(['sh', 'console', 'hcl', 'js', 'text', 'ts'].includes(kind), `${page}: ${kind}`);
		}
	}
});
