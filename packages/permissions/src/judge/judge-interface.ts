import { type Inventory, type InventoryInterface, ownerText } from '@sg-preflight/inventory';
import type { EcsOperation, InterfaceReference, ResourceChange } from '@sg-preflight/operations';
import type { Finding, FindingInterface } from '../finding.js';
import { type Principal, serviceIdOf } from '../principal.js';
import { interfaceEvidence, refusesManagedInterface } from '../table/evidence.js';
import { effectOf } from '../text/effect.js';
import { docsOf } from '../text/rules.js';

/** The reason why an operation on a network interface is not allowed. */
export interface InterfaceObjection {
	readonly rule: 'refused-operation' | 'unlisted-group' | 'unknown-group';
	/** Without the address that it is about. */
	readonly sentence: string;
	readonly remedy: string;
	readonly reference: InterfaceReference;
	readonly listing?: InventoryInterface;
}

/**
 * Judges an operation on the network interfaces that it acts on. Returns nothing if no inventory lists network
 * interfaces, or if the API documents no refusal of the operation.
 */
export function judgeInterfaces(
	operation: Pick<EcsOperation, 'product' | 'operation' | 'interfaces' | 'certain'>,
	{ interfaces }: Pick<Inventory, 'interfaces'>,
	principal: Principal,
): InterfaceObjection[] {
	if (interfaces === undefined || !refusesManagedInterface(operation)) return [];
	return (operation.interfaces ?? []).flatMap((reference) => {
		const objection = objectionTo(operation, reference, interfaces, principal);
		return objection ? [{ ...objection, reference }] : [];
	});
}

/** A value of another form may be a secret in the wrong argument, and is never printed. */
function printed(id: string, sensitive: true | undefined): string {
	if (sensitive) return '(sensitive)';
	return /^eni-[A-Za-z0-9-]{1,64}$/.test(id) ? id : '(not a network interface id)';
}

const pull = 'sg-preflight inventory pull --network-interfaces';

function objectionTo(
	{ operation, certain }: Pick<EcsOperation, 'operation' | 'certain'>,
	{ id, attribute, sensitive }: InterfaceReference,
	interfaces: ReadonlyMap<string, InventoryInterface>,
	principal: Principal,
): Omit<InterfaceObjection, 'reference'> | undefined {
	if (id === null) {
		return {
			rule: 'unknown-group',
			sentence: `${operation} acts on a network interface whose id is known after apply (${attribute}).`,
			remedy: 'To get a verdict, first apply the resource that returns the id, then plan again.',
		};
	}
	const name = printed(id, sensitive);
	const subject = name === id ? id : `The network interface ${name}`;
	const listing = interfaces.get(id);
	if (listing === undefined || listing.managed === null) {
		const why = listing === undefined ? 'is not in the inventory' : 'has no ServiceManaged in the inventory';
		return {
			rule: 'unlisted-group',
			sentence: `${operation} acts on the network interface ${name}, which ${why}.`,
			remedy: `Pull a newer inventory (\`${pull}\`).`,
		};
	}
	if (!listing.managed) return undefined;
	const own = serviceIdOf(principal);
	if (own !== null && listing.serviceId === own) return undefined;
	const owned = `${subject} is managed by ${ownerText(sensitive ? { ...listing, name: null } : listing)}`;
	if (own !== null && listing.serviceId === null) {
		return {
			rule: 'unlisted-group',
			listing,
			sentence: `${owned}. Whether that is service ${own} is unknown, because the inventory has no ServiceID for it.`,
			remedy: `Pull a newer inventory (\`${pull}\`).`,
		};
	}
	if (!certain) {
		return {
			rule: 'unknown-group',
			listing,
			sentence: `${owned}, so the API would refuse ${operation} on this network interface. A value known after apply decides whether the call is made.`,
			remedy: 'To get a verdict, first apply the resource that the value comes from, then plan again.',
		};
	}
	return {
		rule: 'refused-operation',
		listing,
		sentence: `${owned}, so the API refuses ${operation} on this network interface with ${interfaceEvidence.errorCode}.`,
		remedy:
			'Make this change through the service that owns the network interface, or remove it from the configuration.',
	};
}

/** Returns the finding of an objection. */
export function interfaceFinding(
	objection: InterfaceObjection,
	operation: EcsOperation,
	{ input, principal, change }: { input: string; principal: Principal; change: ResourceChange | undefined },
): Finding {
	const { address, deposed, type, action, product, consequence } = operation;
	return {
		rule: objection.rule,
		verdict: objection.rule === 'refused-operation' ? 'refused' : 'undetermined',
		input,
		address,
		deposed,
		type,
		action,
		product,
		operation: operation.operation,
		group: null,
		networkInterface: findingInterface(objection),
		principal,
		...interfaceProof(objection),
		message: `${address}${deposed ? ` (deposed object ${deposed})` : ''}: ${objection.sentence}`,
		consequence,
		effect: effectOf(consequence, objection.rule),
		remedy: objection.remedy,
		docs: docsOf(objection.rule),
		location: change?.location ?? null,
		waiver: null,
	};
}

function findingInterface({ reference, listing }: InterfaceObjection): FindingInterface {
	return {
		id: reference.id === null ? null : printed(reference.id, reference.sensitive),
		serviceId: listing?.managed ? listing.serviceId : null,
		attribute: reference.attribute,
	};
}

/** The error code and the evidence of a refusal; another finding has neither. */
function interfaceProof({ rule }: InterfaceObjection): Pick<Finding, 'errorCode' | 'evidence'> {
	if (rule !== 'refused-operation') return { errorCode: null };
	const { errorCode, ...evidence } = interfaceEvidence;
	return { errorCode, evidence };
}
