import { UserError } from '@sg-preflight/documents';
import type { Command, ExitStatus } from './command-line/command.js';
import { commands } from './commands/index.js';
import { logLine } from './report/safe-text.js';
import { print } from './terminal/stdout.js';
import { version } from './version.js';

/** Runs the command line `argv` (without node and the script). Prints, and returns the exit status; throws nothing. */
export async function main(argv: readonly string[]): Promise<ExitStatus> {
	// What could not be written is an error of "print"; without a listener it would end the process before.
	process.stdout.on('error', () => {});
	// Started by a service: ends with it. The channel alone must not keep the process.
	process.once('disconnect', () => process.exit(2));
	process.channel?.unref();
	try {
		return await run(argv);
	} catch (error) {
		console.error(`sg-preflight: ${logLine(messageOf(error))}`);
		if (process.env.SG_PREFLIGHT_DEBUG && error instanceof Error) {
			console.error((error.stack ?? '').split('\n').map(logLine).join('\n'));
		}
		return 2;
	}
}

async function run(argv: readonly string[]): Promise<ExitStatus> {
	const [first] = argv;
	if (first === '--version') return printed(`${version}\n`);
	if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
		await print(overview());
		return first === undefined ? 2 : 0;
	}
	const name = Object.keys(commands)
		.sort((a, b) => b.length - a.length)
		.find((candidate) => argv.slice(0, candidate.split(' ').length).join(' ') === candidate);
	const known = name === undefined ? undefined : commands[name];
	if (name === undefined || known === undefined) {
		const started = Object.keys(commands).filter((candidate) => candidate.startsWith(`${first} `));
		if (started.length > 0) throw new UserError(`"${first}" needs one more word: ${started.join(', ')}.`);
		throw new UserError(`there is no command "${first}". There are: ${Object.keys(commands).join(', ')}.`);
	}
	const command: Command = await known.load();
	const rest = argv.slice(name.split(' ').length);
	const end = rest.indexOf('--');
	if ((end < 0 ? rest : rest.slice(0, end)).some((argument) => argument === '--help' || argument === '-h')) {
		return printed(command.help);
	}
	return command.run(rest);
}

async function printed(text: string): Promise<ExitStatus> {
	await print(text);
	return 0;
}

function overview(): string {
	const width = Math.max(...Object.keys(commands).map((name) => name.length)) + 2;
	const rows = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}${summary}`);
	return `Usage: sg-preflight COMMAND [ARGUMENT…]

Tells, before terraform apply or pulumi up, that Alibaba Cloud will refuse part of the change.

${rows.join('\n')}

sg-preflight COMMAND --help says more; sg-preflight --version prints the version.
`;
}

/** One message for what the user can mend; what only the project can mend says so. */
function messageOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const ours =
		error.constructor !== TypeError && error.constructor !== RangeError && error.constructor !== ReferenceError;
	if (ours) return error.message;
	return `internal error: ${error.name}: ${error.message.split('\n')[0]}. Please report it; SG_PREFLIGHT_DEBUG=1 shows where it came from.`;
}
