import { escapeCommands, hiddenCharacters, logLine, visible } from '@sg-preflight/documents/visible';

/**
 * Makes text of a plan, an inventory or a report safe to print. All of it may be written by someone else: addresses,
 * names of groups, file names, reasons of waivers. Each format prints such text through one function of this file.
 */

export { logLine, visible };

/**
 * Returns `value` with every string visible and of at most `longest` UTF-16 units. Parts that need no change are not
 * copied, because the findings of a report share most of theirs.
 */
export function visibleValue<T>(value: T, longest: number): T {
	const visited = new Map<object, unknown>();
	const shownText = (text: string): string => visible(shortened(text, longest));
	const shown = (one: unknown): unknown => {
		if (typeof one === 'string') return shownText(one);
		if (typeof one !== 'object' || one === null) return one;
		if (one instanceof Map) return new Map([...one].map(([key, field]) => [shown(key), shown(field)]));
		let result = visited.get(one);
		if (result === undefined) {
			result = Array.isArray(one) ? shownList(one) : shownObject(one as { readonly [name: string]: unknown });
			visited.set(one, result);
		}
		return result;
	};
	const shownList = (list: readonly unknown[]): readonly unknown[] => {
		const isSame = list.every((one) => shown(one) === one);
		return isSame ? list : list.map(shown);
	};
	const shownObject = (object: { readonly [name: string]: unknown }): object => {
		for (const name in object) {
			if (shown(object[name]) === object[name] && shownText(name) === name) continue;
			return Object.fromEntries(Object.entries(object).map(([name, field]) => [shownText(name), shown(field)]));
		}
		return object;
	};
	return shown(value) as T;
}

/** Returns what a command prints for a person: every character of a value can be seen, and no line is a workflow command. */
export function visibleText<T>(value: T, print: (shown: T) => string): string {
	return print(visibleValue(value, 2_000)).split('\n').map(logLine).join('\n');
}

/** Returns the text, or its beginning and the number of characters that were cut off. */
export function shortened(text: string, longest: number): string {
	return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length - longest} more characters)`;
}

/** Returns JSON of the same value in which every character that a terminal or a log obeys is escaped. */
export function jsonText(value: unknown): string {
	const units = (character: string): string =>
		[...Array(character.length).keys()]
			.map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
			.join('');
	const json = JSON.stringify(value, null, 2);
	const isPlain = !/[^ -~\n]/.test(json);
	// The line ends between the parts need no copy of a text of megabytes.
	const shown = isPlain ? json : json.replace(new RegExp(`(?!\\n)${hiddenCharacters}`, 'gu'), units);
	return escapeCommands(shown);
}

/** Returns text for an HTML element or a quoted attribute. */
export function htmlText(text: string): string {
	return visible(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Returns an address that a page may link to, or null: a merged report can carry `javascript:`. */
export function linkTarget(address: string): string | null {
	return /^https:\/\/[^\s"'<>()[\]\\`]+$/i.test(address) && visible(address) === address ? address : null;
}

/** Returns text for XML 1.0, which has no control characters, surrogates, U+FFFE and U+FFFF. The builder escapes markup. */
export function xmlText(text: string): string {
	return text.split('\n').map(visible).join('\n');
}

/** Returns the message of a GitHub workflow command. Source of the escapes: actions/toolkit, packages/core/src/command.ts. */
export function workflowData(text: string): string {
	return text
		.split('\n')
		.map((line) => visible(line).replaceAll('%', '%25'))
		.join('%0A');
}

/** Returns the value of a property of a GitHub workflow command. */
export function workflowProperty(text: string): string {
	return workflowData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
