/**
 * Computes an answer again until it requests no instance that was not fetched yet. Tracing gets no instances at its first
 * request for an address. After one more reading it gets them, and may request others that they refer to.
 * @param fetch reads the instances that were requested and not fetched yet; false if there are none
 */
export function resolveUntilStable<T>(compute: () => T, fetch: () => boolean): T {
	for (;;) {
		const answer = compute();
		if (!fetch()) return answer;
	}
}
