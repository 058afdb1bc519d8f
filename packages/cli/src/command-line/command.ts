import path from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '@sg-preflight/documents';

/** 0: nothing refused. 1: refused, or undetermined where the user said `fail`. 2: could not check. */
export type ExitStatus = 0 | 1 | 2;

export interface Option {
	readonly type: 'string' | 'boolean';
	readonly multiple?: true;
	/** What stands for the value in the help. */
	readonly value?: string;
	readonly choices?: readonly string[];
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
	/** How positional arguments stand in the usage line. */
	readonly positionals?: string;
	/** Paragraphs after the options. */
	readonly details?: string;
	readonly options: O;
	run(positionals: readonly string[], values: Values<O>): Promise<ExitStatus>;
}

export interface Command {
	readonly help: string;
	readonly options: Options;
	/** Parses and runs. Throws UserError for arguments that the command does not take. */
	run(argv: readonly string[]): Promise<ExitStatus>;
}

export function command<const O extends Options>(definition: Definition<O>): Command {
	const seeHelp = `See: sg-preflight ${definition.name} --help`;
	return {
		help: helpOf(definition),
		options: definition.options,
		async run(argv) {
			const { values, positionals } = parse(argv, definition.options, seeHelp);
			if (!definition.positionals && positionals.length > 0) {
				throw new UserError(`${definition.name} takes no argument, but was given "${positionals[0]}". ${seeHelp}`);
			}
			for (const [name, { choices }] of Object.entries(definition.options)) {
				const given = values[name];
				if (choices && typeof given === 'string' && !choices.includes(given)) {
					throw new UserError(`--${name} ${given}: not one of ${choices.join(', ')}. ${seeHelp}`);
				}
			}
			return definition.run(positionals, values as Values<O>);
		},
	};
}

function parse(argv: readonly string[], options: Options, seeHelp: string) {
	try {
		const { values, tokens } = parseArgs({ args: [...argv], options, allowPositionals: true, tokens: true });
		const end = tokens.find(({ kind }) => kind === 'option-terminator')?.index ?? Number.POSITIVE_INFINITY;
		const positionals = tokens.flatMap((token) => {
			if (token.kind !== 'positional') return [];
			// After -- everything is a file, even one that is called like standard input.
			return token.value === '-' && token.index > end ? [`.${path.sep}-`] : [token.value];
		});
		return { values, positionals };
	} catch (error) {
		if (!(error instanceof TypeError)) throw error;
		const message = error.message.split('. To specify a positional')[0] ?? error.message;
		throw new UserError(`${message.split('\n').join(' ').replace(/\.?$/, '.')} ${seeHelp}`);
	}
}

function helpOf({ name, summary, positionals, options, details }: Definition<Options>): string {
	const rows: [string, string][] = Object.entries(options).map(([option, { value, choices, multiple, help }]) => [
		`--${option}${choices ? ` ${choices.join('|')}` : value ? ` ${value}` : ''}`,
		`${help}${multiple ? ' May be given several times.' : ''}`,
	]);
	rows.push(['--help', 'Shows this.']);
	const usage = ['sg-preflight', name, positionals, '[OPTION…]'].filter(Boolean).join(' ');
	const lines = rows.map(([left, right]) =>
		left.length > 30 ? `  ${left}\n${' '.repeat(34)}${right}` : `  ${left.padEnd(32)}${right}`,
	);
	return [`Usage: ${usage}`, '', summary, '', ...lines, ...(details ? ['', details] : []), ''].join('\n');
}
