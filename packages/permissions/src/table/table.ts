import type { ListedOperation } from '@sg-preflight/operations';

/** The principals that may call an operation on a managed group. */
export interface Permission {
	/** The account that the group belongs to, with any of its users and roles. */
	readonly account: boolean;
	/** The cloud service system that the group was created for. */
	readonly service: boolean;
}

export const permissionTableSource = {
	title: 'Managed security groups: permissions on API operations',
	url: 'https://www.alibabacloud.com/help/en/ecs/user-guide/managed-security-groups',
	/** Date on which the page was copied. The page itself has no date. */
	date: '2026-11',
	/** Version of the ECS API. */
	apiVersion: '2014-05-26',
	/** The API's error to a principal with No in the table. */
	errorCode: 'InvalidOperation.ResourceManagedByCloudProduct',
} as const;

const serviceOnly: Permission = { account: false, service: true };
const both: Permission = { account: true, service: true };

/** The vendor's table, row by row in its order. */
export const permissionTable: Readonly<Record<ListedOperation, Permission>> = {
	AuthorizeSecurityGroup: serviceOnly,
	AuthorizeSecurityGroupEgress: serviceOnly,
	RevokeSecurityGroup: serviceOnly,
	RevokeSecurityGroupEgress: serviceOnly,
	JoinSecurityGroup: serviceOnly,
	LeaveSecurityGroup: serviceOnly,
	DeleteSecurityGroup: serviceOnly,
	ModifySecurityGroupAttribute: serviceOnly,
	ModifySecurityGroupRule: serviceOnly,
	ModifySecurityGroupEgressRule: serviceOnly,
	ModifySecurityGroupPolicy: serviceOnly,
	DescribeSecurityGroupAttribute: both,
	DescribeSecurityGroups: both,
	DescribeSecurityGroupReferences: both,
	CreateNetworkInterface: serviceOnly,
	ModifyNetworkInterfaceAttribute: serviceOnly,
	RunInstances: serviceOnly,
	CreateInstance: serviceOnly,
	ModifyInstanceAttribute: serviceOnly,
};
