import type { Action } from '@sg-preflight/operations';

/** An explanation for a person and for programs. */
export interface Explanation {
	readonly text: string;
	/** The JSON of the explanation, without its schema version. */
	readonly facts: object;
}

export const actions: readonly Action[] = ['create', 'update', 'delete'];
