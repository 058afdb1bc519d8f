import { UserError } from '@sg-preflight/documents';
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
	} catch (problem) {
		const chunks = [...topLevelValues(text)];
		if (chunks.length < 2) throw notJson(name, chunks[0]?.line ?? 1, problem);
		return chunks.map(({ json, line }) => {
			try {
				return { value: JSON.parse(withExactServiceIds(json)), place: `${name}:${line}` };
			} catch (inner) {
				throw notJson(name, line, inner);
			}
		});
	}
}

function notJson(name: string, line: number, problem: unknown): UserError {
	const cut = problem instanceof SyntaxError && /end of JSON|[Uu]nterminated/.test(problem.message);
	return new UserError(
		`${name}:${line}: ${cut ? 'the JSON is cut off' : 'this is not JSON'}; save the whole response, and nothing else, in the file.`,
	);
}

/** Splits at the ends of top-level objects and arrays; text between them belongs to the next. Lines count from 1. */
function* topLevelValues(text: string): Generator<{ json: string; line: number }> {
	let depth = 0;
	let quoted = false;
	let start = 0;
	let line = 1;
	for (const { 0: token, index } of text.matchAll(/["[\]{}]|\\./gs)) {
		if (token === '"') quoted = !quoted;
		else if (quoted || token.length > 1) continue;
		else if (token === '{' || token === '[') depth++;
		else {
			depth--;
			if (depth > 0) continue;
			const json = text.slice(start, index + 1);
			line += linesIn(/^\s*/.exec(json)?.[0] ?? '');
			yield { json, line };
			line += linesIn(json.trimStart());
			start = index + 1;
			depth = 0;
		}
	}
	const rest = text.slice(start);
	if (rest.trim() !== '') yield { json: rest, line: line + linesIn(/^\s*/.exec(rest)?.[0] ?? '') };
}

function linesIn(text: string): number {
	return text.split('\n').length - 1;
}
