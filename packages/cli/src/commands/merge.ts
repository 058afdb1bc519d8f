import { UserError } from '@sg-preflight/documents';
import { command } from '../command-line/command.js';
import { presentationOf, presentationOptions } from '../command-line/presentation-options.js';
import { mergeReports } from '../merge/merge-reports.js';
import { formatNames } from '../report/formats/index.js';
import { formatOf, publish, reportFile } from '../report/publish.js';
import { readReport } from '../report/read-report.js';

export const merge = command({
	name: 'merge',
	summary:
		'Merge the JSON reports of several runs, such as those of check --shard, into one report with one exit status.',
	positionals: 'REPORT…',
	options: {
		format: { type: 'string', short: 'f', choices: formatNames, help: 'Format of the output. Default: text.' },
		output: { type: 'string', short: 'o', value: 'FILE', help: 'File for the output. Default: standard output.' },
		report: { type: 'string', multiple: true, value: 'FORMAT=FILE', help: 'Also write a report to a file.' },
		...presentationOptions,
	},
	details:
		'REPORT is what check --format json prints, or --report json=REPORT writes. The exit status is computed from the\nfindings. Shards that are missing, repeated or of different runs are refused.',
	async run(files, { format = 'text', report = [], ...presentation }) {
		if (files.length === 0) throw new UserError('merge takes JSON reports. See: sg-preflight merge --help');
		const reports = await Promise.all(files.map(async (file) => ({ file, report: await readReport(file) })));
		return publish(mergeReports(reports), formatOf(format), report.map(reportFile), presentationOf(presentation));
	},
});
