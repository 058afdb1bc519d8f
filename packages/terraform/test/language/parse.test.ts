import fs from 'node:fs';
import test from 'ava';
import { evaluate } from '../../src/language/evaluation/evaluate.js';
import { Work } from '../../src/language/evaluation/work.js';
import { plainDataOf } from '../../src/language/functions/known.js';
import { parseJson } from '../../src/language/parser/json.js';
import { parseNative } from '../../src/language/parser/native.js';
import type { WrittenBlock } from '../../src/language/syntax/configuration-file.js';
import { referencesOf } from '../../src/language/syntax/references.js';
import { scopeOf } from './scope-double.js';

const fixture = (name: string): string =>
	fs.readFileSync(new URL(`../../../test/language/fixtures/${name}`, import.meta.url), 'utf8');

/** Texts that are not Terraform's language, with the line and the column of the first problem. */
const invalid = JSON.parse(fixture('invalid.json')) as readonly {
	readonly text: string;
	readonly at: string;
	readonly syntax?: 'json';
}[];

for (const { text, at, syntax } of invalid) {
	test(`${JSON.stringify(text)} has a problem at ${at}`, (t) => {
		const parsed = syntax === 'json' ? parseJson(text) : parseNative(text);
		t.is(parsed.kind === 'problem' ? `${parsed.line}:${parsed.column}` : 'none', at);
	});
}

const native = fixture('instance.tf');
const json = fixture('instance.tf.json');

/** Returns the references of every argument, by its path. */
function shape(blocks: readonly WrittenBlock[]): { readonly [path: string]: unknown } {
	const found: { [path: string]: unknown } = {};
	const visit = (block: WrittenBlock, path: string): void => {
		for (const [name, { written }] of block.attributes) found[`${path}.${name}`] = referencesOf(written);
		for (const inner of block.blocks) {
			// JSON syntax does not distinguish an object from a block, so the object is both.
			if (inner.type !== 'tags') visit(inner, `${path}/${[inner.type, ...inner.labels].join('.')}`);
		}
	};
	for (const block of blocks) visit(block, [block.type, ...block.labels].join('.'));
	return found;
}

test('a configuration in JSON syntax has the blocks and references of the same one in native syntax', (t) => {
	const one = parseNative(native);
	const other = parseJson(json);
	if (one.kind !== 'blocks' || other.kind !== 'blocks') return t.fail();
	t.deepEqual(shape(other.blocks), shape(one.blocks));
	const texts = [one, other].map(({ blocks }) => {
		const written = blocks.find(({ type }) => type === 'locals')?.attributes.get('text')?.written;
		return written && plainDataOf(evaluate(written, scopeOf({})), new Work());
	});
	t.deepEqual(texts, ['a\n  b\n', 'a\n  b\n']);
});

test('a default and a source in JSON syntax are text, not templates', (t) => {
	const parsed = parseJson(fixture('text.tf.json'));
	if (parsed.kind !== 'blocks') return t.fail();
	t.deepEqual(shape(parsed.blocks), { 'variable.v.default': [], 'module.m.source': [], 'module.m.v': ['var.c'] });
});

test('a place counts lines and columns from 1', (t) => {
	const parsed = parseNative(native);
	if (parsed.kind !== 'blocks') return t.fail();
	const [block] = parsed.blocks;
	t.deepEqual(block?.range, { line: 3, column: 1, endLine: 16, endColumn: 2 });
	t.deepEqual(block?.attributes.get('name')?.range, { line: 6, column: 3, endLine: 6, endColumn: 38 });
});
