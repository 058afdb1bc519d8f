import test from 'ava';
import { listed } from '../src/index.js';

test('a few names are listed, more are counted', (t) => {
	t.is(listed([]), '');
	t.is(listed(['a', 'b', 'c']), 'a, b, c');
	t.is(listed(['a', 'b', 'c', 'd', 'e']), 'a, b, c, 2 more');
	t.is(listed(['a', 'b'], { most: 5, count: 12 }), 'a, b, 10 more');
});
