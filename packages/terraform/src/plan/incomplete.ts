import { listed } from '@sg-preflight/documents';

/** Most addresses that a sentence names. */
const namedAddresses = 5;

/** Keys of plan JSON for changes that are listed apart, because their operations are unknown. */
export type Announcement = 'deferred_changes' | 'deferred_action_invocations' | 'action_invocations';

const reasons: { readonly [key in Announcement]: string } = {
	deferred_changes: 'deferred to a later plan, so that its operations are not known',
	deferred_action_invocations: 'a deferred provider action, whose API calls are unknown',
	action_invocations: 'a provider action, whose API calls are unknown',
};

export const erroredSentence = 'planning ended with an error (errored is true), so that changes may be missing';
export const incompleteSentence = 'the plan leaves changes for a later plan (complete is false)';

/** Collects the addresses of announced changes for one sentence. */
export class AnnouncedChanges {
	#count = 0;
	readonly #addresses: string[] = [];

	constructor(readonly key: Announcement) {}

	addChange(): void {
		this.#count++;
	}

	/** Adds the address of the last change. */
	addAddress(address: string): void {
		if (this.#addresses.length < namedAddresses) this.#addresses.push(address);
	}

	/** Null when there are none. */
	get sentence(): string | null {
		if (this.#count === 0) return null;
		const names = listed(this.#addresses, { most: namedAddresses, count: this.#count });
		return `${names}: ${reasons[this.key]} (${this.key})`;
	}
}
