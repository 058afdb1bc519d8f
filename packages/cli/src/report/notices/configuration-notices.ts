import type { ReportConfiguration } from '../report.js';
import type { Notice } from './notice.js';

/** Returns the notices about a configuration that was found rather than named; `made` is null if there is none. */
export function configurationNotices(made: ReportConfiguration | null): Notice[] {
	if (made === null) return [];
	const { file, weakens, notUsed } = made;
	const notices: Notice[] = [];
	if (notUsed.length > 0) {
		notices.push({
			level: 'warning',
			message: `${file} was found and not named, so it could not set ${notUsed.join(', ')}. To use these settings, name the file (--config ${file}) or give the option.`,
		});
	}
	// An inventory alone is the ordinary case, and the report names it.
	if (weakens.some((setting) => setting !== 'inventory')) {
		notices.push({
			level: 'note',
			message: `${file} was found and not named, and it weakens this check: ${weakens.join(', ')}. In a gate, name a configuration that the change cannot edit: --config FILE.`,
		});
	}
	return notices;
}
