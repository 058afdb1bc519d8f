const groups = ['ecs:DescribeRegions', 'ecs:DescribeSecurityGroups'] as const;

/** Returns the least RAM policy that pulling needs. GetCallerIdentity of STS needs no permission. */
export function accessPolicyFor({ networkInterfaces }: { readonly networkInterfaces: boolean }) {
	const Action = [...groups, ...(networkInterfaces ? (['ecs:DescribeNetworkInterfaces'] as const) : [])];
	return { Version: '1', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] } as const;
}

/** The policy for security groups alone. */
export const accessPolicy = accessPolicyFor({ networkInterfaces: false });
