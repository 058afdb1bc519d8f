import { UserError } from '@sg-preflight/documents';
import { command } from '../command-line/command.js';
import { reportOptions, reportOutputOf } from '../command-line/report-options.js';
import { mergeReports } from '../merge/merge-reports.js';
import { publish } from '../report/publish.js';
import { readReport } from '../report/read-report.js';

export const merge = command({
	name: 'merge',
	summary:
		'Merge the JSON reports of several runs, such as those of check --shard, into one report with one exit status.',
	positionals: 'REPORT…',
	options: reportOptions,
	details:
		'REPORT is what check --format json prints, or --report json=REPORT writes. The exit status is computed from the\nfindings. Shards that are missing, repeated or of different runs are refused.',
	async run(files, values) {
		if (files.length === 0) throw new UserError('merge takes JSON reports. See: sg-preflight merge --help');
		const output = reportOutputOf(values);
		const reports = await Promise.all(files.map(async (file) => ({ file, report: await readReport(file) })));
		return publish(mergeReports(reports), output.format, output.files, output.presentation);
	},
});
