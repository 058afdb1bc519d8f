import { UserError } from '@sg-preflight/documents';
import { writeWhole } from '@sg-preflight/documents/atomic-file';
import type { ExitStatus } from '../command-line/command.js';
import { print, wantsColour } from '../terminal/stdout.js';
import { type FormatName, formatNames, isFormatName, loadFormat } from './formats/index.js';
import type { Report } from './report.js';
import { logLine } from './safe-text.js';

/**
 * Prints a report in one format and writes it to files in others.
 *
 * @param output file for what is printed; undefined for standard output
 * @returns the report's exit status
 */
export async function publish(
	report: Report,
	format: FormatName,
	files: readonly ReportFile[],
	output?: string,
): Promise<ExitStatus> {
	for (const { error } of report.inputs) if (error !== null) console.error(`sg-preflight: ${logLine(error)}`);
	if (output !== undefined) files = [...files, { name: format, file: output }];
	for (const { name, file } of files) writeWhole(file, (await loadFormat(name))(report, false));
	// Where nothing could be read there is nothing more to say to a person.
	if (output !== undefined) return report.exitStatus;
	if (format !== 'text' || report.inputs.length === 0 || report.inputs.some(({ error }) => error === null)) {
		await print((await loadFormat(format))(report, wantsColour()));
	}
	return report.exitStatus;
}

export interface ReportFile {
	readonly name: FormatName;
	readonly file: string;
}

/** Reads FORMAT=FILE. */
export function reportFile(value: string): ReportFile {
	const separator = value.indexOf('=');
	if (separator < 1 || separator === value.length - 1) {
		throw new UserError(`--report ${value}: expected FORMAT=FILE, such as json=report.json.`);
	}
	return reportTo([value.slice(0, separator), value.slice(separator + 1)]);
}

export function reportTo([name, file]: [string, string]): ReportFile {
	return { name: formatOf(name), file };
}

export function formatOf(name: string): FormatName {
	if (isFormatName(name)) return name;
	throw new UserError(`there is no format "${name}". There are: ${formatNames.join(', ')}.`);
}
