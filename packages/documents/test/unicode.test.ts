import test from 'ava';
import fc from 'fast-check';
import { compareTexts, decodeUtf8 } from '../src/unicode.js';

test('texts have the order of their UTF-8', (t) => {
	const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '\uffff', '\u{10000}', '\u{1f600}'), maxLength: 4 });
	fc.assert(
		fc.property(text, text, (one, other) => {
			t.is(Math.sign(compareTexts(one, other)), Buffer.compare(Buffer.from(one), Buffer.from(other)));
		}),
		{ numRuns: 2000 },
	);
});

test('bytes that are not UTF-8 give null, and a byte order mark is kept', (t) => {
	t.is(decodeUtf8(Buffer.from('é')), 'é');
	t.is(decodeUtf8(Buffer.from('\ufeffa')), '\ufeffa');
	t.is(decodeUtf8(new Uint8Array([0xe2, 0x82])), null);
});
