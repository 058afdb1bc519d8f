import { createdGroups, header, instance, rule, type SoundnessCase } from './case.js';

/** The group that a cloud service manages, in all of these. */
const managed = 'sg-m3';
const created = 'alicloud_security_group.own.id';
/** Known only after apply, and then true. */
const late = `length(${created}) > 0`;

/** Expressions that give the managed group, and refer to a new one. */
const ids: readonly string[] = [
	`${created} == "never" ? ${created} : "sg-m3"`,
	`${late} ? "sg-m3" : ${created}`,
	`replace(${created}, "/^.*$/", "sg-m3")`,
	`lookup({ (${created}) = "sg-o1" }, "other", "sg-m3")`,
	`lookup({ a = "sg-m3", b = ${created} }, ${late} ? "a" : "b", "sg-o1")`,
	`element([${created}, "sg-m3"], length(${created}) > 0 ? 1 : 0)`,
	`[${created}, "sg-m3"][${late} ? 1 : 0]`,
	`join("", [substr(${created}, 0, 3), "m3"])`,
	`format("%sm3", substr(${created}, 0, 3))`,
	`coalesce(${late} ? "" : ${created}, "sg-m3")`,
	`try(regex("^never$", ${created}), "sg-m3")`,
	`sort(["sg-zzz", "sg-m3", "t\${${created}}"])[0]`,
	`regex("sg-m3", "\${${created}} sg-m3")`,
	`substr("sg-m3\${${created}}", 0, 5)`,
	`trimprefix("x\${${created}}", "x") == "never" ? ${created} : trimprefix("x-sg-m3", "x-")`,
	`trimsuffix("sg-m3\${${created}}", ${created})`,
	`trimspace(" \${${late} ? "sg-m3" : ${created}} ")`,
	`trim("-\${${late} ? "sg-m3" : ${created}}-", "-")`,
	`lower(${late} ? "SG-M3" : ${created})`,
	`split(",", "\${${created}},sg-m3")[1]`,
	`jsondecode(jsonencode({ a = ${created}, b = "sg-m3" })).b`,
	`jsondecode("{\\"a\\": \\"\${${created}}\\", \\"b\\": \\"sg-m3\\"}").b`,
	`${late} ? base64decode("${Buffer.from(managed).toString('base64')}") : ${created}`,
	`${late} ? trimspace(file("\${path.module}/id.txt")) : ${created}`,
	`${late} ? yamldecode(file("\${path.module}/id.yaml")).id : ${created}`,
	`${late} ? trimspace(templatefile("\${path.module}/id.tftpl", { p = "m3" })) : ${created}`,
	`${late} ? "\${local.p}-m3" : ${created}`,
	`${late} ? "sg-\${var.p}" : ${created}`,
	`"%{if ${late}}sg-m3%{else}\${${created}}%{endif}"`,
	`"%{for x in ["sg", "-", "m3"]}\${x}%{endfor}%{if !(${late})}\${${created}}%{endif}"`,
	`one([for x in ["sg-m3", ${created}] : x if x != ${created}])`,
	`one(setsubtract([${created}, "sg-m3"], [${created}]))`,
	`keys({ (${late} ? "sg-m3" : ${created}) = 1 })[0]`,
	`values({ a = ${late} ? "sg-m3" : ${created} })[0]`,
	`merge({ a = ${created} }, ${late} ? { a = "sg-m3" } : {}).a`,
	`zipmap([${created}, "b"], ["sg-o1", "sg-m3"])["b"]`,
	`coalescelist([for x in [${created}] : x if x == "never"], ["sg-m3"])[0]`,
	`can(regex("^never", ${created})) ? ${created} : "sg-m3"`,
	`reverse(["sg-m3", ${created}])[${late} ? 1 : 0]`,
	`cidrhost("10.0.0.0/8", 1) == ${created} ? ${created} : "sg-m3"`,
	`strrev(strrev(${late} ? "sg-m3" : ${created}))`,
	`urlencode(${late} ? "sg-m3" : ${created})`,
	`md5(${created}) == "0" ? ${created} : "sg-m3"`,
];

const lists: readonly string[] = [
	`compact([${created}, "sg-m3"])`,
	`distinct([${created}, "sg-m3"])`,
	`split(",", "\${${created}},sg-m3")`,
	`jsondecode("[\\"\${${created}}\\", \\"sg-m3\\"]")`,
	`setunion([${created}], ["sg-m3"])`,
	`concat([${created}], ${late} ? ["sg-m3"] : [])`,
	`flatten([[${created}], [["sg-m3"]]])`,
	`regexall("sg-[a-z0-9]+", "\${${created}} sg-m3")`,
	`formatlist("%s", [${created}, "sg-m3"])`,
	`[for x in split(" ", "\${${created}} sg-m3") : x]`,
	`csvdecode("id\\n\${${created}}\\nsg-m3\\n")[*].id`,
];

const files = {
	'id.txt': `${managed}\n`,
	'id.yaml': `id: ${managed}\n`,
	// biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own templates look like this.
	'id.tftpl': 'sg-${p}\n',
};
const names = `locals {
  p = "sg"
}
variable "p" {
}
`;
const variables = { p: 'm3' };
const common = { variables: {}, before: null, isKnown: false };

