import { UserError } from '@sg-preflight/documents';
import { command, didYouMean } from '../command-line/command.js';
import { completionScripts } from '../command-line/completion-scripts.js';
import { print } from '../terminal/stdout.js';
import { commands } from './index.js';

const shells = Object.keys(completionScripts);

export const completion = command({
	name: 'completion',
	summary: 'Print the script that completes commands, options and their choices in a shell.',
	positionals: 'bash|zsh|fish',
	words: shells,
	options: {},
	details: `bash: source <(sg-preflight completion bash)
zsh:  source <(sg-preflight completion zsh)
fish: sg-preflight completion fish | source`,
	async run([shell, another]) {
		const script = another === undefined && shell !== undefined ? completionScripts[shell] : undefined;
		if (!script) {
			const near = another === undefined && shell !== undefined ? await didYouMean(shell, shells) : '';
			throw new UserError(`completion takes one of ${shells.join(', ')}.${near} See: sg-preflight completion --help`);
		}
		const all = await Promise.all(
			Object.entries(commands).map(async ([name, { summary, load }]) => {
				const { words, options } = await load();
				return { name, summary, words, options: Object.entries(options) };
			}),
		);
		await print(script(all));
		return 0;
	},
});
