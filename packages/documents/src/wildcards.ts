/**
 * Whether a text matches a pattern: `*` matches any run of elements, and `equal` compares every other element. Takes at most
 * pattern × text steps, because only the last `*` is ever tried again.
 */
export function matchesWildcards<P, T>(
	pattern: ArrayLike<P>,
	text: ArrayLike<T>,
	isStar: (element: P) => boolean,
	equal: (element: P, of: T) => boolean,
): boolean {
	let [at, position, star, retry] = [0, 0, -1, 0];
	while (position < text.length) {
		if (at < pattern.length && isStar(pattern[at] as P)) {
			star = at++;
			retry = position;
		} else if (at < pattern.length && equal(pattern[at] as P, text[position] as T)) {
			at++;
			position++;
		} else if (star >= 0) {
			at = star + 1;
			position = ++retry;
		} else return false;
	}
	while (at < pattern.length && isStar(pattern[at] as P)) at++;
	return at === pattern.length;
}

/** Whether a text matches a pattern in which `*` is the only wildcard. */
export function matchesStars(pattern: string, text: string): boolean {
	return matchesWildcards(
		pattern,
		text,
		(character) => character === '*',
		(character, of) => character === of,
	);
}
