import { UserError } from '@sg-preflight/documents';
import { type FormatName, formatNames, isFormatName } from '../report/formats/index.js';
import type { Presentation, ReportFile } from '../report/publish.js';
import { silenceProgress } from '../terminal/progress-line.js';

/** The options of every command that prints a report. */
export const reportOptions = {
	format: { type: 'string', short: 'f', choices: formatNames, help: 'Format of the output. Default: text.' },
	output: { type: 'string', short: 'o', value: 'FILE', help: 'File for the output. Default: standard output.' },
	report: {
		type: 'string',
		multiple: true,
		value: 'FORMAT=FILE',
		words: formatNames.map((name) => `${name}=`),
		help: 'Also write a report to a file.',
	},
	compact: { type: 'boolean', help: 'Print one line for each finding (text).' },
	quiet: { type: 'boolean', help: 'Print findings and errors only, without progress, notes and summary (text).' },
	category: {
		type: 'string',
		value: 'NAME',
		help: 'Tell the runs of one pull request apart: in SARIF and in the comment.',
	},
} as const;

interface ReportValues {
	readonly format?: FormatName;
	readonly output?: string;
	readonly report?: readonly string[];
	readonly compact?: boolean;
	readonly quiet?: boolean;
	readonly category?: string;
}

/** How a report is printed, and the files that are written beside it. */
export interface ReportOutput {
	readonly format: FormatName;
	readonly files: readonly ReportFile[];
	readonly presentation: Presentation;
}

/** The settings of a configuration that options override. */
export interface ConfiguredOutput {
	readonly format: string | undefined;
	/** Files by format. */
	readonly reports: Readonly<Record<string, string>>;
}

/** @throws {UserError} when a format is unknown, a report has no file, or the category is not a plain name */
export function reportOutputOf(values: ReportValues, configured: ConfiguredOutput | null = null): ReportOutput {
	const files = values.report?.map(reportFile) ?? Object.entries(configured?.reports ?? {}).map(reportTo);
	return {
		format: formatOf(values.format ?? configured?.format ?? 'text'),
		files,
		presentation: presentationOf(values),
	};
}

function presentationOf({ compact = false, quiet = false, category, output }: ReportValues): Presentation {
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

/** Parses FORMAT=FILE. */
function reportFile(value: string): ReportFile {
	const separator = value.indexOf('=');
	if (separator < 1 || separator === value.length - 1) {
		throw new UserError(`--report ${value}: expected FORMAT=FILE, such as json=report.json.`);
	}
	return reportTo([value.slice(0, separator), value.slice(separator + 1)]);
}

function reportTo([name, file]: [string, string]): ReportFile {
	return { name: formatOf(name), file };
}

function formatOf(name: string): FormatName {
	if (isFormatName(name)) return name;
	throw new UserError(`there is no format "${name}". There are: ${formatNames.join(', ')}.`);
}
