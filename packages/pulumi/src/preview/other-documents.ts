import { isObject } from '@sg-preflight/documents';
import { splitJson } from '@sg-preflight/documents/split-json';

const insights = 'an export of Pulumi Insights (a list of resources), which has no changes in it';

/** Names what a JSON value is that is not a preview, to complete the sentence "this is …". */
export function otherDocument(value: unknown): string {
	if (!isObject(value)) return isResourceList(value) ? insights : 'not a Pulumi preview';
	if ('deployment' in value || 'checkpoint' in value) {
		return 'the state of a stack (from pulumi stack export, or a file of the backend), which has no changes in it';
	}
	return isResourceList(value.resources) ? insights : 'not a Pulumi preview';
}

function isResourceList(value: unknown): boolean {
	if (!Array.isArray(value)) return false;
	const first: unknown = value[0];
	return isObject(first) && 'urn' in first;
}

/** Explains why a text is not one JSON document, to complete the sentence "this is …". */
export function brokenDocument(text: string): string {
	const start = /^[ \t]*\{/m.exec(text)?.index;
	if (start === undefined) return isTable(text) ? insights : 'not JSON';
	if (text.slice(0, start).trim() !== '') {
		return `not JSON alone: ${notice(text)} comes before the document, up to byte ${bytesOf(text.slice(0, start))}`;
	}
	const [document] = splitJson(text, start);
	if (document === undefined || !isJson(document.text)) return 'JSON that is cut off or broken';
	const { end } = document;
	const rest = text.slice(end).trimStart();
	if (rest.startsWith('{"sequence":')) {
		return 'the output of an update (pulumi up --json or pulumi destroy --json): its preview, and then the events of the update';
	}
	return `not JSON alone: ${notice(rest)} comes after the document, from byte ${bytesOf(text.slice(0, end))} on`;
}

/** The first line has the column names of an exported table. */
function isTable(text: string): boolean {
	const [line = ''] = text.trimStart().split('\n', 1);
	return line.split(',').some((column) => /^"?urn"?$/i.test(column.trim()));
}

/** Quotes the notices that Pulumi is known to print. Any other text may hold a secret and is not quoted. */
function notice(text: string): string {
	const [known] = /^(Installing|Finished|Downloading|Update plan|warning: A new version)[^\n"]{0,40}/.exec(text) ?? [];
	return known === undefined ? 'other text' : `the text "${known.trim()}…"`;
}

function bytesOf(text: string): number {
	return Buffer.byteLength(text);
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
