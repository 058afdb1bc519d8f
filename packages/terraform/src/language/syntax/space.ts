/** The characters that Go, and so Terraform, treats as space. JavaScript's set differs. */
const space = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

function isSpace(char: string | undefined): boolean {
	return char !== undefined && space.test(char);
}

export function trimLeft(text: string): string {
	return dropLeft(text, isSpace);
}
export function trimRight(text: string): string {
	return dropRight(text, isSpace);
}

/** Removes the characters at the start for which `drops` is true. */
export function dropLeft(text: string, drops: (char: string) => boolean): string {
	let start = 0;
	while (start < text.length && drops(text[start] as string)) start++;
	return text.slice(start);
}

/** Removes the characters at the end for which `drops` is true. */
export function dropRight(text: string, drops: (char: string) => boolean): string {
	let end = text.length;
	while (end > 0 && drops(text[end - 1] as string)) end--;
	return text.slice(0, end);
}
