import { Language, type Node, Parser } from 'web-tree-sitter';
import type {
	ModuleSource,
	Range,
	SourceAttribute,
	SourceBlock,
	SourceExpression,
	SourceStep,
	Sources,
} from './expression.js';

/** Reads Terraform's language. Made once: it holds the compiled grammar. */
export class SourceParser {
	readonly #parser: Parser;

	private constructor(parser: Parser) {
		this.#parser = parser;
	}

	/**
	 * @param runtime the bytes of `web-tree-sitter/web-tree-sitter.wasm`
	 * @param grammar the bytes of `@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm`
	 */
	static async load(runtime: Uint8Array, grammar: Uint8Array): Promise<SourceParser> {
		await Parser.init({ wasmBinary: runtime });
		const parser = new Parser();
		parser.setLanguage(await Language.load(grammar));
		return new SourceParser(parser);
	}

	/** A file that is not in Terraform's language (`.tf.json`) has no blocks. */
	parse(modules: readonly ModuleSource[]): Sources {
		return new Map(
			modules.map(({ key, files }) => [
				key,
				[...files]
					.sort((one, other) => Number(isOverride(one.path)) - Number(isOverride(other.path)))
					.map(({ path, text }) => ({ path, blocks: this.blocks(text) })),
			]),
		);
	}

	/** The first line that is not Terraform's language, counted from 1; null where all is. */
	errorLine(text: string): number | null {
		const tree = this.#parser.parse(text);
		if (tree === null) return 1;
		try {
			let node = tree.rootNode;
			if (!node.hasError) return null;
			for (let inner: Node | undefined = node; inner; inner = node.children.find((child) => child.hasError)) {
				node = inner;
				if (node.isError || node.isMissing) break;
			}
			return node.startPosition.row + 1;
		} finally {
			tree.delete();
		}
	}

	/** The blocks of a file, without those in which something is not Terraform's language. */
	blocks(text: string): readonly SourceBlock[] {
		const tree = this.#parser.parse(text);
		if (tree === null) return [];
		try {
			return childrenOf(tree.rootNode, 'body').flatMap((body) => blocksOf(body, new Map()));
		} finally {
			tree.delete();
		}
	}
}

/** Terraform merges these into what the others say, last. */
const isOverride = (path: string): boolean => /(^|[/\\_])override\.(tf|tofu)$/.test(path);

/** What a name bound by a `for` or by a dynamic block's iterator stands for. */
type Bound = { readonly key: SourceStep } | { readonly element: SourceExpression };
type Bindings = ReadonlyMap<string, Bound>;

const nothing: SourceExpression = { any: [] };

const childrenOf = (node: Node, type: string): Node[] => node.namedChildren.filter((child) => child?.type === type);

function rangeOf({ startPosition, endPosition }: Node): Range {
	return {
		line: startPosition.row + 1,
		column: startPosition.column + 1,
		endLine: endPosition.row + 1,
		endColumn: endPosition.column + 1,
	};
}

function blocksOf(body: Node, bindings: Bindings): SourceBlock[] {
	const sound = childrenOf(body, 'block').filter((node) => !node.hasError);
	return sound.map((node) => {
		const [type = '', ...labels] = node.namedChildren.flatMap((child) => {
			if (child.type === 'identifier') return [child.text];
			return child.type === 'string_lit' ? [stringOf(child)] : [];
		});
		const inner = childrenOf(node, 'body')[0];
		const attributes = inner ? attributesOf(inner, bindings) : new Map<string, SourceAttribute>();
		let within = bindings;
		if (type === 'dynamic') {
			// The iterator's value is any element: the plan does not say from which one a block was made.
			const written = inner && childrenOf(inner, 'attribute').find((item) => item.namedChild(0)?.text === 'iterator');
			const iterator = written?.namedChild(1)?.text ?? labels[0] ?? '';
			const element: SourceExpression = {
				object: [['value', { of: attributes.get('for_each')?.expression ?? nothing, steps: [null] }]],
			};
			within = new Map([...bindings, [iterator, { element }]]);
		}
		return { type, labels, range: rangeOf(node), attributes, blocks: inner ? blocksOf(inner, within) : [] };
	});
}

