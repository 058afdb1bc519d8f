import fs from 'node:fs';
import fc from 'fast-check';

/** Forms of expressions by the type of their result, with holes: `#s` a string, `#l` a list, `#m` a map, `#b` a truth value, `#n` a number. */
const { strings, lists, maps, bools, numbers } = JSON.parse(
	fs.readFileSync(new URL('../../../test/language/fixtures/forms.json', import.meta.url), 'utf8'),
) as { readonly [type in 'strings' | 'lists' | 'maps' | 'bools' | 'numbers']: readonly string[] };

/** The names of a generated expression, with their values after the apply, as Terraform writes them. */
export const named = {
	/** Known after apply: ids that the apply creates. */
	fresh: { s0: '"sg-new0"', s1: '"sg-new1"' },
	/** Known after apply: any strings, null and empty ones too. */
	open: ['"sg-lit1"', '"sg-new0"', '"x,y"', '""', 'null', '"true"', '"1"'],
	/** Known before the apply. */
	known: {
		a: '"sg-lit1"',
		b: '"sg-lit2"',
		e: '""',
		n: 'null',
		l: '["sg-lit1", "sg-lit2"]',
		t: 'tolist(["sg-lit1"])',
		q: 'toset(["sg-lit2", "sg-lit1"])',
		m: '{ a = "sg-lit1", b = "" }',
		p: 'tomap({ a = "sg-lit1", c = "sg-lit3" })',
		z: '[]',
		i: '1',
		y: 'true',
	},
	/** Unknown collections and truth values, of these types. */
	lists: ['[]', '["sg-lit1"]', '["sg-new0", "sg-lit2", "sg-lit2"]', '["", "sg-x"]'],
	maps: ['{}', '{ a = "sg-new1" }', '{ a = "sg-lit1", c = "sg-q" }'],
	bools: ['true', 'false'],
} as const;

const pick = (...all: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...all);

/** Fills the `#s`, `#l`, `#m`, `#b`, `#n` and `#x` of a form with generated expressions of those types. */
function filled(
	forms: readonly string[],
	parts: { readonly [letter: string]: fc.Arbitrary<string> },
): fc.Arbitrary<string> {
	return fc.constantFrom(...forms).chain((form) => {
		const pieces = form.split(/(#[slmbnx])/);
		return fc
			.tuple(
				...pieces.map((piece) =>
					piece.startsWith('#') && piece.length === 2
						? (parts[piece[1] ?? ''] ?? fc.constant(piece))
						: fc.constant(piece),
				),
			)
			.map((all) => all.join(''));
	});
}

/** Generates an expression of any type, with names of `named`. */
export function expressionOfDepth(depth: number): fc.Arbitrary<string> {
	let parts: { readonly [letter: string]: fc.Arbitrary<string> } = {
		s: pick('local.s0', 'local.s1', 'local.o', 'local.a', 'local.b', 'local.e', 'local.n', '"sg-lit1"', '"k"'),
		l: pick('local.l', 'local.t', 'local.q', 'local.z', 'local.ul', 'local.ul', 'local.us'),
		m: pick('local.m', 'local.p', 'local.um', '{}'),
		b: pick('true', 'false', 'local.ub', 'local.ub', 'local.y'),
		n: pick('0', '1', '2', 'local.i', 'local.un'),
	};
	parts = { ...parts, x: fc.oneof(...Object.values(parts)) };
	for (let level = 0; level < depth; level++) {
		const deeper: { readonly [letter: string]: fc.Arbitrary<string> } = {
			s: filled(strings, parts),
			l: filled(lists, parts),
			m: filled(maps, parts),
			b: filled(bools, parts),
			n: filled(numbers, parts),
		};
		parts = { ...deeper, x: fc.oneof(...Object.values(deeper)) };
	}
	return parts.x ?? fc.constant('null');
}

/** The values of the names after the apply; each is an expression of Terraform's. */
export type Ending = { readonly [name: string]: string };

/** The names that are known after apply, with their possible values. */
export const ending: fc.Arbitrary<Ending> = fc.record({
	o: pick(...named.open),
	ul: pick(...named.lists).map((list) => `tolist(${list === '[]' ? 'slice(["x"], 0, 0)' : list})`),
	us: pick(...named.lists).map((list) => `toset(${list === '[]' ? 'slice(["x"], 0, 0)' : list})`),
	um: pick(...named.maps),
	ub: pick(...named.bools),
	un: pick('0', '1', '3'),
});
