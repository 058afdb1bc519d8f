import { UserError } from '@sg-preflight/documents';
import { type JsonPiece, splitJson } from '@sg-preflight/documents/split-json';
import { withExactServiceIds } from './inventory-part.js';

/**
 * Parses the JSON values of a text: one, or several one after the other (JSON lines, responses appended to one file).
 * `place` is the file, with the line if there are several.
 *
 * @throws {UserError} when the text is not JSON, or cut off
 */
export function jsonValues(text: string, name: string): { value: unknown; place: string }[] {
	try {
		return [{ value: JSON.parse(withExactServiceIds(text)), place: name }];
	} catch {
		const pieces = [...splitJson(text)];
		const [only] = pieces;
		if (only === undefined || pieces.length === 1) throw notJson(name, only);
		return pieces.map((piece) => {
			try {
				return { value: JSON.parse(withExactServiceIds(piece.text)), place: `${name}:${piece.line}` };
			} catch {
				throw notJson(name, piece);
			}
		});
	}
}

/** Returns an error without the message of JSON.parse, which quotes the text. */
function notJson(name: string, piece: JsonPiece | undefined): UserError {
	return new UserError({
		where: `${name}:${piece?.line ?? 1}`,
		problem: piece?.isCut ? 'the JSON is cut off' : 'this is not JSON',
		next: 'Save the whole response, and nothing else, in the file.',
	});
}
