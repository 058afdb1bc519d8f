import { type Inventory, type InventoryGroup, type InventoryScope, ownerText } from '@sg-preflight/inventory';
import type { EcsOperation, GroupReference, Role } from '@sg-preflight/operations';
import type { Rule } from '../finding.js';
import { serviceIdOf } from '../principal.js';
import { knownOf } from '../table/error-lists.js';
import { documentOn, permissionOf } from '../table/evidence.js';
import { printedId } from '../text/group-id.js';
import { originText } from '../text/origin-text.js';
import { dependsOnVersion } from '../text/remedy.js';
import type { JudgeRequest } from './judge-request.js';
import { groupInSentence, shown, shownId } from './shown-group.js';

/** The reason why an operation on a group is not allowed. */
export interface Objection {
	readonly rule: Rule;
	/** Without the address that it is about. */
	readonly sentence: string;
	readonly listing?: InventoryGroup;
}

const actsOn: Record<Role, string> = { target: 'acts on', member: 'acts on a resource that is in', peer: 'names' };

/** The facts of a call that decide on its groups. */
export type JudgedCall = Pick<EcsOperation, 'product' | 'operation' | 'certain' | 'byVersion' | 'region' | 'account'>;

/** Returns whether the account may call the operation on every group in this role. */
export function isAllowedOnAny(operation: Pick<JudgedCall, 'product' | 'operation'>, role: Role): boolean {
	if (role === 'peer') return true;
	const permission = permissionOf(operation);
	if (permission?.account) return true;
	// The row of ModifyInstanceAttribute is about the groups that the request carries alone.
	return permission !== undefined && operation.operation === 'ModifyInstanceAttribute' && role === 'member';
}

/** Returns why the operation is not allowed; undefined if it is. The questions have the order of the verdict table. */
export function judgeGroup(
	operation: JudgedCall,
	group: GroupReference,
	{ inventory, principal }: Pick<JudgeRequest, 'inventory' | 'principal'>,
): Objection | undefined {
	if (isAllowedOnAny(operation, group.role)) return undefined;
	const permission = permissionOf(operation);
	const call = operation.product === 'Ecs' ? operation.operation : `${operation.product} ${operation.operation}`;
	if (group.id === null) {
		if (group.origin?.kind === 'created-in-plan') return undefined;
		return {
			rule: 'unknown-group',
			sentence: `${call} ${actsOn[group.role]} a group whose id is known after apply (${group.attribute}: ${originText(group.origin)}).`,
		};
	}
	const listing = inventory.groups.get(group.id);
	if (listing === undefined) {
		return {
			rule: 'unlisted-group',
			sentence: `${call} ${actsOn[group.role]} ${printedId(shownId(group, undefined))}, which is not in the inventory${outside(operation, inventory)}.`,
		};
	}
	if (listing.managed === null) {
		return {
			rule: 'unlisted-group',
			listing,
			sentence: `${call} ${actsOn[group.role]} ${printedId(shownId(group, listing))}. Whether it is managed is unknown, because ServiceManaged is missing in ${listing.where}.`,
		};
	}
	if (!listing.managed) return undefined;

	const own = serviceIdOf(principal);
	if (own !== null && listing.serviceId === own) return undefined;
	const owned = `${groupInSentence(group, listing)} is managed by ${ownerText(shown(group, listing))}`;
	if (own !== null && listing.serviceId === null) {
		return {
			rule: 'unlisted-group',
			listing,
			sentence: `${owned}. Whether that is service ${own} is unknown, because ServiceID is missing in ${listing.where}.`,
		};
	}
	if (!permission) {
		return {
			rule: 'unlisted-operation',
			listing,
			sentence: `${owned}. The permission table does not cover ${call}, and ${knownOf(operation)}.`,
		};
	}
	if (group.role === 'member') {
		return {
			rule: 'member',
			listing,
			sentence: `${call} acts on a resource that is in ${groupInSentence(group, listing)}, which is managed by ${ownerText(shown(group, listing))}. The request does not name the group, and the permission table does not tell whether the API checks it.`,
		};
	}
	if (!operation.certain || group.certain === false) {
		return {
			rule: 'unknown-group',
			listing,
			sentence: `${owned}, so the API would refuse ${call}. ${deciderText(operation, group)}.`,
		};
	}
	return {
		rule: 'refused-operation',
		listing,
		sentence: `${owned}. ${own === null ? 'Your account' : `Service ${own}`} may only read it, so the API refuses ${call}${permission.errorCode === null ? '' : ` with ${permission.errorCode}`}${documentText(operation)}.`,
	};
}

function deciderText(operation: JudgedCall, group: GroupReference): string {
	if (dependsOnVersion(operation, group)) {
		return `The provider's version decides whether ${operation.certain ? 'the request names the group' : 'the call is made'}`;
	}
	return `A value known after apply decides whether ${operation.certain ? 'it is this group' : 'the call is made'}`;
}

/** Explains why the inventory cannot list a group, if its scope shows it. */
function outside({ region, account }: JudgedCall, { scopes, incomplete }: Inventory): string {
	if (scopes.length === 0) return ', because no inventory was given';
	const ofAccount = scopes.filter((scope) => account === null || scope.account === null || scope.account === account);
	if (ofAccount.length === 0) return `, because the inventory does not cover account ${account}`;
	const covers = ({ regions }: InventoryScope): boolean =>
		region === null || regions === null || regions.includes(region);
	if (!ofAccount.some(covers)) return `, because the inventory does not cover region ${region}`;
	return incomplete.length > 0 ? `, and the inventory is incomplete (${incomplete.join('; ')})` : '';
}

/** The document outside the permission table that has the refusal, as the end of a sentence. */
function documentText(call: JudgedCall): string {
	const document = documentOn(call);
	if (document === undefined) return '';
	const { kind, date } = document.evidence;
	return `. ${kind === 'error-list' ? 'Its error list' : 'The description of its parameter'} (${date}): "${document.quote}"`;
}
