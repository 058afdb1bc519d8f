/**
 * Computes an answer again until nothing more was asked for in vain. Tracing asks for instances that a reading of the
 * document has not fetched yet, and gets none; after one more reading it gets them, and may ask for others behind them.
 * @param fetch reads what was asked for in vain, and returns whether there was anything
 */
export function resolveUntilStable<T>(compute: () => T, fetch: () => boolean): T {
	for (;;) {
		const answer = compute();
		if (!fetch()) return answer;
	}
}
