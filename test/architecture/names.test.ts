import test from 'ava';
import { sourceFiles, textOf } from './source-files.js';

/** Exported names by the modules that export them. */
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

test('an exported name means one thing, or docs/glossary.md says what it means where', (t) => {
	const glossary = textOf('docs/glossary.md');
	const reasons = new Set([...glossary.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name));
	const twice = [...exportedNames()].filter(([, files]) => files.length > 1);
	t.deepEqual(
		twice.flatMap(([name, files]) => (reasons.has(name) ? [] : [`${name}: ${files.join(', ')}`])),
		[],
	);
});
