/**
 * Finds values of a list by their keys. Asked in the order of the list, it needs no index, which takes memory for each of
 * 100,000 values.
 */
export class InOrder<T> {
	#at = 0;
	#index: ReadonlyMap<string, number> | null = null;

	constructor(
		readonly all: readonly T[],
		readonly keyOf: (value: T) => string,
	) {}

	find(key: string): T | undefined {
		const place = this.placeOf(key);
		return place === null ? undefined : this.all[place];
	}

	/** Returns the place of a value in the list; null if the list does not have it. */
	placeOf(key: string): number | null {
		if (this.#index !== null) return this.#index.get(key) ?? null;
		for (let at = this.#at; at < this.all.length; at++) {
			if (this.keyOf(this.all[at] as T) !== key) continue;
			this.#at = at;
			return at;
		}
		// The rest is asked in another order.
		this.#index = new Map(this.all.map((value, at) => [this.keyOf(value), at]));
		return this.#index.get(key) ?? null;
	}
}
