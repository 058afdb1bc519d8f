/** The option `--format` of the commands that print facts rather than a report. */
export const printedFormatOption = {
	type: 'string',
	short: 'f',
	choices: ['text', 'json'],
	help: 'Format of the output. Default: text.',
} as const;
