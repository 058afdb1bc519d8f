import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@sg-preflight/documents';
import { readPreview } from '@sg-preflight/pulumi';
import test from 'ava';

const fixtures = path.resolve(import.meta.dirname, '../../../../test/fixtures');
const preview = fs.readFileSync(path.join(fixtures, 'pulumi/inst_add_sg/preview.json'), 'utf8');
const event = '{"sequence":0,"timestamp":1,"preludeEvent":{"config":{}}}';

async function* bytes(...chunks: readonly Buffer[]): AsyncGenerator<Uint8Array> {
	yield* chunks;
}

const refused: readonly (readonly [string, string | Buffer, RegExp])[] = [
	['empty', '', /is empty/],
	['white space', ' \n\n', /is empty/],
	['cut off', preview.slice(0, -2), /cut off/],
	['cut off early', preview.slice(0, 20), /cut off/],
	['text', 'Previewing update (s)', /not JSON/],
	['text before the document', `warning: x\n${preview}`, /not JSON/],
	['a list', '[]', /not a Pulumi preview/],
	['null', 'null', /not a Pulumi preview/],
	['an unknown document', '{"hello":1}', /not a Pulumi preview/],
	['a stack state', '{"version":3,"deployment":{}}', /state of a stack/],
	['a saved plan', '{"manifest":{},"resourcePlans":{}}', /update plan/],
	['a Terraform plan', '{"format_version":"1.2","steps":[]}', /not a Pulumi preview/],
	['steps of the wrong type', '{"steps":{},"config":{}}', /steps: not a list/],
	['a step of the wrong type', '{"steps":[1]}', /steps\[0\]: not an object/],
	['a step without an op', '{"steps":[{"urn":"u"}]}', /steps\[0\]: op: missing/],
	['an op of the wrong type', '{"steps":[{"op":1,"urn":"u"}]}', /steps\[0\]: op: not text/],
	['a state of the wrong type', '{"steps":[{"op":"create","urn":"u","newState":[]}]}', /newState: not an object/],
	['a state without a URN', '{"steps":[{"op":"create","urn":"u","newState":{}}]}', /newState\.urn: missing/],
	[
		'inputs of the wrong type',
		'{"steps":[{"op":"create","urn":"u","newState":{"urn":"u","type":"t","inputs":[]}}]}',
		/newState\.inputs: not an object/,
	],
	[
		'dependencies of the wrong type',
		'{"steps":[{"op":"create","urn":"u","newState":{"urn":"u","type":"t","dependencies":[1]}}]}',
		/dependencies: not a list of text/,
	],
	['a byte order mark', `\ufeff${preview}`, /byte order mark/],
	['UTF-16 LE', Buffer.from(`\ufeff${preview}`, 'utf16le'), /UTF-16/],
	['UTF-16 LE without a mark', Buffer.from(preview, 'utf16le'), /UTF-16/],
	['not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xff, 0x22, 0x7d]), /not UTF-8/],
	['a UTF-8 character cut off', Buffer.concat([Buffer.from('{"steps":"'), Buffer.from([0xe2, 0x82])]), /not UTF-8/],
	['a stream that is cut off', `${event}\n{"sequence":1,"resourceP`, /line 2: not an event/],
	['a stream with text in it', `${event}\nhello\n${event}`, /line 2: not an event/],
	[
		'a stream with a wrong type',
		`${event}\n{"resourcePreEvent":{"metadata":[]}}`,
		/line 2: resourcePreEvent\.metadata: not an object/,
	],
];

for (const [title, input, message] of refused) {
	test(`${title}: one message that names the file and what to do`, async (t) => {
		const source = typeof input === 'string' ? input : bytes(input.subarray(0, 7), input.subarray(7));
		const error = await t.throwsAsync(readPreview(source, 'p.json'), { instanceOf: UserError, message });
		t.regex(error.message, /^p\.json: [^\n]*pulumi preview --json/);
		if (typeof input === 'string')
			await t.throwsAsync(readPreview(bytes(Buffer.from(input)), 'p.json'), { message: error.message });
	});
}

test('a preview without steps is one without changes', async (t) => {
	const { changes, coverage } = await readPreview('{"config":{},"duration":1,"changeSummary":{}}', 'p.json');
	t.deepEqual(changes, []);
	t.is(coverage.changes, 0);
});

test('a preview is read with any line ends and spaces, in any pieces', async (t) => {
	const indented = JSON.stringify(JSON.parse(preview), null, 4);
	const expected = await readPreview(preview, 'p.json');
	for (const text of [indented, `\r\n\n${indented.replaceAll('\n', '\r\n')}\r\n`, `${preview}\n`]) {
		t.deepEqual(await readPreview(text, 'p.json'), expected);
		const all = Buffer.from(text);
		const pieces = Array.from({ length: Math.ceil(all.length / 13) }, (_, i) => all.subarray(i * 13, i * 13 + 13));
		t.deepEqual(await readPreview(bytes(...pieces), 'p.json'), expected);
	}
});

test('every truncation of a preview is refused', async (t) => {
	for (let length = 0; length < preview.length; length += 97) {
		await t.throwsAsync(readPreview(preview.slice(0, length), 'p.json'), { instanceOf: UserError });
	}
});
