/** Runs work, at most so many at once; the rest waits in its order, up to a limit. */
export class Slots {
	#running = 0;
	readonly #waiting: (() => void)[] = [];

	constructor(
		readonly atOnce: number,
		readonly mostWaiting: number,
	) {}

	/** Whether more work would have to wait beyond the limit. */
	get isFull(): boolean {
		return this.#running >= this.atOnce && this.#waiting.length >= this.mostWaiting;
	}

	async run<T>(work: () => Promise<T>): Promise<T> {
		if (this.#running >= this.atOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
		else this.#running++;
		try {
			return await work();
		} finally {
			// The slot is handed over, so that nothing comes in between.
			const next = this.#waiting.shift();
			if (next) next();
			else this.#running--;
		}
	}
}
