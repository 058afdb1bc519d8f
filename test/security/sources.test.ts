import fs from 'node:fs';
import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { inventory, refusedPlan, root, scratch, sgPreflight } from '../cli/command-run.js';

// The author of a change writes the sources and the configuration that a check reads.

const fixture = (name: string): string =>
	fs.readFileSync(path.join(root, 'test/fixtures/wrong-passes/sec-file-function', name), 'utf8');

/** Checks the fixture's plan with the sources of an attack; `expression` takes the place of the branch with the group. */
async function checked(t: ExecutionContext, files: Readonly<Record<string, string>>, expression = '"sg-lit3"') {
	const main = fixture('main.tf').replace('trimspace(file("id.txt"))', expression);
	const cwd = scratch(t, { 'plan.json': fixture('plan.json'), 'main.tf': main, ...files });
	const started = Date.now();
	const args = ['check', 'plan.json', '--source', '.', '--inventory', inventory, '--no-config', '--strict'];
	const run = await sgPreflight(args, { cwd });
	return { ...run, milliseconds: Date.now() - started };
}

const many = 200_000;

test('expressions that are made to be long or deep end the check neither late nor with a stack overflow', async (t) => {
	let slowest = 0;
	const attacks: [string, Record<string, string>, string?][] = [
		['attributes', { 'x.tf': `locals { a = b${'.c'.repeat(many)} }` }],
		['indexes', { 'x.tf': `locals { a = b${'[0]'.repeat(many)} }` }],
		['indexes by name', { 'x.tf': `locals { a = b${'[c]'.repeat(many)} }` }],
		['splats', { 'x.tf': `locals { a = b${'[*]'.repeat(many)} }` }],
		['names behind a splat', { 'x.tf': `locals { a = b.*${'.c'.repeat(many)} }` }],
		['templates', { 'x.tf': `locals { a = "${'${'.repeat(many)}` }],
		['brackets', { 'x.tf': `locals { a = ${'['.repeat(many)} }` }],
		['operators', { 'x.tf': `locals { a = 1${' + 1'.repeat(many)} }` }],
		['conditions', { 'x.tf': `locals { a = ${'true ? 1 : '.repeat(many)}1 }` }],
		['blocks', { 'x.tf': 'x {}\n'.repeat(many) }],
		['JSON', { 'x.tf.json': '['.repeat(many) }],
		['comments', { 'x.tf': '/*'.repeat(many) }],
		[
			'a loop of loops',
			{},
			'join("", flatten([for x in range(1000): [for y in range(1000): [for z in range(4): "a"]]]))',
		],
		['deep YAML', {}, `yamldecode("${'['.repeat(many)}")[0]`],
		['YAML keys', {}, `yamldecode("${'a: '.repeat(many)}").a`],
		['a power', {}, 'tostring(pow(10, 999999999))'],
		['a width', {}, 'format("%1000000000s", "a")'],
		['a template that includes itself', { 't.tpl': `\${templatefile("t.tpl", {})}x` }, 'templatefile("t.tpl", {})'],
		[
			'doubling',
			{
				'x.tf': Array.from(
					{ length: 60 },
					(_, at) => `locals {\n  a${at + 1} = [local.a${at}, local.a${at}]\n}\n`,
				).join(''),
			},
			'jsonencode(local.a60)',
		],
	];
	for (const [what, files, expression] of attacks) {
		const { status, stderr, milliseconds } = await checked(t, files, expression);
		slowest = Math.max(slowest, milliseconds);
		t.is(status, 1, `${what}: ${stderr}`);
		t.true(milliseconds < 120_000, `${what}: ${milliseconds} ms`);
	}
	t.log(`${attacks.length} sources made to take long: the slowest took ${slowest} ms`);
});

test('names that every object of JavaScript has are names like others', async (t) => {
	for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
		for (const files of [
			{ 'x.tf': `${name} {\n}\n` },
			{ 'x.tf.json': `{"${name}": {"a": 1}}` },
			{ 'x.tf.json': `{"locals": {"${name}": "a"}, "resource": {"${name}": {"${name}": {"${name}": 1}}}}` },
			{ 'x.tf': `locals {\n  ${name} = { ${name} = ${name}(1) }\n}\nmodule "${name}" {\n  source = "./m"\n}\n` },
		]) {
			const { status, stderr, stdout } = await checked(t, files);
			t.is(status, 1, `${JSON.stringify(files)}: ${stderr}`);
			t.regex(stdout, /could not tell/);
		}
	}
});

test('a found configuration that is made to take long is refused or read in seconds', async (t) => {
	const letters = 250_000;
	let slowest = 0;
	const attacks: readonly [string, string][] = [
		['keys', Array.from({ length: letters / 10 }, (_, at) => `k${at}: 1\n`).join('')],
		['keys of one line', `{${Array.from({ length: letters / 10 }, (_, at) => `k${at}: 1,`).join('')}}`],
		['anchors', Array.from({ length: letters / 16 }, (_, at) => `k${at}: &a${at} x\n`).join('')],
		['aliases', `a: &a x\nwaivers: [${'*a,'.repeat(letters / 3)}]`],
		['merged maps', `%YAML 1.1\n---\na: &a {x: 1}\nb:\n${'  <<: *a\n'.repeat(letters / 10)}`],
		['errors', '}\n'.repeat(letters / 2)],
		['tags', `a: ${'!x '.repeat(letters / 3)}`],
		['a large file', '# \n'.repeat(letters)],
	];
	for (const [what, text] of attacks) {
		const cwd = scratch(t, { 'plan.json': fs.readFileSync(refusedPlan), 'sg-preflight.yaml': text });
		const started = Date.now();
		const { status } = await sgPreflight(['check', 'plan.json', '--inventory', inventory], { cwd });
		slowest = Math.max(slowest, Date.now() - started);
		t.is(status, 2, what);
	}
	t.log(`${attacks.length} configurations made to take long: the slowest took ${slowest} ms`);
});

test('a key that a configuration has twice is an error, whatever follows it', async (t) => {
	for (const text of ['undetermined: fail\nundetermined: ignore\n', '{"undetermined": fail, "undetermined": ignore}']) {
		const cwd = scratch(t, { 'plan.json': fs.readFileSync(refusedPlan), 'sg-preflight.yaml': text });
		const { status, stderr } = await sgPreflight(['check', 'plan.json', '--inventory', inventory], { cwd });
		t.is(status, 2);
		t.regex(stderr, /sg-preflight\.yaml:\d+:\d+: this is not YAML: Map keys must be unique/);
	}
});
