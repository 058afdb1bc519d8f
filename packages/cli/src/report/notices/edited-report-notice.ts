import type { RunVerdict } from '../report.js';
import type { Notice } from './notice.js';

/**
 * Reports that somebody made a report look better than its findings.
 *
 * @param own the verdict of its findings
 * @param carried the verdict that it has
 */
export function editedReportNotice(file: string, own: RunVerdict, carried: RunVerdict): Notice {
	return {
		level: 'warning',
		message: `${file}: its findings are ${own.verdict} (exit status ${own.exitStatus}), but it carries ${carried.verdict} (exit status ${carried.exitStatus}): it was edited. Its findings count.`,
	};
}
