import type { Option } from './command.js';

/** A command as completion needs it. */
export interface CompletedCommand {
	readonly name: string;
	readonly summary: string;
	/** Words for a positional argument. */
	readonly words: readonly string[];
	readonly options: readonly (readonly [name: string, option: Option])[];
}

/** The scripts by their shell. */
export const completionScripts: Readonly<Record<string, (all: readonly CompletedCommand[]) => string>> = {
	bash,
	zsh: (all) => `autoload -Uz compinit bashcompinit\ncompinit\nbashcompinit\n${bash(all)}`,
	fish,
};

/** Returns the first words of all commands, or the second words of the commands that begin with `first`. */
function wordsAfter(all: readonly CompletedCommand[], first: string | null): string[] {
	const words = all.map(({ name }) => name.split(' '));
	const next =
		first === null ? words.map(([word]) => word) : words.filter(([word]) => word === first).map(([, w]) => w);
	return [...new Set(next.filter((word) => word !== undefined))];
}

function bash(all: readonly CompletedCommand[]): string {
	const reply = (words: readonly string[]): string =>
		`COMPREPLY=($(compgen -W "${words.join(' ')}" -- "$current")); return`;
	const cases = all.map(({ name, options, words }) => {
		const values = options.flatMap(([option, { short, choices, words = choices }]) => {
			if (!words) return [];
			// The value goes on after the equals sign.
			const isBegun = words.some((word) => word.endsWith('='));
			const names = [`--${option}`, ...(short ? [`-${short}`] : [])].join(' | ');
			return [`${names}) ${isBegun ? 'compopt -o nospace 2>/dev/null; ' : ''}${reply(words)} ;;`];
		});
		return [
			`'${name}' | '${name} '*)`,
			...(values.length > 0 ? [`case "$previous" in ${values.join(' ')} esac`] : []),
			`case "$current" in -*) ${reply([...options.map(([option]) => `--${option}`), '--help'])} ;; esac`,
			...(words.length > 0 ? [reply(words)] : []),
			';;',
		].join('\n    ');
	});
	const groups = wordsAfter(all, null)
		.filter((word) => wordsAfter(all, word).length > 0)
		.map((word) => `'${word}') ${reply(wordsAfter(all, word))} ;;`);
	return `_sg_preflight() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local typed="\${COMP_WORDS[*]:1:$((COMP_CWORD - 1))}"
  COMPREPLY=()
  case "$typed" in
  '') ${reply(wordsAfter(all, null))} ;;
  ${groups.join('\n  ')}
  ${cases.join('\n  ')}
  esac
}
complete -o default -F _sg_preflight sg-preflight
`;
}

function fish(all: readonly CompletedCommand[]): string {
	const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
	const lines = all.flatMap(({ name, summary, options, words }) => {
		const [first = '', second] = name.split(' ');
		const seen = name
			.split(' ')
			.map((word) => `__fish_seen_subcommand_from ${word}`)
			.join('; and ');
		const word =
			second === undefined
				? `-f -n __fish_use_subcommand -a ${first} -d ${quoted(summary)}`
				: `-f -n '__fish_seen_subcommand_from ${first}; and not __fish_seen_subcommand_from ${wordsAfter(all, first).join(' ')}' -a ${second} -d ${quoted(summary)}`;
		return [
			...(second === undefined ? [] : [`-f -n __fish_use_subcommand -a ${first}`]),
			word,
			...(words.length > 0 ? [`-f -n '${seen}' -a ${quoted(words.join(' '))}`] : []),
			...options.map(([option, { type, short, choices, words: offered, help }]) => {
				const file = type === 'string' ? ` -r${offered ? ` -a ${quoted(offered.join(' '))}` : ''}` : '';
				const value = choices ? ` -x -a ${quoted(choices.join(' '))}` : file;
				return `-n '${seen}'${short ? ` -s ${short}` : ''} -l ${option}${value} -d ${quoted(help)}`;
			}),
		];
	});
	return `${[...new Set(lines)].map((line) => `complete -c sg-preflight ${line}`).join('\n')}\n`;
}
