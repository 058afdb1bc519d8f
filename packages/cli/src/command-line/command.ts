import path from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '@sg-preflight/documents';
import type { ExitStatus } from '../terminal/exit-status.js';

export interface Option {
	readonly type: 'string' | 'boolean';
	readonly multiple?: true;
	/** Placeholder of the value in the help. */
	readonly value?: string;
	/** One letter: `-i`. */
	readonly short?: string;
	/** False for an option that no environment variable sets. */
	readonly variable?: false;
	readonly choices?: readonly string[];
	/** Words that completion offers for a value that may also be another. */
	readonly words?: readonly string[];
	/** Option without which this one means nothing. */
	readonly requires?: string;
	readonly help: string;
}

type Options = Readonly<Record<string, Option>>;

/** Values by option name; an option that was not given is absent. */
export type Values<O extends Options> = {
	readonly [Name in keyof O]?: O[Name] extends { type: 'boolean' }
		? boolean
		: O[Name] extends { multiple: true }
			? readonly string[]
			: O[Name] extends { choices: readonly (infer Choice)[] }
				? Choice
				: string;
};

interface Definition<O extends Options> {
	readonly name: string;
	readonly summary: string;
	/** Positional arguments in the usage line. */
	readonly positionals?: string;
	/** Words that completion offers for a positional argument. */
	readonly words?: readonly string[];
	/** Paragraphs after the options. */
	readonly details?: string;
	readonly options: O;
	run(positionals: readonly string[], values: Values<O>): Promise<ExitStatus>;
}

export interface Command {
	readonly help: string;
	readonly options: Options;
	/** Words that completion offers for a positional argument. */
	readonly words: readonly string[];
	/**
	 * Parses the arguments and runs.
	 *
	 * @throws {UserError} when the command does not take an argument
	 */
	run(argv: readonly string[]): Promise<ExitStatus>;
}

/** Options of every command. */
const globalOptions = {
	color: { type: 'boolean', help: 'Color the output even if it is not a terminal.' },
	'no-color': { type: 'boolean', help: 'Do not color the output.' },
} as const satisfies Options;

export function command<const O extends Options>(definition: Definition<O>): Command {
	const seeHelp = `See: sg-preflight ${definition.name} --help`;
	const options: Options = { ...definition.options, ...globalOptions };
	return {
		get help() {
			return helpOf({ ...definition, options });
		},
		options,
		words: definition.words ?? [],
		async run(argv) {
			const { values: given, positionals } = await parse(argv, options, seeHelp);
			const values = withRequired(options, given, fromEnvironment(options, given));
			if (!definition.positionals && positionals.length > 0) {
				throw new UserError(`${definition.name} takes no argument, but was given "${positionals[0]}". ${seeHelp}`);
			}
			for (const [name, { choices }] of Object.entries(options)) {
				const value = values[name];
				if (choices && typeof value === 'string' && !choices.includes(value)) {
					throw new UserError(
						`--${name} ${value}: not one of ${choices.join(', ')}.${await didYouMean(value, choices)} ${seeHelp}`,
					);
				}
			}
			const { color, 'no-color': noColor, ...own } = values;
			if (noColor) process.env.FORCE_COLOR = '0';
			else if (color) process.env.FORCE_COLOR = '1';
			return definition.run(positionals, own as Values<O>);
		},
	};
}

/** Returns ` Did you mean X?` for the nearest known word; empty if none is near. */
export async function didYouMean(
	word: string,
	known: readonly string[],
	written = (name: string) => name,
): Promise<string> {
	const { nearest } = await import('@sg-preflight/documents/nearest');
	const near = nearest(word, known);
	return near === undefined ? '' : ` Did you mean ${written(near)}?`;
}

type ParsedValues = { readonly [name: string]: string | boolean | (string | boolean)[] | undefined };

async function parse(
	argv: readonly string[],
	options: Options,
	seeHelp: string,
): Promise<{ readonly values: ParsedValues; readonly positionals: readonly string[] }> {
	try {
		const { values, tokens } = parseArgs({ args: [...argv], options, allowPositionals: true, tokens: true });
		const end = tokens.find(({ kind }) => kind === 'option-terminator')?.index ?? Number.POSITIVE_INFINITY;
		const positionals = tokens.flatMap((token) => {
			if (token.kind !== 'positional') return [];
			// After -- everything is a file, even `-`.
			return token.value === '-' && token.index > end ? [`.${path.sep}-`] : [token.value];
		});
		return { values, positionals };
	} catch (error) {
		if (!(error instanceof TypeError)) throw error;
		const [, unknown] = /^Unknown option '--([^'=]+)/.exec(error.message) ?? [];
		if (unknown !== undefined) {
			const near = await didYouMean(unknown, [...Object.keys(options), 'help'], (name) => `--${name}`);
			throw new UserError(`unknown option --${unknown}.${near} ${seeHelp}`);
		}
		const message = error.message.split('. To specify a positional')[0] ?? error.message;
		throw new UserError(`${message.split('\n').join(' ').replace(/\.?$/, '.')} ${seeHelp}`);
	}
}

