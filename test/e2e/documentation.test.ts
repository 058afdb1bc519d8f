import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { binary, cleanPlan, inventory, root, scratch } from '../cli/command-run.js';
import { startEcsDouble } from '../inventory/ecs-double.js';
import { providerDouble } from './provider-double.js';

// Runs every ```sh block of the documentation in a folder like a user's. A block ends with 0 unless its fence says
// otherwise (```sh exit-1). Terraform is the real one with a double of the provider; programs that would need the
// outside world or the whole suite are the doubles below.

const pages = [
	'README.md',
	'CONTRIBUTING.md',
	...fs
		.readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.md'))
		.map((name) => path.join('docs', name)),
];

/** By name on the PATH, all in sh. */
const doubles: Readonly<Record<string, string>> = {
	// The command itself; where it would call the API, it calls the double of it.
	'sg-preflight': `case "$*" in "inventory pull"*|*--live*) set -- "$@" --endpoint "$ECS_DOUBLE";; esac
exec ${JSON.stringify(process.execPath)} ${JSON.stringify(binary)} "$@"`,
	// Answers as the API would for the account of the examples.
	aliyun: `[ "$1 $2" = "ecs DescribeSecurityGroups" ] || { echo "the double of aliyun does not know: $*" >&2; exit 64; }
cat ${JSON.stringify(inventory)}`,
	// The provider's repository is not reachable here; test/cli has the script that reviews a checkout of it.
	git: `[ "$1 $2 $3" = "clone --bare https://github.com/aliyun/terraform-provider-alicloud" ] || { echo "the double of git does not know: $*" >&2; exit 64; }`,
	// The scripts of this checkout are not in a user's folder: says whether they exist. What else node runs is real.
	node: `case "$1" in packages/*) exec test -f ${JSON.stringify(root)}/"$1";; *) exec ${JSON.stringify(process.execPath)} "$@";; esac`,
	// Says whether the script exists; CI runs the script itself.
	npm: packageScript('npm'),
	pnpm: packageScript('pnpm'),
};

function packageScript(name: string): string {
	return `[ "$1" = run ] && shift
[ "$1" = install ] && exit 0
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

for (const page of pages) {
	const text = fs.readFileSync(path.join(root, page), 'utf8');
	const blocks = [...text.matchAll(/^ *```sh(?: exit-(\d))?\n(.*?)^ *```$/gms)];
	if (blocks.length === 0) continue;
	test(`every command of ${page} runs`, async (t) => {
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
			fs.writeFileSync(
				path.join(bin, name),
				`#!/bin/sh\n# A double of ${name}, for the documentation's test.\n${script}\n`,
				{
					mode: 0o755,
				},
			);
		}
		const env = {
			...process.env,
			...providerDouble(),
			ECS_DOUBLE: api.endpoint,
			ALIBABA_CLOUD_ACCESS_KEY_ID: 'double-key-id',
			ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'double-key-secret',
			PATH: `${bin}${path.delimiter}${process.env.PATH}`,
		};
		for (const [, status = '0', script = ''] of blocks) {
			const { ended, said } = await new Promise<{ ended: unknown; said: string }>((resolve) => {
				execFile('bash', ['-euo', 'pipefail', '-c', script], { cwd, env }, (error, stdout, stderr) =>
					resolve({ ended: error?.code ?? 0, said: stdout + stderr }),
				);
			});
			t.is(ended, Number(status), `${script}\n${said}`);
		}
	});
}
