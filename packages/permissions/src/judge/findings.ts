import type { EcsOperation } from '@sg-preflight/operations';
import type { Finding, Rule } from '../finding.js';

/** The findings in order, one for each operation and subject: the provider makes some calls twice. A refusal counts most. */
export class Findings {
	readonly all: Finding[] = [];
	/** Places by operation and subject, of the last object alone: the operations of an object come one after the other. */
	#places = new Map<string, number>();
	#object: string | null = null;

	add(
		object: string,
		{ action, product, operation }: EcsOperation,
		subject: readonly unknown[],
		rule: Rule,
		make: () => Finding,
	): void {
		// A map that is cleared keeps its older contents alive until the next full collection.
		if (object !== this.#object) this.#places = new Map();
		this.#object = object;
		const key = JSON.stringify([action, product, operation, ...subject]);
		const place = this.#places.get(key);
		if (place === undefined) this.#places.set(key, this.all.push(make()) - 1);
		else if (rule === 'refused-operation') this.all[place] = make();
	}
}
