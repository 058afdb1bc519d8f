import fs from 'node:fs';
import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { inventory, root, scratch, sgPreflight } from './command-run.js';

// In the example's inventory, sg-lit3 is managed by cloud service 1234; sg-lit1 and sg-lit2 are not managed.

interface Finding {
	readonly rule: string;
	readonly address: string | null;
	readonly operation: string;
	readonly group: { readonly attribute: string };
	readonly location: { readonly file: string; readonly line: number; readonly column: number };
}

/** Scans files and returns `file:line:column attribute` of each finding; each column must be that of the id. */
async function scanned(
	t: ExecutionContext,
	files: Readonly<Record<string, string>>,
	...more: readonly string[]
): Promise<string[]> {
	const cwd = scratch(t, files);
	const { stdout, stderr, status } = await sgPreflight(
		['scan', '--inventory', inventory, '--format', 'json', ...more],
		{ cwd },
	);
	t.is(stderr, '');
	const { findings } = JSON.parse(stdout) as { findings: readonly Finding[] };
	t.is(status, findings.some(({ rule }) => rule === 'refused-operation') ? 1 : 0);
	return findings
		.map(({ group, location: { file, line, column } }) => {
			const written = files[file]?.split('\n')[line - 1]?.slice(column - 1) ?? '';
			t.true(written.startsWith('sg-lit3'), `${file}:${line}:${column} ${written}`);
			return `${file}:${line} ${group.attribute}`;
		})
		.sort();
}

test('Terraform: arguments that act on a managed group, in blocks and through variables and locals', async (t) => {
	const found = await scanned(t, {
		'main.tf': `resource "alicloud_security_group_rule" "r" {
  security_group_id        = "sg-lit3"
  source_security_group_id = "sg-lit1"
}
resource "alicloud_instance" "i" {
  security_groups = concat(["sg-lit1"], [
    "sg-lit3",
  ], local.more)
  network_interfaces {
    security_group_ids = ["sg-lit3"]
  }
}
locals {
  more  = [var.group]
  other = "sg-lit3"
}
module "m" {
  source            = "./m"
  security_group_id = "sg-lit3"
}
`,
		'variables.tf': 'variable "group" {\n  default = "sg-lit3"\n}\nvariable "unused" {\n  default = "sg-lit3"\n}\n',
		'prod.tfvars': 'unused = "sg-lit3"\ngroup  = "sg-lit3"\n',
		'more.tf.json': `{"resource": {"alicloud_ecs_network_interface": {"e": {
"security_group_ids": ["sg-lit3", "\${var.json}"]}}},
"variable": {"json": {"default": "sg-lit3"}},
"output": {"security_group_id": {"value": "sg-lit3"}}}`,
	});
	t.deepEqual(found, [
		'main.tf:10 network_interfaces.security_group_ids',
		'main.tf:19 security_group_id',
		'main.tf:2 security_group_id',
		'main.tf:7 security_groups',
		'more.tf.json:2 security_group_ids',
		'more.tf.json:3 default',
		'prod.tfvars:2 group',
		'variables.tf:2 default',
	]);
});

test('Terraform: an id in a collection is found there, for each argument that uses an element of it', async (t) => {
	const found = await scanned(t, {
		'main.tf': `resource "alicloud_security_group_rule" "r" {
  for_each          = toset(["sg-lit1", "sg-lit3"])
  security_group_id = each.value
}
resource "alicloud_instance" "i" {
  security_groups = [for id in ["sg-lit3"] : id if id != "sg-lit1"]
  dynamic "network_interfaces" {
    for_each = { main = ["sg-lit3"] }
    iterator = card
    content {
      security_group_ids = card.value
    }
  }
}
resource "alicloud_instance" "other" {
  security_groups = [for id in var.ids : id if id != "sg-lit3"]
  dynamic "network_interfaces" {
    for_each = ["sg-lit3"]
    content {
      security_group_ids = []
    }
  }
}
`,
	});
	t.deepEqual(found, [
		'main.tf:2 security_group_id',
		'main.tf:6 security_groups',
		'main.tf:8 network_interfaces.security_group_ids',
	]);
});

