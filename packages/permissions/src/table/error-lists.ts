import { apiMetadata, documentOn, interfaceEvidence, nameOf, refusesManagedInterface } from './evidence.js';

/** The error list of an operation that does not decide whether managed groups are refused. */
interface ErrorList {
	/**
	 * `silent`: the operation publishes its errors, and none is about managed security groups. `empty`: it publishes none,
	 * so that nothing follows. `missing`: the operation is not in the metadata.
	 */
	readonly kind: 'silent' | 'empty' | 'missing';
	readonly date: string;
	/** The errors about groups that come nearest. */
	readonly nearest?: string;
}

const silent: ErrorList = { kind: 'silent', date: apiMetadata.date };
const empty: ErrorList = { kind: 'empty', date: apiMetadata.date };
const missing: ErrorList = { kind: 'missing', date: apiMetadata.date };

const groupQuota = { ...silent, nearest: 'its errors about groups are quotas' };
const invalidGroup = {
	...silent,
	nearest: 'the nearest is InvalidParam ("Specified ecs security group id is not valid")',
};

/** Error lists by `Product Operation`. Every other operation has the list of its product. */
const lists: Readonly<Record<string, ErrorList>> = {
	'Ecs CreateLaunchTemplate': { ...silent, date: '2025-05-27' },
	'Ecs CreateLaunchTemplateVersion': { ...silent, date: '2025-05-27' },
	'Ecs TagResources': {
		...silent,
		date: '2025-04-10',
		nearest: 'the nearest are InvalidResourceId.NotSupported and NoPermission.Tag',
	},
	'Ecs UntagResources': {
		...silent,
		date: '2025-04-10',
		nearest: 'the nearest are InvalidResourceId.NotSupported and NoPermission.Tag',
	},
	'Ecs JoinResourceGroup': { ...silent, date: '2023-11-20' },
	'Eci CreateImageCache': { ...silent, nearest: 'the nearest is OperationDenied.SecurityGroupMisMatch' },
	// Function Compute 2; the operations of version 3 are in the metadata.
	'FC CreateService': missing,
	'FC UpdateService': missing,
	'Emr RunCluster': missing,
	'Emr CreateClusterV2': missing,
	'Rds RunRCInstances': missing,
	'polardb CreateAIDBCluster': missing,
	'polardb ModifyDBClusterAccessWhitelist': { ...silent, nearest: 'the nearest is NumberExceed.securityGroupIds' },
};

const products: Readonly<Record<string, ErrorList>> = {
	Alb: {
		...silent,
		nearest:
			'the nearest is OperationDenied.SecurityGroupNotSupport, which does not name the reason; the guide says of managed groups that you "can only view but cannot modify, delete, or add instances to them"',
	},
	Nlb: {
		...silent,
		nearest: 'the nearest are Forbidden.SecurityGroup and Conflict.SecurityGroup, which do not name the reason',
	},
	Privatelink: { ...silent, nearest: 'the nearest is SecurityGroupTypeNotSupport, about basic and enterprise groups' },
	Rds: groupQuota,
	Dds: invalidGroup,
	'R-kvstore': invalidGroup,
	Ess: empty,
	CS: empty,
	FC: empty,
	HBase: empty,
	Dms: missing,
	ARMS: silent,
	'amqp-open': silent,
	alikafka: { ...silent, nearest: 'its list of 253 errors is one for all operations' },
	bastionhost: silent,
	'Yundun-bastionhost': silent,
	Cassandra: silent,
	cddc: silent,
	CloudAPI: silent,
	cloudphone: silent,
	eais: silent,
	Eci: silent,
	'eflo-controller': silent,
	EHPC: silent,
	elasticsearch: silent,
	Emr: silent,
	Ens: { ...silent, nearest: 'groups of ENS are not groups of ECS' },
	eventbridge: silent,
	NAS: silent,
	pvtz: silent,
	RocketMQ: silent,
	sae: silent,
};

/** Operations that only store the group; the API acts on it when instances are launched. */
const launchedLater: ReadonlySet<string> = new Set([
	'Ecs CreateLaunchTemplate',
	'Ecs CreateLaunchTemplateVersion',
	'Ess CreateScalingConfiguration',
	'Ess ModifyScalingConfiguration',
	'Ess CreateEciScalingConfiguration',
	'Ess ModifyEciScalingConfiguration',
]);

/**
 * Returns the known facts of an operation that the permission table does not cover, as clauses: its error list, and a
 * refusal that comes later.
 */
export function knownOf(call: { readonly product: string; readonly operation: string }): string {
	const name = nameOf(call);
	const documented = documentOn(call);
	if (documented?.doubt !== undefined) {
		return `its error list (${documented.evidence.date}) has ${documented.errorCode ?? 'such a refusal'}, "${documented.quote}", but ${documented.doubt}`;
	}
	const list = lists[name] ?? products[call.product];
	const parts = [list === undefined ? unreadText(call) : listText(list)];
	if (launchedLater.has(name)) {
		parts.push('the API accepts the group now and refuses it later, when instances are launched (RunInstances: No)');
	}
	return parts.join('; ');
}

function unreadText(call: { readonly product: string; readonly operation: string }): string {
	if (!refusesManagedInterface(call)) return 'its error list was not read';
	const { date, errorCode } = interfaceEvidence;
	return `its error list (${date}) names no refusal of managed security groups, but ${errorCode} for managed network interfaces`;
}

function listText({ kind, date, nearest }: ErrorList): string {
	const more = nearest === undefined ? '' : `; ${nearest}`;
	switch (kind) {
		case 'silent':
			return `its error list (${date}) names no refusal of managed security groups${more}`;
		case 'empty':
			return `the API publishes no error list for it (${date})`;
		case 'missing':
			return `the API metadata (${date}) does not have the operation`;
	}
}
