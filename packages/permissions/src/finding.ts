import type { ServiceId } from '@sg-preflight/inventory';
import type { Action, Consequence, EcsOperation, Origin, Role } from '@sg-preflight/operations';
import type { Principal } from './principal.js';
import type { Evidence } from './table/evidence.js';

export type Verdict = 'refused' | 'undetermined' | 'allowed';

/** The reason of an `undetermined` verdict; also the finding's rule. */
export const reasons = [
	'unknown-group',
	'unproven-group',
	'unlisted-group',
	'unlisted-operation',
	'member',
	'unmapped-resource',
	'incomplete-plan',
] as const;
export type Reason = (typeof reasons)[number];

export type Rule = 'refused-operation' | Reason;

/** The effect of undetermined findings on the exit status. */
export type Policy = 'fail' | 'warn' | 'ignore';

export interface FindingGroup {
	/** Null if known after apply; `(sensitive)` if the attribute is under a sensitive mask. */
	readonly id: string | null;
	readonly name: string | null;
	/** ServiceID of the cloud service that owns the group, null if not managed or not known. */
	readonly serviceId: ServiceId | null;
	/** The cloud service's name if it is known: from the inventory, a known ServiceID or a known group name. */
	readonly product?: string;
	readonly role: Role;
	readonly attribute: string;
	readonly origin?: Origin;
}

/** The network interface that an operation acts on. */
export interface FindingInterface {
	/** Null if it is known after apply; `(sensitive)` if the attribute is under a sensitive mask. */
	readonly id: string | null;
	/** ServiceID of the cloud service that owns it; null if it is not managed or not known. */
	readonly serviceId: ServiceId | null;
	readonly attribute: string;
}

/** The place of a resource in the sources; lines and columns count from 1. */
export interface Location {
	readonly file: string;
	readonly line: number;
	readonly column: number;
	/** The module calls that lead to it, outermost first. */
	readonly via?: readonly { readonly file: string; readonly line: number; readonly column: number }[];
}

export interface Waiver {
	readonly reason: string;
	readonly owner: string;
	readonly expires: string | null;
}

/** One step of an apply: what is done to one object. */
export interface PlanStep {
	readonly address: string;
	readonly action: Action;
}

/** Steps of an apply, with the first few by name. */
export interface PlanSteps {
	readonly count: number;
	readonly first: readonly PlanStep[];
}

/**
 * The state of an apply when the API refuses an operation, by the plan's dependencies: as far as the document has them,
 * and only for changes of mapped types.
 */
export interface BlastRadius {
	/** Certainly made before the operation. */
	readonly made: PlanSteps;
	/** Number of changes that nothing orders: they may be made before it, while it is tried, or after it. */
	readonly unordered: number;
	/** Steps that wait for the operation, and are not made when it stops the apply. */
	readonly waiting: PlanSteps;
}

/** The refusal that an apply stops at before it comes to an operation. */
export interface StoppedBy extends PlanStep {
	readonly operation: string;
}

/** The apply of a plan in which the API refuses something, as far as the order of its steps is certain. */
export interface ApplyTimeline {
	/** Made before a refusal that stops the apply. */
	readonly done: PlanSteps;
	/** The apply stops at these with an error. */
	readonly refused: PlanSteps;
	/** The provider ignores a refusal in these, so that the apply reports success and does not make the change. */
	readonly ignored: PlanSteps;
	/** No order between these and a refusal. */
	readonly mayHaveRun: PlanSteps;
	/** These wait for a step that is refused. */
	readonly notReached: PlanSteps;
}

/** A problem of one operation on one group; of a resource or a whole plan, the other fields are null. */
export interface Finding {
	readonly rule: Rule;
	readonly verdict: 'refused' | 'undetermined';
	/** Name of the input as the user gave it. */
	readonly input: string;
	readonly address: string | null;
	readonly deposed: string | null;
	readonly type: string | null;
	readonly action: Action | null;
	readonly product: string | null;
	readonly operation: string | null;
	readonly group: FindingGroup | null;
	/** The network interface of a finding about one, else absent; `group` is then null. */
	readonly networkInterface?: FindingInterface;
	readonly principal: Principal;
	/** The API's error code for a refusal; null for an undetermined finding, or if no document names the code. */
	readonly errorCode: string | null;
	/** The evidence of a refusal; absent from an undetermined finding. */
	readonly evidence?: Evidence;
	/** One sentence: the problem. */
	readonly message: string;
	/** The provider's reaction when the API refuses. */
	readonly consequence: Consequence | null;
	/** The consequence for the apply, and the steps that are done by then. */
	readonly effect: string | null;
	/** The next step for the user. */
	readonly remedy: string;
	/** Address of the rule's page. */
	readonly docs: string;
	/** Only for a refusal in a document with dependencies. */
	readonly blastRadius?: BlastRadius;
	/** The refusal before an operation that the apply does not reach, else absent. */
	readonly stoppedBy?: StoppedBy;
	readonly location: Location | null;
	readonly waiver: Waiver | null;
}

/** The judged operations of one document. */
export interface Judgement {
	readonly findings: readonly Finding[];
	/** Operations whose groups are all allowed. */
	readonly allowed: readonly EcsOperation[];
	/** The rest of the apply, if the document has an order of its changes; absent without a refusal. */
	readonly timeline?: ApplyTimeline;
}
