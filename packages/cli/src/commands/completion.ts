import { UserError } from '@sg-preflight/documents';
import { command, type Option } from '../command-line/command.js';
import { print } from '../terminal/stdout.js';
import { commands } from './index.js';

export const completion = command({
	name: 'completion',
	summary: 'Print the script that completes commands, options and their choices in a shell.',
	positionals: 'bash|zsh|fish',
	options: {},
	details: `bash: source <(sg-preflight completion bash)
zsh:  source <(sg-preflight completion zsh)
fish: sg-preflight completion fish | source`,
	async run([shell, another]) {
		const script = another === undefined && shell !== undefined ? scripts[shell] : undefined;
		if (!script) throw new UserError('completion takes one of bash, zsh, fish. See: sg-preflight completion --help');
		const all = await Promise.all(
			Object.entries(commands).map(async ([name, { summary, load }]) => ({
				name,
				summary,
				options: Object.entries((await load()).options),
			})),
		);
		await print(script(all));
		return 0;
	},
});

interface Completed {
	readonly name: string;
	readonly summary: string;
	readonly options: readonly (readonly [name: string, option: Option])[];
}

const scripts: Readonly<Record<string, (all: readonly Completed[]) => string>> = {
	bash,
	zsh: (all) => `autoload -Uz compinit bashcompinit\ncompinit\nbashcompinit\n${bash(all)}`,
	fish,
};

/** Each first word, then each second word of the commands that have two. */
function wordsAfter(all: readonly Completed[], first: string | null): string[] {
	const words = all.map(({ name }) => name.split(' '));
	const next =
		first === null ? words.map(([word]) => word) : words.filter(([word]) => word === first).map(([, w]) => w);
	return [...new Set(next.filter((word) => word !== undefined))];
}

function bash(all: readonly Completed[]): string {
	const reply = (words: readonly string[]): string =>
		`COMPREPLY=($(compgen -W "${words.join(' ')}" -- "$current")); return`;
	const cases = all.map(({ name, options }) => {
		const choices = options.flatMap(([option, { choices: words }]) =>
			words ? [`--${option}) ${reply(words)} ;;`] : [],
		);
		return [
			`'${name}' | '${name} '*)`,
			...(choices.length > 0 ? [`case "$previous" in ${choices.join(' ')} esac`] : []),
			`case "$current" in -*) ${reply([...options.map(([option]) => `--${option}`), '--help'])} ;; esac ;;`,
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

function fish(all: readonly Completed[]): string {
	const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
	const lines = all.flatMap(({ name, summary, options }) => {
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
			...options.map(([option, { type, choices, help }]) => {
				const file = type === 'string' ? ' -r' : '';
				const value = choices ? ` -x -a ${quoted(choices.join(' '))}` : file;
				return `-n '${seen}' -l ${option}${value} -d ${quoted(help)}`;
			}),
		];
	});
	return `${[...new Set(lines)].map((line) => `complete -c sg-preflight ${line}`).join('\n')}\n`;
}
