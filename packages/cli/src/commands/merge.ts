import { UserError } from '@sg-preflight/documents';
import { command } from '../command-line/command.js';
import { mergeReports } from '../merge/merge-reports.js';
import { formatNames } from '../report/formats/index.js';
import { formatOf, publish, reportFile } from '../report/publish.js';
import { readReport } from '../report/read-report.js';

export const merge = command({
	name: 'merge',
	summary:
		'Puts the JSON reports of several runs together, such as those of check --shard, into one with one exit status.',
	positionals: 'REPORT…',
	options: {
		format: { type: 'string', choices: formatNames, help: 'What to print; text by default.' },
		report: { type: 'string', multiple: true, value: 'FORMAT=FILE', help: 'Writes a report to a file as well.' },
	},
	details:
		'REPORT is what check --format json prints, or --report json=REPORT writes. The exit status is computed from the\nfindings. Shards that are missing, repeated or of different runs are refused.',
	async run(files, { format = 'text', report = [] }) {
		if (files.length === 0) throw new UserError('merge takes JSON reports. See: sg-preflight merge --help');
		const reports = await Promise.all(files.map(async (file) => ({ file, report: await readReport(file) })));
		return publish(mergeReports(reports), formatOf(format), report.map(reportFile));
	},
});
