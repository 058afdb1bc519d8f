// Text that somebody else may have written, for terminals and logs.

/**
 * Control characters (C0, DEL, C1), characters that change the direction of text or have no width, line and paragraph
 * separators, halves of surrogate pairs and noncharacters.
 */
export const hiddenCharacters = String.raw`[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]`;
let hidden: RegExp | undefined;

/**
 * Replaces hidden characters. Printable ASCII, as nearly all text is, has none: Node.js takes a millisecond to look these
 * classes up, even for a literal that is never used.
 */
function replaceHidden(text: string, replacement: (character: string) => string): string {
	if (/^[ -~]*$/.test(text)) return text;
	hidden ??= new RegExp(hiddenCharacters, 'gu');
	return text.replace(hidden, replacement);
}

/** Two number signs before a bracket begin a command of Azure Pipelines, TeamCity or an old GitHub runner anywhere in a line. */
const logCommand = /#(?=#\w*\[)/g;

/** Escapes the first sign of such commands. */
export function escapeCommands(text: string): string {
	return text.replace(logCommand, '\\u0023');
}

const names: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Returns the text as one line in which every character can be seen: a line end is `\n`, an escape `\u001b`. */
export function visible(text: string): string {
	return escapeCommands(replaceHidden(text, (character) => names[character] ?? escapeOf(character)));
}

/**
 * Returns the text as one line for standard error and logs. It cannot begin a workflow command (`::error::`), which a
 * runner also obeys after spaces.
 */
export function logLine(text: string): string {
	return visible(text).replace(/^(\s*):(?=:)/, '$1\\u003a');
}

function escapeOf(character: string): string {
	const code = (character.codePointAt(0) ?? 0).toString(16);
	return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}
