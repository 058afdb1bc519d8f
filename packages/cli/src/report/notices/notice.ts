/**
 * The effect of a finding on the exit status: `error` makes it 1, `warning` does not, and `note` marks a waived
 * finding.
 */
export type Level = 'error' | 'warning' | 'note';

/** A notice about the run itself: a stale inventory, an unused waiver. An error makes the exit status 2. */
export interface Notice {
	readonly level: Level;
	readonly message: string;
}
