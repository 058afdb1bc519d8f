import type { Action, Origin, Unproven } from '../change/resource-change.js';

/**
 * The 19 operations of the vendor's permission table, ECS API version 2014-05-26.
 * Source: "Managed security groups", https://www.alibabacloud.com/help/en/ecs/user-guide/managed-security-groups
 */
export const listedOperations = [
	'AuthorizeSecurityGroup',
	'AuthorizeSecurityGroupEgress',
	'RevokeSecurityGroup',
	'RevokeSecurityGroupEgress',
	'JoinSecurityGroup',
	'LeaveSecurityGroup',
	'DeleteSecurityGroup',
	'ModifySecurityGroupAttribute',
	'ModifySecurityGroupRule',
	'ModifySecurityGroupEgressRule',
	'ModifySecurityGroupPolicy',
	'DescribeSecurityGroupAttribute',
	'DescribeSecurityGroups',
	'DescribeSecurityGroupReferences',
	'CreateNetworkInterface',
	'ModifyNetworkInterfaceAttribute',
	'RunInstances',
	'CreateInstance',
	'ModifyInstanceAttribute',
] as const;

export type ListedOperation = (typeof listedOperations)[number];

const listed: ReadonlySet<string> = new Set(listedOperations);

/** Returns whether the permission table has a row for the operation. Operations of other products have none, whatever their name. */
export function isListed(product: string, operation: string): operation is ListedOperation {
	return product === 'Ecs' && listed.has(operation);
}

/**
 * `target`: the operation acts on the group. `peer`: it is only named as a rule's other side. `member`: the
 * changed resource belongs to it, but the request does not carry it.
 */
export type Role = 'target' | 'peer' | 'member';

/**
 * The provider's reaction when the API refuses the operation: it aborts the apply; it retries for five minutes and then
 * aborts; it swallows the refusal, so that the apply reports success although nothing changed.
 */
export type Consequence = 'aborts' | 'retries' | 'swallowed';

export interface GroupReference {
	readonly role: Role;
	/** Null if the id is known after apply: `origin` is its source. */
	readonly id: string | null;
	/** The attribute that names the group, in Terraform's names without indexes: `network_interfaces.security_group_ids`. */
	readonly attribute: string;
	readonly origin?: Origin;
	/** A value known after apply, or the provider's version, decides whether it is this group. */
	readonly certain?: false;
	/** Only the provider's version is missing to decide it. */
	readonly byVersion?: true;
	/** The attribute is sensitive: the id is judged and never printed. */
	readonly sensitive?: true;
}

/** An attribute that may name groups which the document does not show. */
export interface UnprovenAttribute extends Unproven {
	readonly role: Role;
	/** As in a group reference. */
	readonly attribute: string;
}

/** A network interface that an operation acts on. */
export interface InterfaceReference {
	/** `eni-…`; null if it is known after apply. */
	readonly id: string | null;
	/** In Terraform's names without indexes. */
	readonly attribute: string;
	/** The attribute is under a sensitive mask: the id is judged and never printed. */
	readonly sensitive?: true;
}

/** One API call that applying a change makes. */
export interface EcsOperation {
	readonly address: string;
	readonly deposed: string | null;
	readonly type: string;
	readonly action: Action;
	/** Product code of the API: `Ecs`, or the product that the type hands the groups to. */
	readonly product: string;
	readonly operation: string;
	/** True if the permission table has a row for it. */
	readonly listed: boolean;
	readonly groups: readonly GroupReference[];
	/** The network interfaces that it acts on; left out if it acts on none. */
	readonly interfaces?: readonly InterfaceReference[];
	/** Absent if the request is proved to carry no other group. */
	readonly unproven?: readonly UnprovenAttribute[];
	readonly consequence: Consequence;
	/** False if a value known after apply, or the provider's version, decides whether the call is made. */
	readonly certain: boolean;
	/** Only the provider's version is missing to decide it. */
	readonly byVersion?: true;
	/** Region and account of the resource's provider if the document has them, else null. */
	readonly region: string | null;
	readonly account: string | null;
}
