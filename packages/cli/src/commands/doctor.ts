import { command } from '../command-line/command.js';
import { readConfiguration } from '../command-line/project-config.js';
import { projectIn } from '../setup/project.js';
import { setupRows } from '../setup/setup-rows.js';
import { logLine } from '../terminal/safe-text.js';
import { print } from '../terminal/stdout.js';

export const doctor = command({
	name: 'doctor',
	summary: 'Check the setup of this directory: inventory, region, credentials, pre-commit hook, gate.',
	options: {},
	details:
		'Exit status: 0 everything is in place; 1 something is missing; 2 the configuration or the inventory cannot be read.',
	async run() {
		const rows = await setupRows(projectIn(process.cwd()), await readConfiguration({}, false));
		const lines = rows.map(
			({ level, text, next }) =>
				`${level.padEnd(8)}${logLine(text)}\n${next === undefined ? '' : `        ${logLine(next)}\n`}`,
		);
		await print(lines.join(''));
		return rows.some(({ level }) => level === 'missing') ? 1 : 0;
	},
});
