import { attributesOf, type Coverage, entryOf, isReviewed, speaksOfGroups } from '@sg-preflight/operations';
import { only, type PlannedChange } from './planned-change.js';

/** The changes of one plan with an action, sorted by what is known of their types. */
export class SortedChanges {
	readonly #coverage = {
		changes: 0,
		mapped: 0,
		reviewed: 0,
		unmapped: [] as { address: string; type: string }[],
		unrelated: 0,
	};
	/** Those of types with an entry, with the attributes that the entry reads. */
	readonly planned: PlannedChange[] = [];

	get coverage(): Coverage {
		return this.#coverage;
	}

	/** Counts a change of a type that {@link isReviewed}, of which nothing else is read. */
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
			return;
		}
		coverage.changes++;
		if (entry !== undefined) {
			coverage.mapped++;
			this.planned.push(only(change, attributesOf(entry)));
		} else if (speaksOfGroups(type, [change.before, change.after, change.afterUnknown])) {
			coverage.unmapped.push({ address, type });
		} else coverage.unrelated++;
	}
}
