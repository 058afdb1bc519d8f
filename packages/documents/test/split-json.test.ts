import test from 'ava';
import fc from 'fast-check';
import { jsonMarks, splitJson } from '../src/split-json.js';

test('values are split behind their ends, with the line on which each begins', (t) => {
	const text = '\n{"a": [1,\n2]}\n\n[3]{"b": "}"}';
	t.deepEqual(
		[...splitJson(text)].map(({ text, line, isCut }) => [text, line, isCut]),
		[
			['{"a": [1,\n2]}', 2, false],
			['[3]', 5, false],
			['{"b": "}"}', 5, false],
		],
	);
});

test('start and end are indexes of the whole text', (t) => {
	const text = 'null, {} \n [1]';
	for (const from of [0, 5, 8]) {
		for (const { text: piece, start, end } of splitJson(text, from)) t.is(text.slice(start, end), piece);
	}
	t.deepEqual(
		[...splitJson(text, 8)].map(({ text, line }) => [text, line]),
		[['[1]', 2]],
	);
});

test('a value that the text ends in is cut; white space is not a value', (t) => {
	for (const text of ['{', '{"a": "}', '[{}, {"a": [1]', '{"a": "\\"}']) {
		t.deepEqual(
			[...splitJson(`{} ${text}`)].map(({ isCut }) => isCut),
			[false, true],
			text,
		);
	}
	t.deepEqual([...splitJson(' \n ')], []);
	t.deepEqual([...splitJson('{} \n ')].length, 1);
});

test('other text belongs to the value after it, a bracket that closes nothing is a piece', (t) => {
	t.deepEqual(
		[...splitJson('{}, {} ] null {}, "x')].map(({ text, isCut }) => [text, isCut]),
		[
			['{}', false],
			[', {}', false],
			[']', false],
			['null {}', false],
			[', "x', false],
		],
	);
});

const documents = fc.array(fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())));
const gaps = fc.constantFrom('', ' ', '\n', '\r\n\t');

test('documents one after the other are split into the same documents', (t) => {
	fc.assert(
		fc.property(documents, gaps, fc.constantFrom(0, 2), (values, gap, indent) => {
			const text = values.map((value) => gap + JSON.stringify(value, null, indent)).join('');
			const split = [...splitJson(text)].map((piece) => JSON.parse(piece.text));
			t.is(JSON.stringify(split), JSON.stringify(values));
		}),
	);
});

test('marks are outside strings', (t) => {
	const text = '{"a:\\"": [1, "]\\\\"]}';
	t.is([...jsonMarks(text)].map((index) => text[index]).join(''), '{:[,]}');
});

test('100,000 values on one line are split in time that grows with their number alone', (t) => {
	const started = process.cpuUsage();
	t.is([...splitJson('{"a":1}'.repeat(100_000))].length, 100_000);
	t.true(process.cpuUsage(started).user < 5_000_000, 'five seconds are fifty times what it takes');
});
