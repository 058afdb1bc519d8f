import test from 'ava';
import { readYaml } from '../src/yaml.js';

test('no message quotes the text', (t) => {
	for (const text of [
		'a: *s3cr3t',
		'a: "s3cr3t',
		's3cr3t: [1',
		'a: &x [s3cr3t]\nb: *y',
		'a: 1\n\ts3cr3t: 2',
		'[s3cr3t: {',
		'a: b\n{s3cr3t',
		'a\ns3cr3t: 1\n b',
		'"a" s3cr3t',
		'[a] s3cr3t',
		'a: |s3cr3t\n  b',
		'a: "\\s3cr3t"',
		'%YAML s3cr3t\n---\na: [',
		'%s3cr3t\n---\na: [',
		'a: !<s3cr3t [',
		'a: !s3cr3t! [',
		'a: !s3cr3t!x [1',
		'a: &s3cr3t\u0007 [1',
		'? s3cr3t\n? s3cr3t',
		'a: @s3cr3t',
		'a: b\n  s3cr3t: c',
	]) {
		const error = t.throws(() => readYaml(text, 'a.yaml').value, { name: 'UserError' }, text);
		t.notRegex(error?.message ?? '', /s3cr3t/, text);
	}
});

test('deep nesting and multiplied aliases are refused with a message', (t) => {
	for (const text of [
		'['.repeat(5000) + ']'.repeat(5000),
		'{a: '.repeat(5000),
		'- '.repeat(5000),
		'? '.repeat(5000),
		'- {a: '.repeat(5000),
		Array.from({ length: 3000 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
	]) {
		t.throws(() => readYaml(text, 'a.yaml'), { message: 'a.yaml: this YAML is nested too deeply.' }, text.slice(0, 9));
	}
	t.notThrows(() => readYaml(`a: "${'['.repeat(500)}"\nb: it's [1, 2]\nc: |\n${' '.repeat(500)}text\n`, 'a.yaml'));
	const laughs = Array.from(
		{ length: 12 },
		(_, at) =>
			`a${at}: &a${at} [${Array(10)
				.fill(at === 0 ? '1' : `*a${at - 1}`)
				.join()}]`,
	);
	t.throws(() => readYaml(laughs.join('\n'), 'a.yaml'), { message: /alias/ });
});
