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
	/** The provider's version as far as it is known; absent if it is unknown. */
	readonly provider?: ProviderVersion;
	/** The reader and the maker of a saved plan; absent for every other document. */
	readonly savedPlan?: SavedPlanReading;
	/** The user's own programs that the plan runs; absent if there are none. */
	readonly programs?: readonly UserProgram[];
	/** Reasons why the given sources do not show every value; absent if they show all. */
	readonly sourceProblems?: readonly string[];
	/** The order of the changes; absent if the document has none. Callable only while the document's source is open. */
	dependencies?(): Dependencies;
}

/** The reader and the maker of a saved plan, as far as the plan names them. */
export interface SavedPlanReading {
	/** `sg-preflight` itself, or the command that printed its JSON. */
	readonly reader: string;
	/** The reason why sg-preflight did not read it itself; null if it did, or if the user named the program. */
	readonly reason: string | null;
	readonly tool: 'terraform' | 'opentofu' | null;
	readonly toolVersion: string | null;
	/** The version of aliyun/alicloud in the plan's lock file. */
	readonly providerVersion: string | null;
	/** Reasons why sources in it were left out, one sentence each; empty if all were read or none were needed. */
	readonly omittedSources: readonly string[];
}

/** A provisioner, or the template or request that a resource runs. The plan does not show its calls. */
export interface UserProgram {
	readonly address: string;
	readonly type: string;
	readonly action: Action;
	readonly program: {
		/** `Terraform` for a provisioner, `Pulumi` for a command, else the product that runs it. */
		readonly product: string;
		/** `local-exec provisioner`, `template or request`. */
		readonly name: string;
	};
	/** The ids in its input. */
	readonly groups: readonly { readonly id: string; readonly attribute: string; readonly sensitive?: true }[];
}

/**
 * The order in which an apply changes resources: the resources that one needs are created and updated before it, and
 * deleted after it.
 */
export interface Dependencies {
	/** The resource block of an address. All instances of a block have the same order. */
	blockOf(address: string): string;
	/** The blocks that a block needs, directly or through others. */
	needs(block: string): ReadonlySet<string>;
	/** The blocks that need it. */
	neededBy(block: string): ReadonlySet<string>;
}

/** Changes with an action (create, update, delete; a replacement is one), by what is known of their types. */
export interface Coverage {
	readonly changes: number;
	/** Changes of types with an entry. */
	readonly mapped: number;
	/** Changes of types that were reviewed and never touch a security group of ECS. */
	readonly reviewed: number;
	/** Changes of types in neither list whose values or attribute names refer to a security group. */
	readonly unmapped: readonly { readonly address: string; readonly type: string }[];
	/** Changes of types in neither list that do not refer to a security group: other providers' types. */
	readonly unrelated: number;
}

/** The version of the Terraform provider that applies the plan, as far as it is known. */
export interface ProviderVersion {
	readonly versions: VersionRange;
	/** The source of the version. `attributes`: the document has attributes that the provider has since that version. */
	readonly by: 'option' | 'plan-lock-file' | 'source-lock-file' | 'constraint' | 'attributes';
	/** A version that was named and cannot be the one, because it lacks attributes of the document. */
	readonly contradicts?: { readonly by: ProviderVersion['by']; readonly version: string };
}
