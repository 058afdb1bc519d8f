import test from 'ava';
import { sourceFiles, textOf } from './source-files.js';

/** Returns the modules that export each name. */
function exportedNames(): ReadonlyMap<string, readonly string[]> {
	const names = new Map<string, string[]>();
	for (const file of sourceFiles()) {
		const declared = textOf(file).matchAll(
			/^export (?:declare )?(?:abstract )?(?:async )?(?:interface|type|class|enum|function\*?|const) (\w+)/gm,
		);
		for (const [, name = ''] of declared) names.set(name, [...(names.get(name) ?? []), file]);
	}
	return names;
}

/** Returns the names that docs/glossary.md lists with two meanings. */
function explainedNames(): ReadonlySet<string> {
	const [, section = ''] = textOf('docs/glossary.md').split('## Names in the code with two meanings');
	return new Set([...section.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name = '']) => name));
}

test('an exported name means one thing, or docs/glossary.md has its meanings', (t) => {
	const reasons = explainedNames();
	const twice = [...exportedNames()].filter(([, files]) => files.length > 1);
	t.deepEqual(
		twice.flatMap(([name, files]) => (reasons.has(name) ? [] : [`${name}: ${files.join(', ')}`])),
		[],
	);
});

test('docs/glossary.md explains no exported name that occurs once', (t) => {
	const names = exportedNames();
	t.deepEqual(
		[...explainedNames()].filter((name) => (names.get(name) ?? []).length < 2),
		[],
	);
});

/** A form that is not used, because another one does the same. */
const otherForms: readonly { readonly form: RegExp; readonly use: string }[] = [
	{
		form: /^(?:export )?const \w+ = (?:async )?(?:<[^>]*>)?\((?:[^()]|\([^()]*\))*\)(?:: [^=]+)? =>/gm,
		use: 'function NAME(…) at file level',
	},
	{ form: /^\s+(?:private|protected) (?!constructor)/gm, use: '#NAME for a private member' },
	{ form: /^\s*\*? ?@throws (?!\{)/gm, use: '@throws {CLASS} when …' },
];

test('there is one form for functions, private members and thrown errors', (t) => {
	t.deepEqual(
		sourceFiles().flatMap((file) =>
			otherForms.flatMap(({ form, use }) => [...textOf(file).matchAll(form)].map(() => `${file}: ${use}`)),
		),
		[],
	);
});
