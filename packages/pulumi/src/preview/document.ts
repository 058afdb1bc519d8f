import { isObject, type JsonObject, UserError } from '@sg-preflight/documents';
import { brokenDocument, otherDocument } from './other-documents.js';
import { UnexpectedShape } from './resource-state.js';
import { type PreviewStep, type PreviewSteps, stepOf } from './step.js';
import { missingSteps, type PreviewSummary, summaryOf, withoutFindings } from './summary.js';
import { again, linesOf, textOf } from './text.js';

/** A preview, whatever form it has. */
export interface PreviewDocument extends PreviewSteps {
	/** The stack's configuration; secrets are `[secret]`. */
	readonly config: JsonObject;
	/** Reasons why steps may be missing. */
	readonly incomplete: readonly string[];
}

const previewKeys = ['steps', 'changeSummary', 'config', 'diagnostics', 'duration', 'maybeCorrupt'];

function isDigest(value: unknown): value is JsonObject {
	if (!isObject(value) || 'resource_changes' in value || 'format_version' in value) return false;
	return Array.isArray(value.steps) || previewKeys.filter((key) => key in value).length >= 2;
}

function isEvent(value: unknown): value is JsonObject {
	return isObject(value) && ('sequence' in value || Object.keys(value).some((key) => key.endsWith('Event')));
}

/**
 * Parses a preview: the document of `pulumi preview --json`, streamed events, one a line, or an update plan.
 *
 * @param updatePlan reads an update plan, which is a document of another shape
 * @throws {UserError} when the text is something else, cut off, or of a shape that is not known
 */
export async function documentOf(
	source: string | AsyncIterable<Uint8Array | string>,
	name: string,
	updatePlan: (plan: JsonObject) => Promise<PreviewDocument>,
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
	const value = jsonOf(all.join(''), name);
	return isObject(value) && 'resourcePlans' in value ? updatePlan(value) : digestOf(value, name);
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function jsonOf(text: string, name: string): unknown {
	if (text.trim() === '') throw new UserError(`${name}: this is empty. ${again}`);
	const value = parsed(text);
	if (value === undefined) throw new UserError(`${name}: this is ${brokenDocument(text)}. ${again}`);
	return value;
}

function configOf(value: JsonObject): JsonObject {
	return isObject(value.config) ? value.config : {};
}

function digestOf(value: unknown, name: string): PreviewDocument {
	if (!isDigest(value)) throw new UserError(`${name}: this is ${otherDocument(value)}. ${again}`);
	const given = value.steps ?? [];
	if (!Array.isArray(given)) throw new UserError(`${name}: steps: not a list. ${again}`);
	const diagnostics = Array.isArray(value.diagnostics) ? value.diagnostics : [];
	// Pulumi leaves out an empty list: an interrupted preview has no `steps: []`.
	const isEmpty = Array.isArray(value.steps) && value.steps.length === 0;
	const end: End = {
		errors: diagnostics.filter((one) => isObject(one) && one.severity === 'error').length,
		summary: summaryOf(value.changeSummary ?? (isEmpty ? {} : null)),
		maybeCorrupt: value.maybeCorrupt === true,
	};
	const all = given.map((step, index) => checked(step, false, `steps[${index}]`, name));
	const { steps, undecided } = withoutFindings(all, end.summary, end.errors > 0);
	return {
		steps,
		config: configOf(value),
		failed: isFailed(end),
		incomplete: [
			...incompleteReasons(all, end),
			...undecided.map((urn) => `${urn}: this step is either what a refresh found or a change that will be made`),
		],
	};
}

/** The information at the end of a preview on how it ended. */
interface End {
	/** How many errors it reported. */
	readonly errors: number;
	readonly summary: PreviewSummary;
	readonly maybeCorrupt: boolean;
}

function isFailed({ errors, summary }: End): boolean {
	return errors > 0 || summary === null;
}

function incompleteReasons(steps: readonly PreviewStep[], { errors, summary, maybeCorrupt }: End): readonly string[] {
	const corrupt = maybeCorrupt ? ['Pulumi reports that the preview may be corrupt'] : [];
	if (errors > 0) return ['the preview ended with an error', ...corrupt];
	if (summary === null) return ['the preview has no summary at its end: it was interrupted', ...corrupt];
	return [...missingSteps(steps, summary), ...corrupt];
}

function checked(step: unknown, event: boolean, where: string, name: string): PreviewStep {
	try {
		if (!isObject(step)) throw new UnexpectedShape('not an object');
		return stepOf(step, event);
	} catch (error) {
		if (!(error instanceof UnexpectedShape)) throw error;
		throw new UserError(`${name}: ${where}: ${error.message}. ${again}`);
	}
}

async function streamed(lines: AsyncIterable<string>, name: string): Promise<PreviewDocument> {
	const steps: PreviewStep[] = [];
	let config: JsonObject = {};
	let errors = 0;
	let summary: unknown = null;
	let maybeCorrupt = false;
	const take = (event: JsonObject, where: string): void => {
		const { preludeEvent, resourcePreEvent, diagnosticEvent, errorEvent, summaryEvent } = event;
		if (isObject(preludeEvent) && isObject(preludeEvent.config)) config = preludeEvent.config;
		if (isObject(resourcePreEvent)) {
			steps.push(checked(resourcePreEvent.metadata, true, `${where}: resourcePreEvent.metadata`, name));
			if (resourcePreEvent.planning !== true) refuseUpdate(name);
		}
		if ((isObject(diagnosticEvent) && diagnosticEvent.severity === 'error') || errorEvent) errors++;
		if (isObject(summaryEvent)) {
			if (summaryEvent.isPreview === false) refuseUpdate(name);
			summary = summaryEvent.resourceChanges ?? {};
			maybeCorrupt = summaryEvent.maybeCorrupt === true;
		}
	};
	let number = 0;
	for await (const line of lines) {
		number++;
		if (line.trim() === '') continue;
		const event = parsed(line);
		if (!isObject(event)) {
			throw new UserError(
				`${name}: line ${number}: not an event of a preview: the file is cut off or broken. ${again}`,
			);
		}
		take(event, `line ${number}`);
	}
	// Events keep the op of a refresh, so that no step can be a finding.
	const end: End = { errors, summary: summaryOf(summary), maybeCorrupt };
	return { steps, config, failed: isFailed(end), incomplete: incompleteReasons(steps, end) };
}

function refuseUpdate(name: string): never {
	throw new UserError(
		`${name}: these are the events of an update (pulumi up --json or pulumi destroy --json): its changes are made already. ${again}`,
	);
}