/**
 * Adds the values from the environment. Such a value may be meant for another command, so it is dropped if its required
 * option is not given.
 *
 * @throws {UserError} when an argument lacks the option that it requires
 */
function withRequired(options: Options, given: ParsedValues, environment: ParsedValues): ParsedValues {
	const all = { ...environment, ...given };
	return Object.fromEntries(
		Object.entries(all).filter(([name]) => {
			const requires = options[name]?.requires;
			if (requires === undefined || all[requires] !== undefined) return true;
			if (given[name] !== undefined) throw new UserError(`--${name} requires --${requires}.`);
			return false;
		}),
	);
}

/** Returns the environment variable of an option: SG_PREFLIGHT_MAX_AGE of --max-age. */
function variableOf(option: string): string {
	return `SG_PREFLIGHT_${option.toUpperCase().replaceAll('-', '_')}`;
}

/**
 * Returns the values from the environment for options that the arguments leave out. Each line is one value of a
 * repeatable option.
 *
 * @throws {UserError} when a boolean is neither 1, true, 0 nor false
 */
function fromEnvironment(options: Options, given: ParsedValues): ParsedValues {
	return Object.fromEntries(
		Object.entries(options).flatMap(([name, { type, multiple, variable }]): [string, string | boolean | string[]][] => {
			const text = variable === false || given[name] !== undefined ? undefined : process.env[variableOf(name)];
			if (text === undefined || text === '') return [];
			if (type === 'boolean') {
				if (/^(0|false)$/i.test(text)) return [];
				if (/^(1|true)$/i.test(text)) return [[name, true]];
				throw new UserError({ where: variableOf(name), problem: 'expected 1, true, 0 or false' });
			}
			return [[name, multiple ? text.split('\n').filter((line) => line !== '') : text]];
		}),
	);
}

function helpOf({ name, summary, positionals, options, details }: Definition<Options>): string {
	const rows: [string, string][] = Object.entries(options).map(
		([option, { value, choices, multiple, short, help }]) => {
			const placeholder = choices?.join('|') ?? value;
			return [
				`${short ? `-${short}, ` : ''}--${option}${placeholder ? ` ${placeholder}` : ''}`,
				`${help}${multiple ? ' Repeatable.' : ''}`,
			];
		},
	);
	rows.push(['-h, --help', 'Show this help.']);
	const usage = ['sg-preflight', name, '[OPTION…]', positionals].filter(Boolean).join(' ');
	const lines = rows.flatMap(([left, right]) => [
		...choiceLines(left, helpWidth() - 2).map((line) => `  ${line}`),
		...helpLines(right, helpWidth() - 8).map((line) => `        ${line}`),
	]);
	const variables = Object.entries(options).some(([, { variable }]) => variable !== false)
		? ['', `An option can also be set by its environment variable, such as ${variableOf(exampleOf(options))}.`]
		: [];
	return [
		`Usage: ${helpLines(usage, helpWidth() - 7).join('\n       ')}`,
		'',
		...helpLines(summary, helpWidth()),
		'',
		...lines,
		...(details ? ['', ...helpLines(joined(details), helpWidth())] : []),
		...variables.flatMap((line) => helpLines(line, helpWidth())),
		'',
	].join('\n');
}

/** Breaks an option with its choices after a bar, and indents the lines that follow to the first choice. */
function choiceLines(left: string, width: number): string[] {
	if (left.length <= width) return [left];
	const start = left.lastIndexOf(' ') + 1;
	const lines = [left.slice(0, start)];
	for (const choice of left.slice(start).split(/(?<=\|)/)) {
		const line = (lines.at(-1) ?? '') + choice;
		if (line.length <= width || lines.at(-1)?.trim() === '') lines[lines.length - 1] = line;
		else lines.push(' '.repeat(start) + choice);
	}
	return lines;
}

function exampleOf(options: Options): string {
	return 'inventory' in options ? 'inventory' : (Object.keys(options)[0] ?? 'color');
}

/** Joins the lines of a paragraph that its source wraps. */
function joined(text: string): string {
	return text.replace(/(?<=[^\n]{80})(?<!\.)\n(?=\S)/g, ' ');
}

/** Returns the columns of the help text. */
export function helpWidth(): number {
	return Math.max(40, Math.min(process.stdout.columns ?? 80, 100));
}

/** Breaks a text at spaces into lines of at most `width` characters. */
export function helpLines(text: string, width: number): string[] {
	return text
		.split('\n')
		.flatMap((line) => line.match(new RegExp(`.{1,${width}}(?=\\s|$)|\\S+`, 'g'))?.map((part) => part.trim()) ?? ['']);
}
