import { UserError } from '@sg-preflight/documents';
import { type Command, didYouMean, helpLines, helpWidth } from './command-line/command.js';
import { commands } from './commands/index.js';
import { errorMessage } from './terminal/error-message.js';
import type { ExitStatus } from './terminal/exit-status.js';
import { logLine } from './terminal/safe-text.js';
import { print } from './terminal/stdout.js';
import { version } from './version.js';

/** Runs the command line `argv` (without node and the script). Prints, and returns the exit status; throws nothing. */
export async function main(argv: readonly string[]): Promise<ExitStatus> {
	// A service started this process, so it ends with the service. The channel alone must not keep the process alive.
	process.once('disconnect', () => process.exit(2));
	process.channel?.unref();
	try {
		return await run(argv);
	} catch (error) {
		console.error(`sg-preflight: ${logLine(errorMessage(error))}`);
		if (process.env.SG_PREFLIGHT_DEBUG && error instanceof Error) {
			console.error((error.stack ?? '').split('\n').map(logLine).join('\n'));
		}
		return 2;
	}
}

async function run(argv: readonly string[]): Promise<ExitStatus> {
	const [first] = argv;
	if (first === '--version' || first === '-v') return printed(`${version}\n`);
	if (first === undefined || first === '--help' || first === '-h') {
		await print(overview());
		return first === undefined ? 2 : 0;
	}
	if (first === 'help') return help(argv.slice(1));
	const name = nameIn(argv);
	const known = name === undefined ? undefined : commands[name];
	if (name === undefined || known === undefined) {
		const group = groupOf(first);
		if (group.length === 0) throw await unknownCommand(first);
		if (argv.slice(1).some(isHelp)) return printed(overviewOf(first, group));
		throw new UserError(`"${first}" expects a subcommand: ${group.join(', ')}.${await nearSubcommand(first, argv[1])}`);
	}
	const command: Command = await known.load();
	const rest = argv.slice(name.split(' ').length);
	const end = rest.indexOf('--');
	if ((end < 0 ? rest : rest.slice(0, end)).some(isHelp)) return printed(command.help);
	return command.run(rest);
}

function isHelp(argument: string): boolean {
	return argument === '--help' || argument === '-h';
}

/** Runs `help`, `help COMMAND` and `help GROUP`. */
async function help(argv: readonly string[]): Promise<ExitStatus> {
	const [first] = argv;
	if (first === undefined || isHelp(first)) return printed(overview());
	const name = nameIn(argv);
	const known = name === undefined ? undefined : commands[name];
	if (known) return printed((await known.load()).help);
	const group = groupOf(first);
	if (group.length > 0) return printed(overviewOf(first, group));
	throw await unknownCommand(first);
}

/** Finds the command at the start of the arguments; the longest name wins. */
function nameIn(argv: readonly string[]): string | undefined {
	return Object.keys(commands)
		.sort((a, b) => b.length - a.length)
		.find((candidate) => argv.slice(0, candidate.split(' ').length).join(' ') === candidate);
}

/** Returns the commands of two words that begin with a word. */
function groupOf(word: string): string[] {
	return Object.keys(commands).filter((name) => name.startsWith(`${word} `));
}

async function unknownCommand(word: string): Promise<UserError> {
	const words = [...new Set(Object.keys(commands).flatMap((name) => [name, name.split(' ')[0] ?? name]))];
	return new UserError(
		`unknown command "${word.slice(0, 80)}".${await didYouMean(word, words)} The commands are ${Object.keys(commands).join(', ')}.`,
	);
}

async function nearSubcommand(group: string, word: string | undefined): Promise<string> {
	if (word === undefined) return '';
	const words = groupOf(group).map((name) => name.slice(group.length + 1));
	return didYouMean(word, words, (name) => `${group} ${name}`);
}

async function printed(text: string): Promise<ExitStatus> {
	await print(text);
	return 0;
}

function overview(): string {
	return `Usage: sg-preflight COMMAND [OPTION…] [ARGUMENT…]

${helpLines('Tells, before terraform apply or pulumi up, that Alibaba Cloud will refuse part of the change.', helpWidth()).join('\n')}

${rowsOf(Object.keys(commands))}

More about a command: sg-preflight help COMMAND
The version: sg-preflight --version
`;
}

function overviewOf(group: string, names: readonly string[]): string {
	return `Usage: sg-preflight ${group} SUBCOMMAND [OPTION…] [ARGUMENT…]\n\n${rowsOf(names)}\n`;
}

function rowsOf(names: readonly string[]): string {
	const width = Math.max(...names.map((name) => name.length)) + 2;
	const room = Math.max(helpWidth() - width - 2, 20);
	return names
		.flatMap((name) =>
			helpLines(commands[name]?.summary ?? '', room).map(
				(line, at) => `  ${(at === 0 ? name : '').padEnd(width)}${line}`,
			),
		)
		.join('\n');
}
