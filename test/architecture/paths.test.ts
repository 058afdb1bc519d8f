import test from 'ava';
import { sourceFiles, textOf } from './source-files.js';

/** Matches code that takes a path or an address apart as text. */
const surgery =
	/\.split\(('\.'|"\."|'\[\]'|\/[^/]*\\?[.[][^/]*\/)|replace(All)?\(('\[\]'|\/[^/]*\\\[)|endsWith\('\[\]'\)|startsWith\('\['\)|lastIndexOf\('\.'\)|match\(\/[^/]*\\\[/;

/** The modules that may: the two homes, and those whose texts are neither paths of attributes nor addresses. */
const reviewed: ReadonlyMap<string, string> = new Map([
	['packages/operations/src/change/attribute-path.ts', 'the home of attribute paths'],
	['packages/terraform/src/address/address.ts', 'the home of addresses'],
	['packages/operations/src/provider/version.ts', 'version numbers'],
	['packages/inventory/src/document/parse-inventory.ts', 'places in an inventory'],
	[
		'packages/terraform/src/saved-plan/message/change-message.ts',
		'paths of sensitive attributes, in which {} is a set',
	],
	['packages/permissions/src/text/refusal-message.ts', "the API's error code"],
	['packages/cli/src/report/html/markup.ts', 'where a browser may break a name'],
	['packages/cli/src/report/text/sentence.ts', 'code in a sentence'],
	['packages/operations/src/speaks-of-groups.ts', 'the provider in a type name'],
	['packages/terraform/src/plan/provider-scope.ts', 'the provider in a type name'],
	['packages/pulumi/src/names/translate.ts', "the bridge between Terraform's paths and Pulumi's"],
	['packages/terraform/src/json-scanner/scanner-memory.ts', 'keys of a JSON document'],
	['packages/terraform/src/json-scanner/parsing-scanner.ts', 'keys of a JSON document'],
]);

test('attribute paths and addresses are taken apart in one place each', (t) => {
	const found = sourceFiles().flatMap((file) =>
		reviewed.has(file)
			? []
			: textOf(file)
					.split('\n')
					.flatMap((line, index) => (surgery.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
	);
	t.deepEqual(found, []);
});

test('every reviewed module takes texts apart', (t) => {
	t.deepEqual(
		[...reviewed.keys()].filter((file) => !surgery.test(textOf(file))),
		[],
	);
});
