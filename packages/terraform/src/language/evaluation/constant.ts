import type { Json } from '@sg-preflight/documents';
import { type Known, plainDataOf } from '../functions/known.js';
import type { WrittenExpression } from '../syntax/expression.js';
import { evaluate } from './evaluate.js';
import { scopeWithoutNames } from './scope.js';
import type { Work } from './work.js';

/** Returns the value of an expression that refers to nothing; undefined if it refers to something, fails or is unknown. */
export function constantOf(written: WrittenExpression, work: Work): Json | undefined {
	const known = plainDataOf(evaluate(written, scopeWithoutNames(work, 'a constant refers to nothing')), work);
	return known === undefined ? undefined : jsonOf(known);
}

function jsonOf(known: Known): Json {
	if (known === null || typeof known !== 'object') return known;
	if (known instanceof Map) return Object.fromEntries([...known].map(([name, inner]) => [name, jsonOf(inner)]));
	if (Array.isArray(known)) return (known as readonly Known[]).map(jsonOf);
	const { digits, scale } = known as Extract<Known, { readonly kind: 'number' }>;
	return Number(`${digits}e${-scale}`);
}
