import { htmlText, visible } from '../../terminal/safe-text.js';
import { spansOf } from '../text/sentence.js';

/** HTML that was escaped already. */
export class Markup {
	constructor(readonly html: string) {}
}

type Hole = string | number | Markup | null | false | readonly Hole[];

/** Builds HTML: text in a hole is escaped, other markup and lists of it are not, null and false are empty. */
export function markup(parts: TemplateStringsArray, ...holes: readonly Hole[]): Markup {
	return new Markup(parts.map((part, at) => part + htmlOf(holes[at] ?? null)).join(''));
}

function htmlOf(hole: Hole): string {
	if (hole === null || hole === false) return '';
	if (hole instanceof Markup) return hole.html;
	return Array.isArray(hole) ? hole.map(htmlOf).join('') : htmlText(String(hole));
}

/** Longest part of a name that is never broken. */
const longestPart = 36;

/** Returns a name as code. Lines break behind its dots and slashes, and inside a part only if that is very long. */
export function codeOf(name: string): Markup {
	const parts = visible(name).split(/(?<=[./])|(?=\[)/);
	const short = parts.flatMap((part) => (part.length <= longestPart ? [part] : pieces(part)));
	return markup`<code>${short.map((part, at) => markup`${at > 0 && markup`<wbr>`}${part}`)}</code>`;
}

/** Splits a long part behind its underscores and hyphens, and at last anywhere. */
function pieces(part: string): string[] {
	return part.split(/(?<=[_-])/).flatMap((piece) => {
		const count = Math.ceil(piece.length / longestPart);
		return Array.from({ length: count }, (_, at) => piece.slice(at * longestPart, (at + 1) * longestPart));
	});
}

/** Returns a sentence with its names, ids and commands as code. */
export function sentenceOf(sentence: string): Markup {
	return markup`${spansOf(visible(sentence)).map(({ code, text }) => (code ? codeOf(text) : text))}`;
}
