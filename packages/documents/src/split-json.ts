/** A piece of a text that has one JSON value after the other. */
export interface JsonPiece {
	/** The value without the white space before it. Anything else between two values is at the start of the second. */
	readonly text: string;
	/** Index of its first character. */
	readonly start: number;
	/** Index behind its last character. */
	readonly end: number;
	/** Line of its first character, from 1. */
	readonly line: number;
	/** Whether the text ends inside an object or a list. */
	readonly isCut: boolean;
}

/**
 * Splits a text behind each object and list that is not inside another one. A bracket that closes nothing ends a piece
 * too. The pieces are not checked: each is JSON if JSON.parse takes it.
 */
export function* splitJson(text: string, from = 0): Generator<JsonPiece> {
	let depth = 0;
	let behind = from;
	let line = 1 + linesIn(text.slice(0, from));
	const pieceUntil = (end: number, isCut: boolean): JsonPiece | null => {
		const start = behind + text.slice(behind, end).search(/\S|$/);
		line += linesIn(text.slice(behind, start));
		return start === end ? null : { text: text.slice(start, end), start, end, line, isCut };
	};
	for (const index of jsonMarks(text, from)) {
		const mark = text[index];
		if (mark === '{' || mark === '[') depth++;
		if (mark !== '}' && mark !== ']') continue;
		depth--;
		if (depth > 0) continue;
		const piece = pieceUntil(index + 1, false);
		if (piece !== null) {
			yield piece;
			line += linesIn(piece.text);
		}
		behind = index + 1;
		depth = 0;
	}
	const rest = pieceUntil(text.length, depth > 0);
	if (rest !== null) yield rest;
}

/** Yields the index of each bracket, colon and comma of a JSON text that is not inside a string. */
export function* jsonMarks(text: string, from = 0): Generator<number> {
	let inString = false;
	for (let index = from; index < text.length; index++) {
		switch (text[index]) {
			case '"':
				inString = !inString;
				break;
			case '\\':
				if (inString) index++;
				break;
			case '{':
			case '}':
			case '[':
			case ']':
			case ':':
			case ',':
				if (!inString) yield index;
		}
	}
}

function linesIn(text: string): number {
	let lines = 0;
	for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
	return lines;
}
