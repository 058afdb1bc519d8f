import type { Report } from '../report.js';

/** The contract for other tools; keys are only ever added. */
export function json(report: Report): string {
	return `${JSON.stringify(report, null, 2)}\n`;
}
