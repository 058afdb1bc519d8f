import type { Unknown } from '@sg-preflight/operations';

/** The answer of the sources about a value. */
export type WrittenAnswer =
	/** Null if the provider computes the value. */
	| { readonly kind: 'evaluated'; readonly value: Unknown | null }
	/** The sources that it depends on are not what was planned. */
	| { readonly kind: 'stale'; readonly problem: string };

/** Tells of values by the sources that a plan was made from. */
export interface WrittenTracing {
	trace(address: string, path: readonly (string | number)[]): WrittenAnswer;
	/** The literal texts in each provisioner of a resource, in their order; none if the sources do not tell. */
	provisionerTexts(address: string): readonly (readonly string[])[];
	/** Why sources do not tell, of all that was asked. */
	readonly problems: readonly string[];
}
