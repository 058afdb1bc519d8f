import type { TemplatePart, TemplateParts, WrittenExpression } from './expression.js';

/** Lists the expressions directly inside an expression, in the order in which HCL visits them. */
export function operandsOf(written: WrittenExpression): readonly WrittenExpression[] {
	switch (written.kind) {
		case 'literal':
		case 'reference':
		case 'splat-element':
			return [];
		case 'template':
			return partsIn(written.parts).filter((part) => typeof part !== 'string');
		case 'tuple':
			return written.elements;
		case 'object':
			return written.items.flatMap(({ key, value }) => [key, value]);
		case 'traversal':
			return [written.of];
		case 'index':
			return [written.of, written.key];
		case 'splat':
			return [written.of, written.each];
		case 'conditional':
			return [written.condition, written.whenTrue, written.whenFalse];
		case 'unary':
			return [written.operand];
		case 'binary':
			return [written.left, written.right];
		case 'call':
			return written.arguments;
		case 'for':
			return [written.collection, written.key, written.value, written.condition].filter((inner) => inner !== null);
	}
}

/** Lists the literal texts and the expressions of a template, with those of its directives. */
function partsIn(parts: TemplateParts): readonly (string | WrittenExpression)[] {
	return parts.flatMap((part: TemplatePart): readonly (string | WrittenExpression)[] => {
		if (typeof part === 'string') return [part];
		if (part.kind === 'if-directive') return [part.condition, ...partsIn([...part.whenTrue, ...part.whenFalse])];
		return part.kind === 'for-directive' ? [part.collection, ...partsIn(part.body)] : [part];
	});
}

/** Yields an expression and every expression inside it. */
export function* expressionsIn(written: WrittenExpression): Generator<WrittenExpression> {
	yield written;
	for (const operand of operandsOf(written)) yield* expressionsIn(operand);
}

/** Yields the literal texts of an expression: strings, and the text around the interpolations of templates. */
export function* textsIn(written: WrittenExpression): Generator<string> {
	for (const inner of expressionsIn(written)) {
		if (inner.kind === 'literal' && typeof inner.value === 'string') yield inner.value;
		if (inner.kind === 'template') yield* partsIn(inner.parts).filter((part) => typeof part === 'string');
	}
}
