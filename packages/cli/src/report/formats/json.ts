import { boundedExact } from '../bounded.js';
import { jsonText } from '../safe-text.js';

/** The contract for other tools; keys are only ever added. */
export const json = boundedExact({}, (report) => {
	return `${jsonText(report)}\n`;
});
