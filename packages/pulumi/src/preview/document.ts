import { UserError } from '@sg-preflight/documents';
import { isJsonObject, type JsonObject } from './marked-value.js';
import { UnexpectedShape } from './resource-state.js';
import { type Step, type Steps, stepOf } from './step.js';

/** A preview, whatever form it has. */
export interface PreviewDocument extends Steps {
	/** The stack's configuration; secrets are `[secret]`. */
	readonly config: JsonObject;
	/** Why the steps may not be all. */
	readonly incomplete: readonly string[];
}

const again = 'Make it again with: pulumi preview --json > preview.json';
const previewKeys = ['steps', 'changeSummary', 'config', 'diagnostics', 'duration', 'maybeCorrupt'];

function isDigest(value: unknown): value is JsonObject {
	if (!isJsonObject(value) || 'resource_changes' in value || 'format_version' in value) return false;
	return Array.isArray(value.steps) || previewKeys.filter((key) => key in value).length >= 2;
}

function isEvent(value: unknown): value is JsonObject {
	return isJsonObject(value) && ('sequence' in value || Object.keys(value).some((key) => key.endsWith('Event')));
}

/** Throws UserError. */
export async function documentOf(
	source: string | AsyncIterable<Uint8Array | string>,
	name: string,
): Promise<PreviewDocument> {
	const pieces = textOf(source, name);
	const head: string[] = [];
	for (let ended = false; !ended; ) {
		const piece = await pieces.next();
		if (piece.done) break;
		const text = head.length === 0 ? piece.value.trimStart() : piece.value;
		if (text === '') continue;
		head.push(text);
		ended = text.includes('\n');
	}
	const start = head.join('');
	const [line = ''] = start.split('\n', 1);
	const first = line.startsWith('{') ? parsed(line) : undefined;
	if (isEvent(first)) return streamed(linesOf(start, pieces), name);
	const all = [start];
	for await (const piece of pieces) all.push(piece);
	return digestOf(all.join(''), name);
}

/** The text of a source in the pieces in which it comes. */
async function* textOf(source: string | AsyncIterable<Uint8Array | string>, name: string): AsyncGenerator<string> {
	const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
	let started = false;
	const decoded = (chunk?: Uint8Array): string => {
		if (chunk && !started) refuseBytes(chunk, name);
		try {
			return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
		} catch {
			throw new UserError(`${name}: this is not UTF-8 text. ${again} (in a shell that writes UTF-8)`);
		}
	};
	for await (const chunk of typeof source === 'string' ? [source] : source) {
		const text = typeof chunk === 'string' ? chunk : decoded(chunk);
		if (text === '') continue;
		if (!started) refuseEncoding(text, name);
		started = true;
		yield text;
	}
	yield decoded();
}

/** Lines without their ends; of the rest no more is held than a line. */
async function* linesOf(head: string, pieces: AsyncIterable<string>): AsyncGenerator<string> {
	let rest = head;
	const whole = function* (): Generator<string> {
		const lines = rest.split('\n');
		rest = lines.pop() ?? '';
		yield* lines;
	};
	yield* whole();
	for await (const piece of pieces) {
		rest += piece;
		if (piece.includes('\n')) yield* whole();
	}
	yield rest;
}

function refuseBytes(chunk: Uint8Array, name: string): void {
	const [a, b] = chunk;
	if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || b === 0) refuseWide(name);
}

function refuseWide(name: string): never {
	throw new UserError(
		`${name}: this is UTF-16 text, as PowerShell writes it. Write it as UTF-8 without a byte order mark: pulumi preview --json | Set-Content -Encoding utf8NoBOM preview.json`,
	);
}

function refuseEncoding(text: string, name: string): void {
	if (text.charCodeAt(1) === 0) refuseWide(name);
	if (text.charCodeAt(0) === 0xfeff) {
		throw new UserError(
			`${name}: this starts with a byte order mark, which JSON does not allow. Write it without one: pulumi preview --json | Set-Content -Encoding utf8NoBOM preview.json`,
		);
	}
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function digestOf(text: string, name: string): PreviewDocument {
	if (text.trim() === '') throw new UserError(`${name}: this is empty. ${again}`);
	const value = parsed(text);
	if (value === undefined) {
		const why = text.trimStart().startsWith('{') ? 'the JSON is cut off or broken' : 'this is not JSON';
		throw new UserError(`${name}: ${why}. ${again}`);
	}
	if (!isDigest(value)) {
		throw new UserError(`${name}: this is ${whatElse(value)}. ${again}`);
	}
	const given = value.steps ?? [];
	if (!Array.isArray(given)) throw new UserError(`${name}: steps: not a list. ${again}`);
	const steps = given.map((step, index) => checked(step, false, `steps[${index}]`, name));
	const config = value.config ?? {};
	const diagnostics = Array.isArray(value.diagnostics) ? value.diagnostics : [];
	const errors = diagnostics.filter((one) => isJsonObject(one) && one.severity === 'error').length;
	return {
		steps,
		config: isJsonObject(config) ? config : {},
		failed: errors > 0 || !('changeSummary' in value),
		incomplete: [...(errors > 0 ? [endedWithError] : []), ...(value.maybeCorrupt === true ? [maybeCorrupt] : [])],
	};
}

function whatElse(value: unknown): string {
	if (isJsonObject(value) && 'deployment' in value) return 'the state of a stack, which has no changes in it';
	if (isJsonObject(value) && 'resourcePlans' in value) {
		return 'an update plan of --save-plan, which does not have the values before the update';
	}
	return 'not a Pulumi preview';
}

const endedWithError = 'the preview ended with an error';
const maybeCorrupt = 'Pulumi says that the preview may be corrupt';

function checked(step: unknown, event: boolean, where: string, name: string): Step {
	try {
		if (!isJsonObject(step)) throw new UnexpectedShape('not an object');
		return stepOf(step, event);
	} catch (error) {
		if (!(error instanceof UnexpectedShape)) throw error;
		throw new UserError(`${name}: ${where}: ${error.message}. ${again}`);
	}
}

async function streamed(lines: AsyncIterable<string>, name: string): Promise<PreviewDocument> {
	const steps: Step[] = [];
	let config: JsonObject = {};
	let errors = 0;
	let summary: JsonObject | null = null;
	const take = (event: JsonObject, where: string): void => {
		const { preludeEvent, resourcePreEvent, diagnosticEvent, errorEvent, summaryEvent } = event;
		if (isJsonObject(preludeEvent) && isJsonObject(preludeEvent.config)) config = preludeEvent.config;
		if (isJsonObject(resourcePreEvent)) {
			steps.push(checked(resourcePreEvent.metadata, true, `${where}: resourcePreEvent.metadata`, name));
		}
		if ((isJsonObject(diagnosticEvent) && diagnosticEvent.severity === 'error') || errorEvent) errors++;
		if (isJsonObject(summaryEvent)) summary = summaryEvent;
	};
	let number = 0;
	for await (const line of lines) {
		number++;
		if (line.trim() === '') continue;
		const event = parsed(line);
		if (!isJsonObject(event)) {
			throw new UserError(
				`${name}: line ${number}: not an event of a preview: the file is cut off or broken. ${again}`,
			);
		}
		take(event, `line ${number}`);
	}
	const end = summary as JsonObject | null;
	return {
		steps,
		config,
		failed: errors > 0 || end === null,
		incomplete: [
			...(errors > 0
				? [endedWithError]
				: end === null
					? ['the events of the preview have no summary at their end']
					: []),
			...(end?.maybeCorrupt === true ? [maybeCorrupt] : []),
		],
	};
}
