import type { Action, ResourceChange } from './change/resource-change.js';
import type { VersionRange } from './provider/version.js';

/** The result of reading a plan or preview. */
export interface PlanReading {
	readonly kind: 'terraform-plan' | 'pulumi-preview';
	/** The document's own format version, null if it has none. */
	readonly formatVersion: string | null;
	/** Version of Terraform or OpenTofu that wrote the document; left out if the document does not say. */
	readonly toolVersion?: string;
	/** Changes with an action, of types with an entry only, in the document's order. */
	readonly changes: readonly ResourceChange[];
	readonly coverage: Coverage;
	/** Reasons why changes may be missing from the document (errored, deferred, an action invocation…); empty if none are. */
	readonly incomplete: readonly string[];
	/** What is known of the provider's version; left out if nothing is. */
	readonly provider?: ProviderVersion;
	/** How a saved plan was read and what made it; left out for every other document. */
	readonly savedPlan?: SavedPlanReading;
	/** What the plan runs that is the user's own; left out if there is nothing. */
	readonly programs?: readonly UserProgram[];
	/** Why sources that were given do not tell of values; left out if they tell of all. */
	readonly sourceProblems?: readonly string[];
	/** The order that the document gives to the changes; absent where it gives none. Only while its source is open. */
	dependencies?(): Dependencies;
}

/** How a saved plan was read, and what made it as far as it says so. */
export interface SavedPlanReading {
	/** `sg-preflight` itself, or the command that printed its JSON. */
	readonly reader: string;
	/** Why not sg-preflight itself; null when it was, or the user named the program. */
	readonly reason: string | null;
	readonly tool: 'terraform' | 'opentofu' | null;
	readonly toolVersion: string | null;
	/** The version of aliyun/alicloud in the plan's lock file. */
	readonly providerVersion: string | null;
	/** Why sources in it were left out, one sentence each; empty when all were read, or none were needed. */
	readonly omittedSources: readonly string[];
}

/** A provisioner, or the template or request that a resource runs: the plan does not tell what it calls. */
export interface UserProgram {
	readonly address: string;
	readonly type: string;
	readonly action: Action;
	readonly program: {
		/** `Terraform` for a provisioner, else the product that runs it. */
		readonly product: string;
		/** `local-exec provisioner`, `template or request`. */
		readonly name: string;
	};
	/** The ids in what it is given. */
	readonly groups: readonly { readonly id: string; readonly attribute: string; readonly sensitive?: true }[];
}

/**
 * The order in which an apply changes resources: the resources that one needs are created and updated before it, and
 * deleted after it.
 */
export interface Dependencies {
	/** The resource block of an address: the instances of one have the same order. */
	blockOf(address: string): string;
	/** The blocks that a block needs, directly or through others. */
	needs(block: string): ReadonlySet<string>;
	/** The blocks that need it. */
	neededBy(block: string): ReadonlySet<string>;
}

/** Changes with an action (create, update, delete; a replacement is one), by what is known of their types. */
export interface Coverage {
	readonly changes: number;
	/** Of a type with an entry. */
	readonly mapped: number;
	/** Of a type that was reviewed and never touches a security group of ECS. */
	readonly reviewed: number;
	/** Of a type in neither list, whose values or attribute names refer to a security group. */
	readonly unmapped: readonly { readonly address: string; readonly type: string }[];
	/** Of a type in neither list that does not refer to a security group: other providers' types. */
	readonly unrelated: number;
}

/** What is known of the version of the Terraform provider that applies the plan. */
export interface ProviderVersion {
	readonly versions: VersionRange;
	/** Where it is known from. `attributes`: the document has attributes that the provider has since that version. */
	readonly by: 'option' | 'plan-lock-file' | 'source-lock-file' | 'constraint' | 'attributes';
	/** A version that was named and cannot be the one, because it lacks attributes of the document. */
	readonly contradicts?: { readonly by: ProviderVersion['by']; readonly version: string };
}
