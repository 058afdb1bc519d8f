import { iteratorOf, type WrittenBlock } from './configuration-file.js';
import type {
	CallExpression,
	LiteralExpression,
	ReferenceExpression,
	TemplateParts,
	WrittenExpression,
} from './expression.js';

/** A literal, or a reference to something outside the expression. */
export type Leaf = LiteralExpression | ReferenceExpression;

/** For each bound name, the leaves of the collection whose elements it takes. */
export type BoundNames = ReadonlyMap<string, ReadonlySet<Leaf>>;

const none: BoundNames = new Map();

/**
 * Returns the literals and references that the value of an expression can be made of. Leaves out conditions, keys of
 * objects, indexes and comparisons, because they only decide.
 * @param bound names that loops or a dynamic block around the expression bind
 */
export function leavesOf(written: WrittenExpression, bound: BoundNames = none): ReadonlySet<Leaf> {
	const found = new Set<Leaf>();
	collect(written, bound, found);
	return found;
}

/** Adds the iterator of a dynamic block to the names that are bound around it. */
export function boundIn(block: WrittenBlock, bound: BoundNames): BoundNames {
	const collection = block.attributes.get('for_each')?.written;
	if (block.type !== 'dynamic' || collection === undefined) return bound;
	return new Map([...bound, [iteratorOf(block), leavesOf(collection, bound)]]);
}

function collect(written: WrittenExpression, bound: BoundNames, found: Set<Leaf>): void {
	switch (written.kind) {
		case 'literal':
			found.add(written);
			break;
		case 'reference': {
			const collection = bound.get(written.root);
			if (collection === undefined) found.add(written);
			else for (const leaf of collection) found.add(leaf);
			break;
		}
		case 'tuple':
			for (const element of written.elements) collect(element, bound, found);
			break;
		case 'object':
			for (const { value } of written.items) collect(value, bound, found);
			break;
		case 'conditional':
			collect(written.whenTrue, bound, found);
			collect(written.whenFalse, bound, found);
			break;
		case 'traversal':
		case 'index':
		case 'splat':
			collect(written.of, bound, found);
			break;
		case 'template':
			collectParts(written.parts, bound, found);
			break;
		case 'call':
			for (const argument of givingArguments(written)) collect(argument, bound, found);
			break;
		case 'for':
			collect(written.value, withNames(bound, written), found);
			break;
		case 'unary':
		case 'binary':
		case 'splat-element':
	}
}

function collectParts(parts: TemplateParts, bound: BoundNames, found: Set<Leaf>): void {
	for (const part of parts) {
		if (typeof part === 'string') continue;
		if (part.kind === 'if-directive') collectParts([...part.whenTrue, ...part.whenFalse], bound, found);
		else if (part.kind === 'for-directive') collectParts(part.body, withNames(bound, part), found);
		else collect(part, bound, found);
	}
}

/** Binds the names of a loop. The keys of its collection are left out, as the keys of objects are. */
function withNames(
	bound: BoundNames,
	loop: { readonly keyName: string | null; readonly valueName: string; readonly collection: WrittenExpression },
): BoundNames {
	const { keyName, valueName, collection } = loop;
	const keys: BoundNames = keyName === null ? none : new Map([[keyName, new Set<Leaf>()]]);
	return new Map([...bound, ...keys, [valueName, leavesOf(collection, bound)]]);
}

/** Returns the arguments of a call that can be in its result. */
function givingArguments({ name, arguments: all }: CallExpression): readonly WrittenExpression[] {
	switch (name) {
		case 'element':
		case 'one':
			return all.slice(0, 1);
		case 'keys':
		case 'length':
			return [];
		case 'lookup':
			return [...all.slice(0, 1), ...all.slice(2, 3)];
		case 'zipmap':
			return all.slice(1, 2);
		default:
			return all;
	}
}
