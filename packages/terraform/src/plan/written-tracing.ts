import type { Unknown } from '@sg-preflight/operations';

/** The answer of the sources about a value. */
export type WrittenAnswer =
	/** Null if the provider computes the value. */
	| { readonly kind: 'evaluated'; readonly value: Unknown | null }
	/** Why the sources do not match the plan. */
	| { readonly kind: 'stale'; readonly problem: string };

/** Traces values by evaluating the sources of a plan. */
export interface WrittenTracing {
	trace(address: string, path: readonly (string | number)[]): WrittenAnswer;
	/** Returns the literal texts in each provisioner of a resource, in order; none if the sources do not match. */
	provisionerTexts(address: string): readonly (readonly string[])[];
	/** Returns the reasons why sources could not be used, for all values traced so far. */
	readonly problems: readonly string[];
}
