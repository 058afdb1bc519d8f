import { visible } from '../../terminal/safe-text.js';

/** A run of text, and whether it is code: a name, an id, an address, a command. */
export interface Span {
	readonly code: boolean;
	readonly text: string;
}

/** Letters, digits and the punctuation of prose. Any other character makes a word code. */
const prose = /^[\p{L}\p{N}.,;:()'"’“”–—…!?%-]*$/u;

/** Words that GitHub links or replaces by themselves: `www.x`, `GH-1` and references to other trackers, commits, `:100:`. */
const reference = /(?<![\p{L}\p{N}])(?:www\.|\p{L}+-\d|[0-9a-f]{7,}(?![\p{L}\p{N}]))|^:|:\w+:/iu;

/** Punctuation that ends a word. */
const closing = new Set('.,;:!?)"\'”…');

/** The beginnings of the commands that messages tell to run, each a program and its subcommand or option. */
const commandStarts = [
	'(?:terraform|tofu) (?:show|plan|apply|init|state|validate)',
	'pulumi (?:preview|stack|up|state)',
	'sg-preflight (?:check|scan|merge|operations|table|explain|inventory|serve|doctor|init|completion|help)\\b',
	'aliyun (?:ecs|configure)',
	'mkdir -p',
].join('|');

/** A command after a colon, up to a bracket, a conjunction or the punctuation that ends it. */
const command = new RegExp(`(?<=: )((?:${commandStarts})(?: \\S+?)*?)(?=[.,;:)]*(?: \\(| and | or |$)|[.,;:)]+ )`);

/**
 * Splits a sentence into prose and code. Code is text between backquotes, a command after a colon, and each word that has
 * a character of names, ids, addresses or markup: a renderer makes no link, mention, reference or entity of code.
 */
export function spansOf(sentence: string): readonly Span[] {
	return sentence.split(/`([^`]*)`/).flatMap((part, index): readonly Span[] => {
		if (index % 2 === 1) return codeSpan(part);
		return part
			.split(command)
			.flatMap((piece, at) => (at % 2 === 1 ? codeSpan(piece) : piece.split(/(\s+)/).flatMap(wordSpans)));
	});
}

function codeSpan(text: string): readonly Span[] {
	return text === '' ? [] : [{ code: true, text }];
}

function wordSpans(word: string): readonly Span[] {
	const [before = ''] = /^[("'“]*/.exec(word) ?? [];
	let end = word.length;
	while (end > before.length && closing.has(word[end - 1] ?? '')) end--;
	const [name, after] = [word.slice(before.length, end), word.slice(end)];
	const isName = !prose.test(name) || reference.test(name) || /[.:]\p{L}|\p{Ll}\p{Lu}|^sg-|^[!%]/u.test(name);
	if (!isName || /^\s*$/.test(name)) return word === '' ? [] : [{ code: false, text: word }];
	return [
		{ code: false, text: before },
		{ code: true, text: name },
		{ code: false, text: after },
	].filter(({ text }) => text !== '');
}

/** Returns a sentence as Markdown for a paragraph or a table cell. */
export function markdownText(sentence: string): string {
	return spansOf(visible(sentence))
		.map(({ code, text }) => (code ? markdownCode(text) : text.replace(/\s+/g, ' ')))
		.join('');
}

/** A full-width at sign looks the same and never notifies anybody. */
const mention = /(?<![\w.+-])@(?=\w)/g;

/** Returns text as a code span, in which Markdown reads no markup. A `|` would end a table cell even there. */
export function markdownCode(text: string): string {
	const shown = visible(text).replaceAll('|', '\\|').replace(mention, '＠');
	if (shown.trim() === '') return '';
	const longest = (shown.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
	const fence = '`'.repeat(longest + 1);
	const pad = /^`|`$|^ .* $/.test(shown) ? ' ' : '';
	return `${fence}${pad}${shown}${pad}${fence}`;
}
