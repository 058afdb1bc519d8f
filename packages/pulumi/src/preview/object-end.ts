/**
 * Finds the end of the object that starts next, after spaces and a comma.
 *
 * @returns the index after its last brace; undefined when there is no whole object
 */
export function objectEnd(text: string, start: number): number | undefined {
	let depth = 0;
	let inString = false;
	for (let at = start; at < text.length; at++) {
		const character = text[at];
		if (inString) {
			if (character === '\\') at++;
			else if (character === '"') inString = false;
		} else if (character === '"') inString = true;
		else if (character === '{' || character === '[') depth++;
		else if (character === '}' || character === ']') {
			depth--;
			if (depth === 0) return at + 1;
			if (depth < 0) return undefined;
		}
	}
	return undefined;
}
