import type { Inventory } from '@sg-preflight/inventory';
import type { GroupReference } from '@sg-preflight/operations';
import type { Finding, Judgement, Location } from '../finding.js';
import type { Principal } from '../principal.js';
import { docsOf, rules } from '../text/rules.js';
import { findingGroup, proofOf } from './group-finding.js';
import { judgeGroup } from './judge-group.js';

/** An operation that an argument hands a group to, as the group to act on. */
export interface ActingCall {
	readonly product: string;
	readonly operation: string;
}

/** A group id written as a literal in an argument that acts on the group. */
export interface GroupLiteral {
	readonly id: string;
	/** `alicloud_instance.web`; null when the text alone was searched. */
	readonly address: string | null;
	readonly type: string | null;
	/** The argument's name as the file has it. */
	readonly attribute: string;
	readonly calls: readonly ActingCall[];
	readonly location: Location;
}

export interface JudgeLiteralsRequest {
	/** Name of the file as the user gave it. */
	readonly input: string;
	readonly literals: readonly GroupLiteral[];
	readonly inventory: Inventory;
	readonly principal: Principal;
}

/** Judges the literals of one source file. Pure; at most one finding for each literal. */
export function judgeLiterals({ literals, ...request }: JudgeLiteralsRequest): Judgement {
	return { findings: literals.flatMap((literal) => judgeLiteral(literal, request)), allowed: [] };
}

/** Calls {@link judgeGroup} for each call of the argument; the worst answer counts. */
function judgeLiteral(
	{ id, address, type, attribute, calls, location }: GroupLiteral,
	{ input, inventory, principal }: Omit<JudgeLiteralsRequest, 'literals'>,
): Finding[] {
	const group: GroupReference = { role: 'target', id, attribute };
	const objections = calls.flatMap((call) => {
		const objection = judgeGroup({ ...call, certain: true, region: null, account: null }, group, {
			inventory,
			principal,
		});
		return objection ? [{ ...call, ...objection }] : [];
	});
	const worst = objections.find(({ rule }) => rule === 'refused-operation') ?? objections[0];
	if (worst === undefined) return [];
	const { rule, product, operation, sentence, listing } = worst;
	const refused = rule === 'refused-operation';
	return [
		{
			rule,
			verdict: refused ? 'refused' : 'undetermined',
			input,
			address,
			deposed: null,
			type,
			action: null,
			product,
			operation,
			group: findingGroup(group, listing),
			principal,
			...proofOf({ product, operation }, rule),
			message: `${attribute}: ${sentence}`,
			consequence: null,
			effect: null,
			remedy: rules[rule].remedies[0] ?? '',
			docs: docsOf(rule),
			location,
			waiver: null,
		},
	];
}
