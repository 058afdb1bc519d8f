import { UserError } from '@sg-preflight/documents';
import type { Presentation } from '../report/publish.js';
import { silenceProgress } from '../terminal/progress-line.js';

/** Options of the commands that print a report. */
export const presentationOptions = {
	compact: { type: 'boolean', help: 'Print one line for each finding (text).' },
	quiet: { type: 'boolean', help: 'Print findings and errors only, without progress, notes and summary (text).' },
	category: {
		type: 'string',
		value: 'NAME',
		help: 'Tell the runs of one pull request apart: in SARIF and in the comment.',
	},
} as const;

interface PresentationValues {
	readonly compact?: boolean;
	readonly quiet?: boolean;
	readonly category?: string;
	readonly output?: string;
}

/** @throws {UserError} when the category is not a plain name */
export function presentationOf({ compact = false, quiet = false, category, output }: PresentationValues): Presentation {
	if (category !== undefined && !/^[\w./-]{1,100}$/.test(category)) {
		throw new UserError({
			where: '--category',
			problem: `"${category}" is not a name of letters, digits, dots, slashes, hyphens and underscores`,
			next: 'Give one such as prod or network/eu.',
		});
	}
	if (quiet) silenceProgress();
	return {
		compact,
		quiet,
		...(category === undefined ? {} : { category }),
		...(output === undefined ? {} : { output }),
	};
}
