import type { EcsOperation } from '@sg-preflight/operations';
import type { Finding, Rule } from '../finding.js';

/** The findings in order, one for each operation and subject: the provider makes some calls twice. A refusal counts most. */
export class Findings {
	readonly all: Finding[] = [];
	/** Places by operation and subject, of the last object alone: the operations of an object come one after the other. */
	#places = new Map<string, number>();
	#object: string | null = null;

	/** Returns the place for a finding; null if the one that is there counts. */
	placeFor(
		object: string,
		{ action, product, operation }: EcsOperation,
		subject: readonly unknown[],
		rule: Rule,
	): number | null {
		// A map that is cleared keeps its older contents alive until the next full collection.
		if (object !== this.#object) this.#places = new Map();
		this.#object = object;
		const key = JSON.stringify([action, product, operation, ...subject]);
		const known = this.#places.get(key);
		if (known !== undefined) return rule === 'refused-operation' ? known : null;
		this.#places.set(key, this.all.length);
		return this.all.length;
	}
}
