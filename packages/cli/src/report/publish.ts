import type { ExitStatus } from '../terminal/exit-status.js';
import { logLine } from '../terminal/safe-text.js';
import { print, terminalWidth, wantsColour } from '../terminal/stdout.js';
import { type FormatName, loadFormat } from './formats/index.js';
import { madeWithText } from './made-with.js';
import type { Report } from './report.js';

/** Layout options of a report. */
export interface Presentation {
	/** One line for each finding, in text. */
	readonly compact?: boolean;
	/** Findings and errors alone, in text. */
	readonly quiet?: boolean;
	readonly category?: string;
	/** File for the printed report; undefined for standard output. */
	readonly output?: string;
}

/** Prints a report in one format and writes it to files in others. Returns its exit status. */
export async function publish(
	given: Report,
	format: FormatName,
	files: readonly ReportFile[],
	{ compact = false, quiet = false, category, output }: Presentation = {},
): Promise<ExitStatus> {
	const report = category === undefined ? given : { ...given, category };
	const errors = report.inputs.flatMap(({ error }) => (error === null ? [] : [error]));
	const isAnyRead = report.inputs.length === 0 || errors.length < report.inputs.length;
	for (const error of errors) console.error(`sg-preflight: ${logLine(error)}`);
	if (format === 'gitlab' && report.findings.length === 0) {
		for (const line of linesOfRun(report)) console.error(`sg-preflight: ${logLine(line)}`);
	}
	for (const { name, file } of files) await write(file, (await loadFormat(name))(report, false));
	const layout = { width: null, compact, quiet, hasErrors: true };
	if (output !== undefined) await write(output, (await loadFormat(format))(report, false, layout));
	// If nothing was read, the errors are the whole report for a person.
	else if (format !== 'text' || isAnyRead) {
		await print(
			(await loadFormat(format))(report, wantsColour(), { ...layout, width: terminalWidth(), hasErrors: false }),
		);
	}
	return report.exitStatus;
}

/** Returns the facts about a run for which an empty list of issues has no place. */
function linesOfRun(report: Report): string[] {
	const notices = report.notices.flatMap(({ level, message }) => (level === 'error' ? [] : [message]));
	return [madeWithText(report), ...notices].filter((line) => line !== null);
}

async function write(file: string, text: string): Promise<void> {
	const { writeWhole } = await import('@sg-preflight/documents/atomic-file');
	writeWhole(file, text);
}

export interface ReportFile {
	readonly name: FormatName;
	readonly file: string;
}
