import type { Report } from '../report.js';

/** Layout of a format for people. */
export interface Layout {
	/** Columns of the terminal; null if lines are not wrapped. */
	readonly width: number | null;
	/** One line for each finding. */
	readonly compact: boolean;
	/** Findings alone. */
	readonly quiet: boolean;
	/** Whether inputs that could not be read are reported; false if standard error has them. */
	readonly hasErrors: boolean;
}

export const plainLayout: Layout = { width: null, compact: false, quiet: false, hasErrors: true };

/** Formats a report. `colour` is true on a terminal only. Most formats ignore it and the layout. */
export type Format = (report: Report, colour: boolean, layout?: Layout) => string;

/** The formats, one file each, loaded on demand. */
const loaders = {
	text: async () => (await import('./text.js')).text,
	json: async () => (await import('./json.js')).json,
	sarif: async () => (await import('./sarif.js')).sarif,
	junit: async () => (await import('./junit.js')).junit,
	github: async () => (await import('./github.js')).github,
	gitlab: async () => (await import('./gitlab.js')).gitlab,
	markdown: async () => (await import('./markdown.js')).markdown,
	html: async () => (await import('./html.js')).html,
} satisfies Record<string, () => Promise<Format>>;

export type FormatName = keyof typeof loaders;

export const formatNames = Object.keys(loaders) as readonly FormatName[];

export function isFormatName(name: string): name is FormatName {
	return Object.hasOwn(loaders, name);
}

export function loadFormat(name: FormatName): Promise<Format> {
	return loaders[name]();
}