function attributesOf(body: Node, bindings: Bindings): Map<string, SourceAttribute> {
	return new Map(
		childrenOf(body, 'attribute').map((node) => {
			const [name, value] = node.namedChildren;
			const expression = value ? expressionOf(value, bindings) : nothing;
			return [name?.text ?? '', { range: rangeOf(node), expression }];
		}),
	);
}

function expressionOf(node: Node, bindings: Bindings): SourceExpression {
	const [term, ...operations] = node.namedChildren;
	if (!term) return nothing;
	if (term.type === 'variable_expr') return referenceOf(term.text, operations, bindings);
	return applied(termOf(term, bindings), operations, bindings);
}

function termOf(node: Node, bindings: Bindings): SourceExpression {
	const parts = (of: Node, type = 'expression') => childrenOf(of, type).map((part) => expressionOf(part, bindings));
	const inner = node.namedChild(0);
	switch (node.type) {
		case 'expression':
			return expressionOf(node, bindings);
		case 'literal_value':
			return { constant: literalOf(inner) };
		case 'collection_value':
			return inner ? termOf(inner, bindings) : nothing;
		case 'tuple':
			return { list: parts(node) };
		case 'object':
			return {
				object: childrenOf(node, 'object_elem').map((element) => {
					const [key, value] = ['key', 'val'].map((field) => element.childForFieldName(field));
					return [key ? keyOf(key) : null, value ? expressionOf(value, bindings) : nothing];
				}),
			};
		case 'conditional':
			return { any: parts(node).slice(1) };
		case 'for_expr':
			return inner ? loopOf(inner, bindings) : nothing;
		case 'function_call': {
			const list = childrenOf(node, 'function_arguments')[0];
			return callOf(childrenOf(node, 'identifier').at(-1)?.text ?? '', list ? parts(list) : []);
		}
		case 'template_expr':
			return templateOf(node, bindings);
		default:
			// An operation gives a number or a truth value.
			return nothing;
	}
}

function literalOf(node: Node | null): string | number | boolean | null {
	switch (node?.type) {
		case 'string_lit':
			return stringOf(node);
		case 'numeric_lit':
			return Number(node.text);
		case 'bool_lit':
			return node.text === 'true';
		default:
			return null;
	}
}

function stringOf(node: Node): string {
	const text = childrenOf(node, 'template_literal')
		.map((part) => part.text)
		.join('');
	try {
		return JSON.parse(`"${text.replaceAll(/([$%])\1\{/g, '$1{')}"`) as string;
	} catch {
		return text;
	}
}

/** The key of an object's element, where it is literal. */
function keyOf(node: Node): string | null {
	if (node.namedChildCount !== 1) return null;
	const only = node.namedChild(0);
	if (only?.type === 'variable_expr') return only.text;
	return only?.type === 'literal_value' ? String(literalOf(only.namedChild(0))) : null;
}

/** A template that is one interpolation is that value; of another, each part counts. */
function templateOf(node: Node, bindings: Bindings): SourceExpression {
	const parts = node.descendantsOfType('template_interpolation').flatMap((part) => childrenOf(part, 'expression'));
	const isOne = parts.length === 1 && node.descendantsOfType(['template_literal', 'template_directive']).length === 0;
	const expressions = parts.map((part) => expressionOf(part, bindings));
	return isOne && expressions[0] ? expressions[0] : { call: 'template', takes: 'beneath', arguments: expressions };
}

function loopOf(node: Node, bindings: Bindings): SourceExpression {
	const intro = childrenOf(node, 'for_intro')[0];
	const names = intro ? childrenOf(intro, 'identifier').map(({ text }) => text) : [];
	const source = intro ? childrenOf(intro, 'expression')[0] : undefined;
	if (!intro || !source) return nothing;
	const loop = `${node.startIndex}`;
	const element: Bound = { element: { of: expressionOf(source, bindings), steps: [{ loop }] } };
	const [key, value] = names.length > 1 ? names : [undefined, names[0]];
	const within: Bindings = new Map([
		...bindings,
		...(key === undefined ? [] : [[key, { key: { loop } }] as const]),
		...(value === undefined ? [] : [[value, element] as const]),
	]);
	const results = childrenOf(node, 'expression');
	const result = results.at(-1);
	const isKept = node.type === 'for_tuple_expr' ? childrenOf(node, 'for_cond').length === 0 : results[0]?.text === key;
	return { loop, keyed: isKept, each: result ? expressionOf(result, within) : nothing };
}

