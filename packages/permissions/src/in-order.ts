/**
 * Finds values of a list by their keys. Asked in the order of the list, it needs no index, which takes memory for each of
 * 100,000 values.
 */
export class InOrder<T> {
	#at = 0;
	#index: ReadonlyMap<string, T> | null = null;

	constructor(
		readonly all: readonly T[],
		readonly keyOf: (value: T) => string,
	) {}

	find(key: string): T | undefined {
		if (this.#index !== null) return this.#index.get(key);
		for (let at = this.#at; at < this.all.length; at++) {
			const value = this.all[at] as T;
			if (this.keyOf(value) !== key) continue;
			this.#at = at;
			return value;
		}
		// The rest is asked in another order.
		this.#index = new Map(this.all.map((value) => [this.keyOf(value), value]));
		return this.#index.get(key);
	}
}
