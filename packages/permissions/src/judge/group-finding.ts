import { type InventoryGroup, ownerOf } from '@sg-preflight/inventory';
import type { EcsOperation, GroupReference, ResourceChange } from '@sg-preflight/operations';
import type { Finding, FindingGroup, Rule } from '../finding.js';
import { Recurring, textInterner } from '../recurring.js';
import { type Evidence, permissionOf } from '../table/evidence.js';
import { effectOf } from '../text/effect.js';
import { remedyOf } from '../text/remedy.js';
import { docsOf } from '../text/rules.js';
import type { JudgeRequest } from './judge-request.js';
import type { Objection } from './objection.js';
import { shown, shownId } from './shown-group.js';

type FindingMaker = (
	operation: EcsOperation,
	group: GroupReference,
	objection: Objection,
	change: ResourceChange | undefined,
) => Finding;

/** Returns a function that makes the findings of one document. What recurs in them is in memory once. */
export function findingMaker({ input, reading, principal }: JudgeRequest): FindingMaker {
	const interned = textInterner();
	const groups = new Recurring<FindingGroup>();
	const { kind, toolVersion } = reading;
	return (operation, group, { rule, sentence, listing }, change) => {
		const { address, deposed, type, action, product, consequence } = operation;
		const { errorCode, evidence } = proofOf(operation, rule);
		const shownListing = listing && shown(group, listing);
		const about = {
			group: groups.of(JSON.stringify(group), () => findingGroup(group, listing)),
			message: `${address}${deposed ? ` (deposed object ${deposed})` : ''}: ${sentence}`,
			effect: interned(effectOf(consequence, rule)),
			remedy: interned(remedyOf(rule, kind, { operation, group, change, listing: shownListing, toolVersion })),
			location: change?.location ?? null,
		};
		// Literals without spread parts: those would double the memory of each of 100,000 findings.
		if (evidence === undefined) {
			return {
				rule,
				verdict: rule === 'refused-operation' ? 'refused' : 'undetermined',
				input,
				address,
				deposed,
				type,
				action,
				product,
				operation: operation.operation,
				group: about.group,
				principal,
				errorCode,
				message: about.message,
				consequence,
				effect: about.effect,
				remedy: about.remedy,
				docs: docsOf(rule),
				location: about.location,
				waiver: null,
			};
		}
		return {
			rule,
			verdict: 'refused',
			input,
			address,
			deposed,
			type,
			action,
			product,
			operation: operation.operation,
			group: about.group,
			principal,
			errorCode,
			evidence,
			message: about.message,
			consequence,
			effect: about.effect,
			remedy: about.remedy,
			docs: docsOf(rule),
			location: about.location,
			waiver: null,
		};
	};
}

/** The error code and the evidence of a refusal; another finding has neither. */
export function proofOf(
	call: Pick<EcsOperation, 'product' | 'operation'>,
	rule: Rule,
): { readonly errorCode: string | null; readonly evidence?: Evidence } {
	const permission = rule === 'refused-operation' ? permissionOf(call) : undefined;
	return permission ? { errorCode: permission.errorCode, evidence: permission.evidence } : { errorCode: null };
}

/** Returns the group of a finding. */
export function findingGroup(group: GroupReference, listing: InventoryGroup | undefined): FindingGroup {
	const owner = listing && ownerOf(shown(group, listing));
	return {
		id: group.id === null ? null : shownId(group, listing),
		name: group.sensitive ? null : (listing?.name ?? null),
		serviceId: listing?.managed ? listing.serviceId : null,
		...(owner ? { product: owner.product } : {}),
		role: group.role,
		attribute: group.attribute,
		...(group.origin && !(group.sensitive && group.id !== null) ? { origin: group.origin } : {}),
	};
}
