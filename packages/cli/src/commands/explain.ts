import { UserError } from '@sg-preflight/documents';
import { readRefusalMessage } from '@sg-preflight/permissions';
import { command } from '../command-line/command.js';
import { printedFormatOption } from '../command-line/printed-format.js';
import { explainedWords, explainWord } from '../explain/explanation.js';
import { print } from '../terminal/stdout.js';

export const explain = command({
	name: 'explain',
	summary:
		'Explain a resource type (its operations, their conditions, the evidence), an operation, a rule, or an error message.',
	positionals: 'TYPE|OPERATION|RULE|ERROR',
	words: explainedWords,
	options: {
		format: printedFormatOption,
	},
	details:
		'ERROR is the error code of a refusal, or the message of the API or the provider.\nFor example: explain alicloud_instance, explain JoinSecurityGroup, explain unknown-group.',
	async run(words, { format = 'text' }) {
		const [first, another] = words;
		// A message is often pasted without quotes.
		const isMessage = readRefusalMessage(words.join(' ')) !== null;
		const subject = isMessage ? words.join(' ') : first;
		if (subject === undefined || (another !== undefined && !isMessage)) {
			throw new UserError('explain takes one resource type, operation or rule. See: sg-preflight explain --help');
		}
		const { text, facts } = await explainWord(subject);
		await print(format === 'json' ? `${JSON.stringify({ schemaVersion: 1, ...facts }, null, 2)}\n` : text);
		return 0;
	},
});
