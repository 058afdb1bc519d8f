import type { PlanReading } from '@sg-preflight/operations';
import type { CheckedReading } from '@sg-preflight/permissions';
import type { Notice } from './notices/notice.js';

/** The result of checking one input. */
export type Checked = CheckedInput | UnreadableInput;

export interface CheckedInput extends CheckedReading {
	readonly kind: 'checked';
	readonly input: string;
	/** Facts about the whole document. */
	readonly document: Omit<PlanReading, 'changes' | 'kind'> & { readonly kind: PlanReading['kind'] | 'source-file' };
	/** About the waivers in its sources. */
	readonly notices: readonly Notice[];
}

export interface UnreadableInput {
	readonly kind: 'unreadable';
	readonly input: string;
	/** Why, as a message for the user. */
	readonly error: string;
}

/** Whether an input was checked. */
export function isChecked(one: Checked): one is CheckedInput {
	return one.kind === 'checked';
}
