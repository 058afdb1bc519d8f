import type { WrittenBlock } from '../language/syntax/configuration-file.js';
import type { Step, TemplatePart, WrittenExpression } from '../language/syntax/expression.js';
import type { SourceExpression, SourceStep } from './expression.js';

/** The meaning of a name bound by a `for` or by a dynamic block's iterator. */
type Bound = { readonly key: SourceStep } | { readonly element: SourceExpression };
export type Bindings = ReadonlyMap<string, Bound>;

const nothing: SourceExpression = { any: [] };

/** Adds the iterator of a dynamic block: its value is any element, because the plan does not say which one made a block. */
export function boundBy(block: WrittenBlock, bindings: Bindings): Bindings {
	const written = block.attributes.get('iterator')?.written;
	const iterator = written?.kind === 'reference' ? written.root : (block.labels[0] ?? '');
	const collection = block.attributes.get('for_each')?.written;
	const of = collection ? sourceExpressionFrom(collection, bindings) : nothing;
	return new Map([...bindings, [iterator, { element: { object: [['value', { of, steps: [null] }]] } }]]);
}

/** Derives the form that `tracing/` reads from a written expression: conditions and strings' details are left out. */
export function sourceExpressionFrom(written: WrittenExpression, bindings: Bindings): SourceExpression {
	const derive = (inner: WrittenExpression): SourceExpression => sourceExpressionFrom(inner, bindings);
	switch (written.kind) {
		case 'literal':
			return { constant: constantOf(written.value) };
		case 'tuple':
			return { list: written.elements.map(derive) };
		case 'object':
			return {
				object: written.items.map(({ key, value }) => [
					key.kind === 'literal' ? String(constantOf(key.value)) : null,
					derive(value),
				]),
			};
		case 'conditional':
			return { any: [derive(written.whenTrue), derive(written.whenFalse)] };
		case 'unary':
		case 'binary':
			// An operation gives a number or a truth value.
			return nothing;
		case 'template': {
			const parts = expressionsIn(written.parts).map(derive);
			return written.wrap && parts[0] ? parts[0] : { call: 'template', takes: 'beneath', arguments: parts };
		}
		case 'reference':
			return referenceFrom(written.root, written.steps, bindings);
		case 'traversal':
			return stepped(derive(written.of), written.steps.map(stepFrom));
		case 'index':
			return stepped(derive(written.of), [indexFrom(written.key, bindings)]);
		case 'splat': {
			const loop = `${written.each.start}`;
			const element: Bound = { element: { of: derive(written.of), steps: [{ loop }] } };
			return {
				loop,
				keyed: true,
				each: sourceExpressionFrom(written.each, new Map([...bindings, [splatElement, element]])),
			};
		}
		case 'splat-element':
			return referenceFrom(splatElement, [], bindings);
		case 'call':
			return callFrom(written.name, written.arguments.map(derive));
		case 'for': {
			const loop = `${written.start}`;
			const element: Bound = { element: { of: derive(written.collection), steps: [{ loop }] } };
			const within: Bindings = new Map([
				...bindings,
				...(written.keyName === null ? [] : [[written.keyName, { key: { loop } }] as const]),
				[written.valueName, element],
			]);
			const isKept =
				written.key === null
					? written.condition === null
					: written.key.kind === 'reference' && written.key.steps.length === 0 && written.key.root === written.keyName;
			return { loop, keyed: isKept, each: sourceExpressionFrom(written.value, within) };
		}
	}
}

/** A name with a space, which no name of the language has. */
const splatElement = 'splat element';

const constantOf = (value: string | boolean | null | { readonly number: string }): string | number | boolean | null =>
	typeof value === 'object' && value !== null ? Number(value.number) : value;

/** Every expression of a template, conditions left out. */
function expressionsIn(parts: readonly TemplatePart[]): WrittenExpression[] {
	return parts.flatMap((part) => {
		if (typeof part === 'string') return [];
		if (part.kind === 'if-directive') return expressionsIn([...part.whenTrue, ...part.whenFalse]);
		return part.kind === 'for-directive' ? [part.collection, ...expressionsIn(part.body)] : [part];
	});
}

/** The result of a function by its arguments; for any other function, any value beneath its arguments. */
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

function callFrom(name: string, parts: readonly SourceExpression[]): SourceExpression {
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

function referenceFrom(root: string, steps: readonly Step[], bindings: Bindings): SourceExpression {
	const bound = bindings.get(root);
	const further = steps.map(stepFrom);
	if (bound) return 'key' in bound ? nothing : stepped(bound.element, further);
	const length = roots[root] ?? 1;
	const name = [root, ...further.slice(0, length)].join('.');
	return isNoValue(name) ? nothing : stepped({ name }, further.slice(length));
}

const stepped = (of: SourceExpression, steps: readonly SourceStep[]): SourceExpression =>
	steps.length === 0 ? of : { of, steps };

function stepFrom(step: Step): string | number {
	if ('attribute' in step) return step.attribute;
	return typeof step.index === 'string' ? step.index : Number(step.index.number);
}

function indexFrom(key: WrittenExpression, bindings: Bindings): SourceStep {
	const [part] = key.kind === 'template' && key.wrap ? key.parts : [key];
	if (typeof part !== 'object' || part.kind !== 'reference') return null;
	const text = [part.root, ...part.steps.map(stepFrom)].join('.');
	if (selecting.has(text)) return { selector: 'key' };
	if (text === 'each.value') return { selector: 'value' };
	const bound = bindings.get(text);
	return bound && 'key' in bound ? bound.key : null;
}
