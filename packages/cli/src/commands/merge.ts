import { UserError } from '@sg-preflight/documents';
import { command } from '../command-line/command.js';
import { formatNames } from '../report/formats/index.js';
import { formatOf, publish, reportFile } from '../report/publish.js';
import { readReport } from '../report/read-report.js';
import { merged, type Report } from '../report/report.js';

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
		'REPORT is what check --format json prints, or --report json=REPORT writes. The exit status is the worst of theirs.',
	async run(files, { format = 'text', report = [] }) {
		if (files.length === 0) throw new UserError('merge takes JSON reports. See: sg-preflight merge --help');
		const reports = await Promise.all(files.map(readReport));
		refuseMissingShards(reports);
		return publish(merged(reports), formatOf(format), report.map(reportFile));
	},
});

/** A part that never ran must not look like one in which nothing was found. */
function refuseMissingShards(reports: readonly Report[]): void {
	const shards = reports.flatMap(({ shard }) => (shard === undefined ? [] : [shard]));
	const of = shards[0]?.split('/')[1];
	if (of === undefined) return;
	const expected = Array.from({ length: Number(of) }, (_, index) => `${index + 1}/${of}`);
	const missing = expected.filter((shard) => !shards.includes(shard));
	if (missing.length > 0) throw new UserError(`the report of --shard ${missing.join(', ')} is missing.`);
	const stray = shards.find((shard, index) => !expected.includes(shard) || shards.indexOf(shard) !== index);
	if (stray !== undefined) throw new UserError(`the report of --shard ${stray} is one too many.`);
}
