import type { PlanReading } from '@sg-preflight/operations';
import type { TracedDocument } from '../plan/configuration.js';
import type { WrittenTracing } from '../plan/written-tracing.js';

/** Creates the tracing by sources for one reading. */
export type SourcedTracing = (document: TracedDocument) => WrittenTracing;

/** Adds the tracing by sources to a document. It is created when the first value is traced. */
export function withSources(document: TracedDocument, sourced: SourcedTracing | null): TracedDocument {
	if (sourced === null) return document;
	let written: WrittenTracing | undefined;
	return {
		get configuration() {
			return document.configuration;
		},
		get variables() {
			return document.variables;
		},
		instances: (address) => document.instances(address),
		...shownBy(document),
		get written() {
			written ??= sourced(document);
			return written;
		},
		get sourceProblems() {
			return written?.problems ?? [];
		},
	};
}

function shownBy(document: TracedDocument): Pick<TracedDocument, 'shown'> {
	const { shown } = document;
	return shown === undefined ? {} : { shown };
}

/** Returns the reasons why sources could not be used for the traced values. */
export function problemsOf({ sourceProblems = [] }: TracedDocument): Pick<PlanReading, 'sourceProblems'> {
	return sourceProblems.length > 0 ? { sourceProblems } : {};
}
