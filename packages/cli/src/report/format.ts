import type { Report } from './report.js';

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