test("a peer rule's source, a data source, an output and a comment are not reported", async (t) => {
	const found = await scanned(t, {
		'main.tf': `# security_group_id = "sg-lit3"
resource "alicloud_security_group_rule" "r" {
  security_group_id        = "sg-lit1"
  source_security_group_id = "sg-lit3"
}
data "alicloud_security_groups" "d" {
  ids = ["sg-lit3"]
}
output "security_group_id" {
  value = "sg-lit3"
}
`,
		'index.ts':
			'new SecurityGroupRule("r", { sourceSecurityGroupId: "sg-lit3" });\n// securityGroupId: "sg-lit3"\nconst name = "sg-lit3";\n',
		'__main__.py': 'SecurityGroupRule("r", source_security_group_id="sg-lit3")\n',
		'main.go': 'SourceSecurityGroupId: pulumi.String("sg-lit3"),\n',
		'Pulumi.yaml':
			'runtime: yaml\nresources:\n  r:\n    type: alicloud:ecs:SecurityGroupRule\n    properties:\n      sourceSecurityGroupId: sg-lit3\n',
	});
	t.deepEqual(found, []);
});

test('Pulumi programs: in each language, the argument whose value holds the id', async (t) => {
	const found = await scanned(t, {
		'index.ts':
			'new Instance("i", {\n\tsecurityGroups: [\n\t\t"sg-lit1",\n\t\t"sg-lit3",\n\t],\n});\nnew Rule("r", { securityGroupId: \'sg-lit3\' });\n',
		'__main__.py': 'Instance("i", security_groups=["sg-lit1", "sg-lit3"])\n',
		'main.go':
			'args := &ecs.InstanceArgs{\n\tSecurityGroups: pulumi.StringArray{\n\t\tpulumi.String("sg-lit3"),\n\t},\n}\n',
		'Pulumi.yaml': `runtime: yaml
resources:
  i:
    type: alicloud:ecs:Instance
    properties:
      securityGroups:
        - sg-lit1
        - sg-lit3
  n:
    type: alicloud:ecs/ecsNetworkInterface:EcsNetworkInterface
    properties:
      securityGroupIds: ["sg-lit3"]
`,
		'k8s.yaml': '{{ not yaml }} securityGroupId: sg-lit3\n',
		'node_modules/p/index.js': 'securityGroupId: "sg-lit3"\n',
	});
	t.deepEqual(found, [
		'Pulumi.yaml:12 securityGroupIds',
		'Pulumi.yaml:8 securityGroups',
		'__main__.py:1 security_groups',
		'index.ts:4 securityGroups',
		'index.ts:7 securityGroupId',
		'main.go:3 SecurityGroups',
	]);
});

test('the text has file, line and column, and an operation that the owner may call is not reported', async (t) => {
	const cwd = scratch(t, {
		'main.tf': 'resource "alicloud_security_group_rule" "r" {\n  security_group_id = "sg-lit3"\n}\n',
	});
	const { status, stdout } = await sgPreflight(['scan', '--inventory', inventory], { cwd });
	t.is(status, 1);
	t.regex(stdout, /^FAIL alicloud_security_group_rule\.r$/m);
	t.regex(stdout, /^ {4}Where +main\.tf:2:24$/m);
	t.regex(stdout, /^Refused: 1 refused, .* in 1 source file\.$/m);
	const owner = await sgPreflight(['scan', '--inventory', inventory, '--principal', 'service:1234'], { cwd });
	t.is(owner.status, 0);
	t.notRegex(owner.stdout, /fail/i);
});

test('an unreadable file ends with 2 and hides nothing', async (t) => {
	const cwd = scratch(t, {
		'broken.tf': 'resource "alicloud_instance" "i" {\n  security_groups = ["sg-lit3"\n}\n',
		'main.tf': 'resource "alicloud_security_group_rule" "r" {\n  security_group_id = "sg-lit3"\n}\n',
	});
	const { status, stdout, stderr } = await sgPreflight(['scan', '--inventory', inventory], { cwd });
	t.is(status, 2);
	t.regex(stderr, /broken\.tf: line \d is not in Terraform's language/);
	t.regex(stdout, /^FAIL alicloud_security_group_rule\.r in main\.tf$/m);
	t.regex(stdout, /1 file could not be read/);
	t.is((await sgPreflight(['scan', 'absent.tf', '--inventory', inventory], { cwd })).status, 2);
	t.is((await sgPreflight(['scan'], { cwd })).status, 2);
});

test('every configuration of the recordings is read, and the examples of the gates', async (t) => {
	const folders = ['test/fixtures/terraform', 'examples'].map((name) => path.join(root, name));
	const groups = fs.readFileSync(inventory, 'utf8').replaceAll('"ServiceManaged": false', '"ServiceManaged": true');
	const cwd = scratch(t, { 'inventory.json': groups });
	const { status, stdout, stderr } = await sgPreflight(
		['scan', ...folders, '--inventory', 'inventory.json', '--format', 'json'],
		{ cwd },
	);
	t.is(status, 1, stderr);
	t.is(stderr, '');
	t.true(JSON.parse(stdout).findings.length > 50);
});
