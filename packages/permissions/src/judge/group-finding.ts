import { type InventoryGroup, ownerOf } from '@sg-preflight/inventory';
import type { EcsOperation, GroupReference, ResourceChange } from '@sg-preflight/operations';
import type { Finding, FindingGroup, Rule } from '../finding.js';
import { Recurring } from '../recurring.js';
import { type Evidence, permissionOf } from '../table/evidence.js';
import { effectOf } from '../text/effect.js';
import { remedyOf } from '../text/remedy.js';
import { docsOf } from '../text/rules.js';
import { judgeGroup, type Objection } from './judge-group.js';
import type { JudgeRequest } from './judge-request.js';
import { shown, shownId } from './shown-group.js';

/** The parts of a finding that are the same for equal operations on equal groups of all resources. */
export interface FindingFacts extends Pick<Objection, 'rule' | 'sentence'> {
	readonly group: FindingGroup;
	readonly errorCode: string | null;
	readonly evidence: Evidence | undefined;
	readonly effect: string;
	/** Null if it names the resource. */
	readonly remedy: string | null;
	readonly objection: Objection;
}

/** The findings about groups of one document. What recurs in them is judged once, and is in memory once. */
export class GroupFindings {
	readonly #facts = new Recurring<FindingFacts | null>();

	constructor(readonly request: JudgeRequest) {}

	/** Judges an operation on a group; undefined if it is allowed. */
	factsOf(
		operation: EcsOperation,
		group: GroupReference,
		change: ResourceChange | undefined,
	): FindingFacts | undefined {
		const { product, operation: name, certain, byVersion, region, account, consequence, action, deposed } = operation;
		const decisive = [product, name, certain, byVersion, region, account, consequence, action, deposed !== null];
		const key = JSON.stringify([...decisive, change?.actions, group]);
		let facts = this.#facts.get(key);
		if (facts === undefined) {
			const objection = judgeGroup(operation, group, this.request);
			facts = objection === undefined ? null : this.factsOfObjection(objection, operation, group, change);
			this.#facts.set(key, facts);
		}
		return facts ?? undefined;
	}

	factsOfObjection(
		objection: Objection,
		operation: EcsOperation,
		group: GroupReference,
		change: ResourceChange | undefined,
	): FindingFacts {
		const { rule, sentence, listing } = objection;
		const { errorCode, evidence } = proofOf(operation, rule);
		let namesResource = false;
		const remedy = this.#remedyOf(objection, operation, group, change, () => {
			namesResource = true;
			return operation.address;
		});
		return {
			rule,
			sentence,
			group: findingGroup(group, listing),
			errorCode,
			evidence,
			effect: effectOf(operation.consequence, rule),
			remedy: namesResource ? null : remedy,
			objection,
		};
	}

	make(
		facts: FindingFacts,
		operation: EcsOperation,
		group: GroupReference,
		change: ResourceChange | undefined,
	): Finding {
		const { input, principal } = this.request;
		const { address, deposed, type, action, product, consequence } = operation;
		const { rule, errorCode, evidence } = facts;
		const message = `${address}${deposed ? ` (deposed object ${deposed})` : ''}: ${facts.sentence}`;
		const remedy = facts.remedy ?? this.#remedyOf(facts.objection, operation, group, change, () => address);
		const location = change?.location ?? null;
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
				group: facts.group,
				principal,
				errorCode,
				message,
				consequence,
				effect: facts.effect,
				remedy,
				docs: docsOf(rule),
				location,
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
			group: facts.group,
			principal,
			errorCode,
			evidence,
			message,
			consequence,
			effect: facts.effect,
			remedy,
			docs: docsOf(rule),
			location,
			waiver: null,
		};
	}

	#remedyOf(
		{ rule, listing }: Objection,
		operation: EcsOperation,
		group: GroupReference,
		change: ResourceChange | undefined,
		address: () => string,
	): string {
		const { kind, toolVersion } = this.request.reading;
		return remedyOf(rule, kind, {
			operation,
			address,
			group,
			change,
			listing: listing && shown(group, listing),
			toolVersion,
		});
	}
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
