/** Most values that are kept, so that a document in which all differ does not hold each twice. */
const most = 1_000;

/** Keeps what recurs in a document: of 100,000 findings, most have the same texts and groups. */
export class Recurring<T> {
	readonly #values = new Map<string, T>();

	get(key: string): T | undefined {
		return this.#values.get(key);
	}

	set(key: string, value: T): T {
		if (this.#values.size === most) this.#values.clear();
		this.#values.set(key, value);
		return value;
	}
}

/** Returns for each text an equal one that is already in memory, if there is one. */
export function textInterner(): (text: string) => string {
	const texts = new Recurring<string>();
	return (text) => texts.get(text) ?? texts.set(text, text);
}
