/**
 * Breaks a text at spaces into lines.
 *
 * @param indent columns that each line has before it
 * @param width columns of the terminal; null for one line of any length
 */
export function wrapped(text: string, indent: number, width: number | null): string[] {
	const room = width === null ? Number.POSITIVE_INFINITY : Math.max(width - indent, 20);
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ')) {
		const longer = line === '' ? word : `${line} ${word}`;
		if (longer.length <= room || line === '') line = longer;
		else {
			lines.push(line);
			line = word;
		}
	}
	return [...lines, line];
}
