const groupName = /security_?group/i;
const groupId = /^sg-[a-z0-9]/;

/** Providers of other clouds whose ids of security groups look the same. */
const otherClouds: ReadonlySet<string> = new Set(['aws', 'awscc', 'aws-native', 'tencentcloud']);

/**
 * Returns whether the values of a type without entry and review refer to a security group of Alibaba Cloud. For other providers'
 * types only an id counts, because the names are that provider's own: such a type may run what it is given.
 * @param type Terraform's name or Pulumi's token
 * @param values JSON of any shape
 */
export function speaksOfGroups(type: string, values: readonly unknown[]): boolean {
	const provider = type.split(/[_:]/, 1)[0] as string;
	if (otherClouds.has(provider)) return false;
	const isNamed = (text: string): boolean => provider === 'alicloud' && groupName.test(text);
	const speaks = (value: unknown): boolean => {
		if (typeof value === 'string') return groupId.test(value) || isNamed(value);
		if (typeof value !== 'object' || value === null) return false;
		if (Array.isArray(value)) return value.some(speaks);
		return Object.entries(value).some(([name, inner]) => isNamed(name) || speaks(inner));
	};
	return values.some(speaks);
}
