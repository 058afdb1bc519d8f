import { callsOfName, type FoundLiteral, positionAt } from './acting-arguments.js';

/** How far up the name of an argument is looked for, in characters. */
const reach = 4000;

/**
 * The literals in a Pulumi program, found in its text alone: a string that is the id, in the value of an argument or
 * property whose name acts. What goes through a variable of the program is not followed.
 */
export function programLiterals(text: string, ids: ReadonlySet<string>): FoundLiteral[] {
	return [...text.matchAll(/(["'`])(sg-[\w-]+)\1/g)].flatMap(({ 2: id = '', index }) => {
		if (!ids.has(id) || isComment(text, index)) return [];
		const attribute = nameOf(text, index);
		const calls = attribute === null ? [] : callsOfName(attribute);
		if (attribute === null || calls.length === 0) return [];
		return [{ id, address: null, type: null, attribute, calls, ...positionAt(text, index + 1) }];
	});
}

function isComment(text: string, index: number): boolean {
	const line = text.slice(text.lastIndexOf('\n', index - 1) + 1, index);
	return /^\s*(\/\/|#|\*|\/\*)/.test(line) || /\s(\/\/|#)\s[^"'`]*$/.test(line);
}

/** `securityGroups: [`, `security_groups=[`, `SecurityGroups: pulumi.StringArray{`: what stands before the value. */
const named = /(\w+)["']?\s*(?::=|:|=)\s*(?:new\s+)?[\w.[\]]*\s*$/;

/** The name before the literal, or before the bracket around it, or before the one around that. */
function nameOf(text: string, index: number): string | null {
	let depth = 0;
	for (let at = index; at >= Math.max(0, index - reach); at--) {
		const character = text[at] ?? '';
		if (at !== index && ')]}'.includes(character)) depth++;
		const opens = '([{'.includes(character);
		if (opens && depth > 0) depth--;
		else if (opens || at === index) {
			const [, name] = named.exec(text.slice(Math.max(0, at - 200), at)) ?? [];
			if (name !== undefined) return name;
		}
	}
	return null;
}