/** What a function's result is made of; of one that is not here, of anything beneath its arguments. */
const takes: { readonly [name: string]: 'as' | 'elements' | 'flattened' } = {
	flatten: 'flattened',
	...Object.fromEntries(
		['coalesce', 'merge', 'nonsensitive', 'sensitive', 'tolist', 'tomap', 'tostring', 'try'].map((name) => [
			name,
			'as',
		]),
	),
	...Object.fromEntries(
		[
			...['coalescelist', 'compact', 'concat', 'distinct', 'reverse', 'setintersection', 'setsubtract', 'setunion'],
			...['slice', 'sort', 'toset', 'values'],
		].map((name) => [name, 'elements']),
	),
};

function callOf(name: string, parts: readonly SourceExpression[]): SourceExpression {
	const [first = nothing, second, third] = parts;
	const anyOf = (of: SourceExpression): SourceExpression => ({ of, steps: [null] });
	switch (name) {
		case 'element':
		case 'one':
			return anyOf(first);
		case 'lookup':
			return { any: [anyOf(first), ...(third ? [third] : [])] };
		case 'zipmap':
			return second ? { call: name, takes: 'elements', arguments: [second] } : nothing;
		case 'keys':
		case 'length':
			return nothing;
		default:
			return { call: name, takes: takes[name] ?? 'beneath', arguments: parts };
	}
}

const roots: { readonly [name: string]: number } = { data: 2, ephemeral: 2 };
const selecting: ReadonlySet<string> = new Set(['each.key', 'count.index']);
const isNoValue = (name: string): boolean => selecting.has(name) || /^(path|terraform|self|count)\./.test(name);

function referenceOf(root: string, operations: readonly Node[], bindings: Bindings): SourceExpression {
	const bound = bindings.get(root);
	if (bound) return 'key' in bound ? nothing : applied(bound.element, operations, bindings);
	const length = roots[root] ?? 1;
	const names = operations.slice(0, length).map((node) => node.namedChild(0)?.text ?? '');
	const name = [root, ...names].join('.');
	return isNoValue(name) ? nothing : applied({ name }, operations.slice(length), bindings);
}

/** What stands behind a term. A splat is a loop over it, so that an index of the result is one of the collection. */
function applied(term: SourceExpression, operations: readonly Node[], bindings: Bindings): SourceExpression {
	const index = operations.findIndex(({ type }) => type === 'splat');
	const splat = operations[index];
	if (splat === undefined)
		return stepped(
			term,
			operations.flatMap((node) => stepOf(node, bindings)),
		);
	const loop = `${splat.startIndex}`;
	const collection = applied(term, operations.slice(0, index), bindings);
	const each = applied({ of: collection, steps: [{ loop }] }, splat.namedChild(0)?.namedChildren ?? [], bindings);
	return applied({ loop, keyed: true, each }, operations.slice(index + 1), bindings);
}

const stepped = (of: SourceExpression, steps: readonly SourceStep[]): SourceExpression =>
	steps.length === 0 ? of : { of, steps };

function stepOf(node: Node, bindings: Bindings): SourceStep[] {
	const inner = node.namedChild(0);
	if (node.type === 'get_attr') return [inner?.text ?? null];
	if (node.type !== 'index') return [];
	if (inner?.type === 'legacy_index') return [Number(inner.text.slice(1))];
	const key = inner?.namedChild(0);
	return [key ? indexOf(key, bindings) : null];
}

function indexOf(node: Node, bindings: Bindings): SourceStep {
	const text = node.text.replace(/^"\$\{\s*(.*?)\s*\}"$/, '$1');
	if (selecting.has(text)) return { selector: 'key' };
	if (text === 'each.value') return { selector: 'value' };
	const bound = bindings.get(text);
	if (bound && 'key' in bound) return bound.key;
	const term = node.namedChildCount === 1 ? node.namedChild(0) : null;
	const literal = term?.type === 'literal_value' ? literalOf(term.namedChild(0)) : null;
	return typeof literal === 'boolean' ? null : literal;
}