/** Comparisons with values whose types are not in a plan. */
const comparisons: readonly string[] = [
	'terraform_data.tuple.input == ["a"]',
	'terraform_data.set.input == toset(["a"])',
	'terraform_data.map.input == tomap({ a = "x" })',
	'terraform_data.map.input != { a = "x" }',
	'alicloud_instance.shown.security_groups == toset(["sg-o1"])',
	'alicloud_instance.shown.security_groups != ["sg-o1"]',
].map((condition) => `[${created}, ${condition} ? "sg-m3" : ${created}]`);
const compared = `resource "terraform_data" "tuple" {
  input = ["a"]
}
resource "terraform_data" "set" {
  input = toset(["a"])
}
resource "terraform_data" "map" {
  input = tomap({ a = "x" })
}
${instance('["sg-o1"]').replace('"i"', '"shown"')}`;

/** Ways in which one file contradicts another. */
const configurations: readonly SoundnessCase[] = [
	{
		...common,
		name: 'the default of a variable that is not nullable',
		files: {
			'main.tf': `${header}${createdGroups}module "m" {
  source = "./m"
  own = ${created} == "x" ? ${created} : null
}
${rule('module.m.id')}`,
			'm/main.tf': `variable "own" {
  default = "sg-m3"
  nullable = false
}
output "id" {
  value = var.own
}
`,
		},
	},
	{
		...common,
		name: 'a dynamic block that is made for an unknown list',
		files: {
			'main.tf': `${header}${createdGroups}${instance(`[${created}]`).replace(
				/}\n$/,
				`  dynamic "network_interfaces" {
    for_each = ${late} ? ["sg-m3"] : []
    content {
      security_group_ids = [network_interfaces.value]
    }
  }
}
`,
			)}`,
		},
	},
	{
		...common,
		name: 'a dynamic block that is made for an unknown list, beside known groups',
		files: {
			'main.tf': `${header}${createdGroups}locals {
  on = ${late}
}
${instance('["sg-o1"]').replace(
	/}\n$/,
	`  dynamic "network_interfaces" {
    for_each = local.on ? ["sg-m3"] : []
    content {
      security_group_ids = [network_interfaces.value]
    }
  }
}
`,
)}`,
		},
	},
	{
		...common,
		name: 'a dynamic block in a module that is given an unknown value',
		files: {
			'main.tf': `${header}${createdGroups}module "m" {
  source = "./m"
  on     = ${late}
}
`,
			'm/main.tf': `${header}variable "on" {
}
${instance('["sg-o1"]').replace(
	/}\n$/,
	`  dynamic "network_interfaces" {
    for_each = var.on ? ["sg-m3"] : []
    content {
      security_group_ids = [network_interfaces.value]
    }
  }
}
`,
)}`,
		},
	},
	{
		...common,
		name: 'a resource in JSON syntax',
		files: {
			'main.tf': header + createdGroups,
			'r.tf.json': JSON.stringify({
				resource: {
					alicloud_security_group_rule: {
						r: { security_group_id: `\${${late} ? "sg-m3" : ${created}}`, type: 'ingress', ip_protocol: 'tcp' },
					},
				},
			}),
		},
	},
	{
		...common,
		name: 'an override file in JSON syntax',
		files: {
			'main.tf': header + createdGroups + rule(created),
			'override.tf.json': JSON.stringify({
				resource: { alicloud_security_group_rule: { r: { security_group_id: `\${${late} ? "sg-m3" : ${created}}` } } },
			}),
		},
	},
	{
		...common,
		name: 'an override file',
		files: {
			'main.tf': header + createdGroups + rule(created),
			'r_override.tf': `resource "alicloud_security_group_rule" "r" {
  security_group_id = ${late} ? "sg-m3" : ${created}
}
`,
		},
	},
	{
		...common,
		name: 'an override of a local value',
		files: {
			'main.tf': `${header}${createdGroups}locals {\n  id = "sg-o1"\n}\n${rule(`${late} ? local.id : ${created}`)}`,
			'override.tf': 'locals {\n  id = "sg-m3"\n}\n',
		},
	},
	{
		...common,
		name: 'a file of OpenTofu, which Terraform does not read',
		files: {
			'main.tf': header + createdGroups + rule(`${late} ? "sg-m3" : ${created}`),
			'z.tofu': rule(created),
		},
	},
	{
		...common,
		name: 'a large file',
		files: {
			'main.tf': `${header}${createdGroups}${rule(`${late} ? "sg-m3" : ${created}`)}# ${'x'.repeat(17_000_000)}\n`,
		},
	},
];

/** The ways around the check that were tried by hand, and those of the project's reports: seeds that are always run. */
export const fixedCases: readonly SoundnessCase[] = [
	...ids.map((expression) => ({
		...common,
		name: expression,
		files: { 'main.tf': header + createdGroups + names + rule(expression), ...files },
		variables,
	})),
	...lists.map((expression) => ({
		...common,
		name: expression,
		files: { 'main.tf': header + createdGroups + names + instance(expression), ...files },
		variables,
	})),
	...comparisons.map((expression) => ({
		...common,
		name: expression,
		files: { 'main.tf': header + createdGroups + compared + instance(expression) },
	})),
	...configurations,
];
