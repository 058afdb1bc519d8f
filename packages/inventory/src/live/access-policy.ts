/** The least RAM policy that pulling needs. GetCallerIdentity of STS needs no permission. */
export const accessPolicy = {
	Version: '1',
	Statement: [{ Effect: 'Allow', Action: ['ecs:DescribeRegions', 'ecs:DescribeSecurityGroups'], Resource: '*' }],
} as const;
