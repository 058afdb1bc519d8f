import {
	attributesOf,
	type Coverage,
	compareVersions,
	entryOf,
	intersection,
	isReviewed,
	oldestVersionWith,
	type ProviderVersion,
	runsUserRequest,
	speaksOfGroups,
	type UserProgram,
	type VersionRange,
} from '@sg-preflight/operations';
import { type KeptChange, type PlannedChange, pickAttributes, refuseStrangeGroups } from '../plan/planned-change.js';
import { requestOf } from './user-programs.js';

/** The changes of one plan with an action, sorted by type: with an entry, reviewed, unmapped, unrelated. */
export class SortedChanges {
	readonly #coverage = {
		changes: 0,
		mapped: 0,
		reviewed: 0,
		unmapped: [] as { address: string; type: string }[],
		unrelated: 0,
	};
	/** Changes of types with an entry, with the attributes that the entry reads. */
	readonly planned: KeptChange[] = [];

	/** The user's templates and requests that the plan runs. */
	readonly requests: UserProgram[] = [];

	#oldest: string | null = null;

	/**
	 * Returns the versions of the provider that the configuration allows and whose provider has the attributes of the changes.
	 * Empty if neither limits the versions.
	 */
	provider(allowed: VersionRange): { readonly provider?: ProviderVersion } {
		const shown = { from: this.#oldest, to: null };
		const versions = intersection(shown, allowed) ?? shown;
		const { from, to } = versions;
		if (from === null && to === null) return {};
		return { provider: { versions, by: from === to || from !== this.#oldest ? 'constraint' : 'attributes' } };
	}

	get coverage(): Coverage {
		return this.#coverage;
	}

	/** Counts a change of a type that {@link isReviewed}; nothing else of the change is read. */
	addReviewed(): void {
		this.#coverage.changes++;
		this.#coverage.reviewed++;
	}

	add(change: PlannedChange): void {
		const { address, type } = change;
		const coverage = this.#coverage;
		const entry = entryOf(type);
		if (entry === undefined && isReviewed(type)) {
			this.addReviewed();
			if (runsUserRequest(type)) this.requests.push(...requestOf(change));
			return;
		}
		coverage.changes++;
		if (entry !== undefined) {
			coverage.mapped++;
			refuseStrangeGroups(change, entry);
			const oldest = oldestVersionWith(entry.type, [change.before, change.after, change.afterUnknown]);
			if (oldest !== null && (this.#oldest === null || compareVersions(oldest, this.#oldest) > 0))
				this.#oldest = oldest;
			this.planned.push(pickAttributes(change, attributesOf(entry)));
		} else if (speaksOfGroups(type, [change.before, change.after, change.afterUnknown])) {
			coverage.unmapped.push({ address, type });
		} else coverage.unrelated++;
	}
}
