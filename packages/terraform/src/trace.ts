import type { Origin } from '@sg-preflight/operations';
import { type Expression, resourceAt, type TracedDocument } from './configuration.js';

/**
 * The origins of a value of a resource that is known only at apply: `path` leads to it in the resource's attributes.
 * Null where the configuration does not set it, or sets it to a constant: the provider computes it.
 */
export function trace(
	document: TracedDocument,
	address: string,
	path: readonly (string | number)[],
): readonly Origin[] | null {
	if (document.configuration === null) return [{ kind: 'untraced', reason: 'the document has no configuration' }];
	const resource = resourceAt(document.configuration, address);
	if (resource === null) return [{ kind: 'untraced', reason: 'the configuration does not have the resource' }];
	let expression: Expression = resource.expressions;
	for (const step of path) {
		if (typeof step === 'number' && Array.isArray(expression) && step >= expression.length)
			return [{ kind: 'expression', reference: 'dynamic block' }];
		if (isObject(expression) && ('references' in expression || 'constant_value' in expression)) break;
		const next: Expression | undefined = (expression as { readonly [step: string | number]: Expression } | null)?.[
			step
		];
		if (next === undefined) return null;
		expression = next;
	}
	if (!isObject(expression) || 'constant_value' in expression) return null;
	const references = Array.isArray(expression.references) ? (expression.references as string[]) : [];
	return references.length === 0
		? [{ kind: 'expression', reference: 'a function' }]
		: [{ kind: 'untraced', reason: `the reference ${references[0]} was not followed` }];
}

function isObject(value: Expression): value is { readonly [name: string]: Expression } {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
