import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { root, sgPreflight } from './command-run.js';

// Phrases that have to be read twice, in every text that a user reads: help, messages, rules and pages.

const phrases: readonly RegExp[] = [
	/\bstands? (in|at|for itself)\b/i,
	/\b(is|are) said\b/i,
	/\bof which\b/i,
	/\bmend(ed|s|ing)?\b/i,
	/\bspeaks? of\b/i,
	/\b(is|are) no (type|command|finding|file|error|plan|inventory|group|state)\b/i,
	/\bin no (plan|order|file|message)\b/i,
	/\bone more word\b/i,
	/\ba group of your own\b/i,
];
const firstWords = /(?:^|[.!?] )(What|Where) [^?]*\.(?: |$)/;

function hits(text: string): string[] {
	const plain = text.replace(/`[^`]*`/g, '`…`');
	return [...phrases, firstWords].flatMap((phrase) => phrase.exec(plain)?.[0] ?? []);
}

const pages = [
	'README.md',
	'CONTRIBUTING.md',
	'SECURITY.md',
	'action.yml',
	'.pre-commit-hooks.yaml',
	...fs
		.readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.md') && name !== 'resource-types.md')
		.map((name) => path.join('docs', name)),
];

for (const page of pages) {
	test(`${page} has no phrase that is read twice`, (t) => {
		const text = fs.readFileSync(path.join(root, page), 'utf8').replace(/^```[^`]*^```/gms, '');
		t.deepEqual(
			text.split(/\n\s*\n|\n(?=[-|#])/).flatMap((paragraph) => hits(paragraph.replaceAll('\n', ' '))),
			[],
		);
	});
}

test('no help has a phrase that is read twice', async (t) => {
	const { stdout } = await sgPreflight(['--help']);
	const commands = [...stdout.matchAll(/^ {2}(\S+(?: \S+)?) {2,}/gm)].map(([, name]) => name as string);
	t.true(commands.length > 10);
	for (const command of commands) {
		const help = await sgPreflight([...command.split(' '), '--help']);
		t.deepEqual(
			help.stdout.split('\n').flatMap((line) => hits(line.trim())),
			[],
			command,
		);
	}
});

/** Returns the texts of a module: its strings and templates, without comments, with a mark for each expression. */
function textsOf(source: string): string[] {
	const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
	return [...code.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)]
		.map(([, single, template]) => (single ?? template ?? '').replace(/\$\{[^}]*\}/g, '…'))
		.filter((text) => / \w+ \w+/.test(text));
}

for (const name of fs.readdirSync(path.join(root, 'packages'))) {
	test(`no message of the package ${name} has a phrase that is read twice`, (t) => {
		const folder = path.join(root, 'packages', name, 'src');
		const found = fs
			.readdirSync(folder, { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.ts') && !file.includes(`resources${path.sep}`) && !file.includes('.generated.'))
			.flatMap((file) =>
				textsOf(fs.readFileSync(path.join(folder, file), 'utf8')).flatMap((text) =>
					hits(text).map((hit) => `${file}: ${hit}: ${text.slice(0, 90)}`),
				),
			);
		t.deepEqual(found, []);
	});
}
