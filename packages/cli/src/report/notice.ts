/**
 * What a finding does to the exit status: `error` makes it 1, `warning` does not, `note` is one that a waiver took
 * out.
 */
export type Level = 'error' | 'warning' | 'note';

/** What is to be said of the run itself: an old inventory, a waiver that is of no use. An error makes the status 2. */
export interface Notice {
	readonly level: Level;
	readonly message: string;
}
