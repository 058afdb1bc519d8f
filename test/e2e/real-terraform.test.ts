import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { inventory, scratch, sgPreflight } from '../cli/command-run.js';
import { providerDouble } from './provider-double.js';

const env = providerDouble();

const configuration = `
terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud" }
  }
}
resource "alicloud_security_group" "web" {
  security_group_name = "web"
}
resource "alicloud_security_group_rule" "own" {
  security_group_id = alicloud_security_group.web.id
  type              = "ingress"
  ip_protocol       = "tcp"
  port_range        = "443/443"
  cidr_ip           = "10.0.0.0/8"
}
`;
const managedRule = `
resource "alicloud_security_group_rule" "managed" {
  security_group_id = "sg-lit3"
  type              = "egress"
  ip_protocol       = "tcp"
  port_range        = "443/443"
  cidr_ip           = "10.0.0.0/8"
}
`;

function terraform(cwd: string, ...args: string[]): void {
	execFileSync('terraform', args, { cwd, env: { ...process.env, ...env }, stdio: 'pipe' });
}

test('a plan that the real terraform saved is refused', async (t) => {
	const cwd = scratch(t, { 'main.tf': configuration + managedRule });
	terraform(cwd, 'plan', '-out=plan.tfplan');
	const { status, stdout, stderr } = await sgPreflight(['check', 'plan.tfplan', '--inventory', inventory], {
		cwd,
		env,
	});
	t.is(status, 1, stderr);
	t.regex(stdout, /^FAIL alicloud_security_group_rule\.managed$/m);
	t.regex(stdout, /AuthorizeSecurityGroupEgress → sg-lit3/);
	t.notRegex(stdout, /alicloud_security_group_rule\.own/);
});

test('a saved plan is read from standard input, and no file of it stays', async (t) => {
	const cwd = scratch(t, { 'main.tf': configuration + managedRule });
	const temporary = scratch(t);
	terraform(cwd, 'plan', '-out=plan.tfplan');
	const stdin = fs.readFileSync(path.join(cwd, 'plan.tfplan'));
	const { status, stdout } = await sgPreflight(['check', '-', '--inventory', inventory], {
		cwd,
		stdin,
		env: { ...env, TMPDIR: temporary },
	});
	t.is(status, 1);
	t.regex(stdout, /^FAIL alicloud_security_group_rule\.managed$/m);
	t.deepEqual(
		fs.readdirSync(temporary).filter((name) => name.startsWith('sg-preflight')),
		[],
	);
});

test('a clean saved plan ends with 0', async (t) => {
	const cwd = scratch(t, { 'main.tf': configuration });
	terraform(cwd, 'plan', '-out=plan.tfplan');
	const { status, stdout } = await sgPreflight(['check', 'plan.tfplan', '--inventory', inventory], { cwd, env });
	t.is(status, 0, stdout);
	t.notRegex(stdout, /fail/i);
});

test('the ledger of a saved plan traces a group that the plan creates', async (t) => {
	const cwd = scratch(t, { 'main.tf': configuration });
	terraform(cwd, 'plan', '-out=plan.tfplan');
	const { stdout } = await sgPreflight(['operations', 'plan.tfplan', '--format', 'json'], { cwd, env });
	const { operations } = JSON.parse(stdout);
	const authorize = operations.find(({ operation }: { operation: string }) => operation === 'AuthorizeSecurityGroup');
	t.like(authorize.groups[0], {
		role: 'target',
		id: null,
		origin: { kind: 'created-in-plan', address: 'alicloud_security_group.web' },
	});
});

test('the sources in a saved plan have the value of a local value and the place of the resource', async (t) => {
	const instance = `
locals {
  groups = { web = alicloud_security_group.web.id, managed = "sg-lit3" }
}
resource "alicloud_instance" "i" {
  image_id        = "img"
  instance_type   = "ecs.t"
  vswitch_id      = "vsw-a"
  security_groups = values(local.groups)
}
`;
	const cwd = scratch(t, { 'main.tf': configuration + instance });
	terraform(cwd, 'plan', '-out=plan.tfplan');
	const { stdout } = await sgPreflight(['check', 'plan.tfplan', '--inventory', inventory, '--format', 'json'], {
		cwd,
		env,
	});
	const { findings } = JSON.parse(stdout);
	const line = (configuration + instance).split('\n').indexOf('resource "alicloud_instance" "i" {') + 1;
	t.is(findings.length, 1);
	t.like(findings[0], { rule: 'refused-operation', location: { file: 'main.tf', line, column: 1 } });
});

test('the message of terraform about a plan that it cannot read is passed on', async (t) => {
	const cwd = scratch(t, { 'main.tf': configuration });
	terraform(cwd, 'plan', '-out=plan.tfplan');
	fs.rmSync(path.join(cwd, 'main.tf'));
	const { status, stdout, stderr } = await sgPreflight(
		['check', 'plan.tfplan', '--inventory', inventory, '--terraform-bin', 'terraform'],
		{ cwd, env: { ...env, TF_CLI_CONFIG_FILE: '/dev/null' } },
	);
	t.is(status, 2);
	t.is(stdout, '');
	t.regex(stderr, /^sg-preflight: plan\.tfplan: "terraform show -json" could not read this saved plan: Error: /);
});

test('a source file that is too large to be read proves nothing, and is named', async (t) => {
	const rule = `
resource "alicloud_security_group_rule" "either" {
  security_group_id = alicloud_security_group.web.id == "never" ? alicloud_security_group.web.id : "sg-lit3"
  type              = "ingress"
  ip_protocol       = "tcp"
}
`;
	const cwd = scratch(t, { 'main.tf': `${configuration}${rule}# ${'x'.repeat(17 * 1024 * 1024)}\n` });
	terraform(cwd, 'plan', '-out=plan.tfplan');
	const check = (path: string | undefined) =>
		sgPreflight(['check', 'plan.tfplan', '--inventory', inventory, '--strict'], {
			cwd,
			env: { ...env, ...(path === undefined ? {} : { PATH: path }) },
		});
	const { status, stdout, stderr } = await check(undefined);
	t.is(status, 1, stderr);
	t.regex(stdout, /^FAIL alicloud_security_group_rule\.either$/m);
	t.regex(stdout, /main\.tf is larger than 16 MiB/);
	const alone = await check(cwd);
	t.is(alone.status, 2);
	t.regex(alone.stderr, /main\.tf is larger than 16 MiB, so it was not read\. terraform or tofu were not found either/);
});
