/**
 * Names the first few and counts the rest: `a, b, c, 4 more`.
 *
 * @param names the known ones, in order
 * @param options `most` names are printed, 3 by default; `count` is how many there are, if not all are known
 */
export function listed(
	names: readonly string[],
	{ most = 3, count = names.length }: { readonly most?: number; readonly count?: number } = {},
): string {
	const shown = names.slice(0, most);
	return [...shown, ...(count > shown.length ? [`${count - shown.length} more`] : [])].join(', ');
}
