import type { Inventory } from '@sg-preflight/inventory';
import type { EcsOperation, GroupReference, UnprovenAttribute } from '@sg-preflight/operations';
import type { Judgement } from '../finding.js';
import { InOrder } from '../in-order.js';
import { objectKey } from '../object-key.js';
import { findingsOfDocument } from './document-findings.js';
import { Findings } from './findings.js';
import { type FindingFacts, GroupFindings } from './group-finding.js';
import { isAllowedOnAny, type Objection } from './judge-group.js';
import { interfaceFinding, judgeInterfaces } from './judge-interface.js';
import type { JudgeRequest } from './judge-request.js';

/** The facts of the finding of one group. */
interface GroupFacts {
	readonly group: GroupReference;
	readonly facts: FindingFacts;
}

/** Judges every operation of a document on every group. Pure; the findings are in the order of the operations. */
export function judge(request: JudgeRequest): Judgement {
	const { reading, principal, input, inventory } = request;
	const changes = new InOrder(reading.changes, objectKey);
	const findings = new Findings();
	const ofGroups = new GroupFindings(request);
	const allowed: EcsOperation[] = [];
	for (const operation of request.operations) {
		const object = objectKey(operation);
		const change = changes.find(object);
		const judged: GroupFacts[] = [];
		for (const group of operation.groups) {
			const facts = ofGroups.factsOf(operation, group, change);
			if (facts) judged.push({ group, facts });
		}
		for (const { group, objection } of unprovenObjections(operation, judged)) {
			judged.push({ group, facts: ofGroups.factsOfObjection(objection, operation, group, change) });
		}
		const ofInterfaces = judgeInterfaces(operation, inventory, principal);
		// The interface's own fact decides what the membership alone leaves open.
		const isDecided = ofInterfaces.some(({ rule }) => rule === 'refused-operation');
		const isOpen = ({ facts }: GroupFacts): boolean => !(isDecided && facts.rule === 'member');
		if (ofInterfaces.length === 0 && !judged.some(isOpen)) allowed.push(operation);
		for (const objection of ofInterfaces) {
			const place = findings.placeFor(object, operation, ['interface', objection.reference], objection.rule);
			if (place !== null) findings.all[place] = interfaceFinding(objection, operation, { input, principal, change });
		}
		for (const one of judged) {
			if (!isOpen(one)) continue;
			const { group, facts } = one;
			const place = findings.placeFor(object, operation, [group.id ?? group.origin ?? group.attribute], facts.rule);
			if (place === null) continue;
			findings.all[place] = ofGroups.make(withInterface(facts, operation, inventory), operation, group, change);
		}
	}
	return { findings: [...findings.all, ...findingsOfDocument(request)], allowed };
}

/** A member's interface that is not managed leaves the verdict undetermined: it does not prove a refusal. */
function withInterface(facts: FindingFacts, { interfaces = [] }: EcsOperation, inventory: Inventory): FindingFacts {
	const isOwn = interfaces.some(({ id }) => id !== null && inventory.interfaces?.get(id)?.managed === false);
	if (facts.rule !== 'member' || !isOwn) return facts;
	return { ...facts, sentence: facts.sentence.replace(/\.$/, '; the network interface itself is not managed.') };
}

/**
 * Returns one objection for each attribute that may name other groups than those that were judged. An attribute with an
 * unknown group needs no second one.
 */
function unprovenObjections(
	operation: EcsOperation,
	judged: readonly GroupFacts[],
): { readonly group: GroupReference; readonly objection: Objection }[] {
	const isUnknown = (attribute: string): boolean =>
		judged.some(({ group }) => group.id === null && group.attribute === attribute);
	return (operation.unproven ?? [])
		.filter(({ role, attribute }) => !isAllowedOnAny(operation, role) && !isUnknown(attribute))
		.map((unproven) => ({
			group: { role: unproven.role, id: null, attribute: unproven.attribute },
			objection: { rule: 'unproven-group', sentence: unprovenText(operation, unproven) },
		}));
}

const documents: Record<UnprovenAttribute['by'], string> = {
	'plan-json': 'plan JSON cannot show',
	sources: 'the sources cannot show',
	preview: 'the preview cannot show',
};

function unprovenText({ address }: EcsOperation, { attribute, by, reason }: UnprovenAttribute): string {
	const because = reason === undefined ? '' : `, because ${reason}`;
	return `${documents[by]} that ${attribute} of ${address} is only the groups created here${because}.`;
}
