/** One configuration. The harness applies it and so learns which groups its value has. */
export interface SoundnessCase {
	/** A generated one's number, or the name of a fixed one. */
	readonly name: string;
	/** The files of the module, by path below its folder. */
	readonly files: Readonly<Record<string, string>>;
	/** Values that the root module's variables have, and hands to the module. */
	readonly variables: Readonly<Record<string, unknown>>;
	/** The groups that the instance has before; null if the plan creates it. */
	readonly before: readonly string[] | null;
	/** Whether all operands of conditions and functions are known, so that the answer with sources should be certain. */
	readonly isKnown: boolean;
}

/** Groups that a cloud service manages, and groups of the account's own. */
export const managed = ['sg-m1', 'sg-m2', 'sg-m3'] as const;
export const own = ['sg-o1', 'sg-o2', 'sg-o3'] as const;

export const header = `terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud" }
  }
}
`;

/** Groups that the plan creates: one, one with count, and one with for_each; and a service that returns groups at apply. */
export const createdGroups = `resource "alicloud_security_group" "own" {
  security_group_name = "own"
}
resource "alicloud_security_group" "many" {
  count               = 2
  security_group_name = "many-\${count.index}"
}
resource "alicloud_security_group" "each" {
  for_each            = { a = "first", b = "second" }
  security_group_name = each.value
}
resource "alicloud_nat_gateway" "nat" {
  nat_gateway_name = "nat"
}
`;

export const instance = (groups: string): string => `resource "alicloud_instance" "i" {
  image_id        = "img"
  instance_type   = "ecs.t"
  vswitch_id      = "vsw-a"
  security_groups = ${groups}
}
`;

export const rule = (group: string): string => `resource "alicloud_security_group_rule" "r" {
  security_group_id = ${group}
  type              = "ingress"
  ip_protocol       = "tcp"
}
`;

/** A resource whose one argument has the generated value. */
export interface ResourceForm {
	readonly type: string;
	readonly name: string;
	readonly argument: string;
	readonly others: Readonly<Record<string, string>>;
}

export const instanceForm: ResourceForm = {
	type: 'alicloud_instance',
	name: 'i',
	argument: 'security_groups',
	others: { image_id: 'img', instance_type: 'ecs.t', vswitch_id: 'vsw-a' },
};

export const ruleForm: ResourceForm = {
	type: 'alicloud_security_group_rule',
	name: 'r',
	argument: 'security_group_id',
	others: { type: 'ingress', ip_protocol: 'tcp' },
};
