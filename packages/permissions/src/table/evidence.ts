import { isListed } from '@sg-preflight/operations';
import { type Permission, permissionTable, permissionTableSource } from './table.js';

/**
 * The kind of document that a permission comes from. `table`: the vendor's permission table has a row. `error-list`: the operation's own list of
 * errors has the refusal, so that it can answer so. `parameter-doc`: the description of the parameter excludes managed
 * security groups.
 */
export type EvidenceKind = 'table' | 'error-list' | 'parameter-doc';

export interface Evidence {
	readonly kind: EvidenceKind;
	/** Address of the page, or the name of the document. */
	readonly source: string;
	/** Date of the document, or the date when it was read; ISO 8601, as exact as it is known. */
	readonly date: string;
}

/** The principals that may call an operation on a managed group, with the evidence. */
export interface EvidencedPermission extends Permission {
	/** The API's answer to a caller who may not; null if no document names a code. */
	readonly errorCode: string | null;
	readonly evidence: Evidence;
}

/** An operation outside the vendor's table whose refusal another document has. */
export interface DocumentedOperation extends EvidencedPermission {
	readonly product: string;
	readonly operation: string;
	/** The document's own words. */
	readonly quote: string;
	/** The reason why the document does not prove a refusal, so that the verdict is undetermined; absent if it proves one. */
	readonly doubt?: string;
}

/** OpenAPI metadata with error codes, 289 products; later copies have none. */
export const apiMetadata = {
	source:
		'OpenAPI metadata with error codes (dew-serverless/acs-sdk-php @2da261e4, data/<product>/<version>/api-docs.json)',
	date: '2024-06-24',
} as const;

const refused = { account: false, service: true, errorCode: permissionTableSource.errorCode };

/** Every documented refusal outside the table on an operation that takes a security group. */
export const documentedOperations: readonly DocumentedOperation[] = [
	{
		product: 'Ecs',
		operation: 'ModifyInstanceVpcAttribute',
		...refused,
		evidence: {
			kind: 'error-list',
			source:
				'https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-modifyinstancevpcattribute',
			date: '2025-12-22',
		},
		quote: 'You cannot modify security groups managed by cloud services',
	},
	{
		product: 'Eci',
		operation: 'CreateContainerGroup',
		...refused,
		evidence: {
			kind: 'error-list',
			source: 'https://api.aliyun.com/meta/v1/products/Eci/',
			date: '2026-06-02',
		},
		quote: 'The operation is forbidden. The security group has been managed by another cloud product.',
	},
	{
		product: 'Eci',
		operation: 'CreateVirtualNode',
		...refused,
		evidence: { kind: 'error-list', ...apiMetadata },
		quote: 'The operation is forbidden. The security group has been managed by another cloud product.',
		doubt:
			'the list is shared with UpdateVirtualNode, DeleteVirtualNode and DescribeVirtualNodes, so it does not prove that CreateVirtualNode answers so',
	},
	{
		product: 'amqp-open',
		operation: 'CreateInstance',
		...refused,
		errorCode: null,
		evidence: {
			kind: 'parameter-doc',
			source: 'Description of SecurityGroupId in the generated SDKs of amqp-open 2019-12-12',
			date: '2026-11',
		},
		quote: 'Managed security groups are not supported',
	},
];

const byName = new Map(documentedOperations.map((one) => [nameOf(one), one]));

/** `Ecs JoinSecurityGroup` */
export function nameOf({ product, operation }: { readonly product: string; readonly operation: string }): string {
	return `${product} ${operation}`;
}

/** Evidence of every row of the vendor's table. */
export const tableEvidence: Evidence = {
	kind: 'table',
	source: permissionTableSource.url,
	date: permissionTableSource.date,
};

/** Returns the permission of an operation on a managed group; undefined if no document decides. */
export function permissionOf(call: {
	readonly product: string;
	readonly operation: string;
}): EvidencedPermission | undefined {
	if (isListed(call.product, call.operation)) {
		const permission = permissionTable[call.operation];
		return {
			...permission,
			errorCode: permission.account ? null : permissionTableSource.errorCode,
			evidence: tableEvidence,
		};
	}
	const documented = byName.get(nameOf(call));
	return documented?.doubt === undefined ? documented : undefined;
}

/** Returns the document on an operation whether or not it decides; undefined for the rows of the table. */
export function documentOn(call: {
	readonly product: string;
	readonly operation: string;
}): DocumentedOperation | undefined {
	return byName.get(nameOf(call));
}

/** Evidence that operations on a managed network interface are refused: the error list of each has the same code. */
export const interfaceEvidence = {
	kind: 'error-list',
	...apiMetadata,
	errorCode: 'InvalidOperation.EniServiceManaged',
} as const;

/** Operations of ECS whose error lists have that code. */
export const interfaceOperations: readonly string[] = [
	'JoinSecurityGroup',
	'LeaveSecurityGroup',
	'ModifyNetworkInterfaceAttribute',
	'AttachNetworkInterface',
	'DetachNetworkInterface',
	'DeleteNetworkInterface',
	'AssignPrivateIpAddresses',
	'UnassignPrivateIpAddresses',
	'AssignIpv6Addresses',
	'UnassignIpv6Addresses',
	'EnableNetworkInterfaceQoS',
	'DisableNetworkInterfaceQoS',
];

/** Operations on network interfaces whose own page has the code, by the date on which it was added there. */
export const interfaceOperationsAdded: Readonly<Record<string, string>> = {
	EnableNetworkInterfaceQoS: '2025-12-03',
	DisableNetworkInterfaceQoS: '2025-12-03',
};

/** Operations on network interfaces that no entry predicts, with the reason. */
export const uncalledInterfaceOperations: Readonly<Record<string, string>> = {
	EnableNetworkInterfaceQoS:
		'no version of the provider calls it (the source of 1.105.0 to 1.289.0 and of 2.0.0-beta3)',
	DisableNetworkInterfaceQoS:
		'no version of the provider calls it (the source of 1.105.0 to 1.289.0 and of 2.0.0-beta3)',
};

/** Returns whether the operation documents the refusal of a managed network interface. */
export function refusesManagedInterface({
	product,
	operation,
}: {
	readonly product: string;
	readonly operation: string;
}): boolean {
	return product === 'Ecs' && interfaceOperations.includes(operation);
}
