import { isKey, stepsOf } from '../../address/address.js';

/**
 * Returns the references of an expression, in order. The plan JSON repeats each one with fewer and fewer steps.
 * Source: terraform internal/command/jsonconfig/expression.go, marshalExpression.
 */
export function headsOf(references: readonly string[]): string[] {
	return references.filter((reference, index) => {
		const previous = references[index - 1];
		return !previous?.startsWith(reference) || !/^[.[]/.test(previous.slice(reference.length));
	});
}

/** Whether the reference, next to another, selects one of its instances. */
export function isSelector(head: string | undefined): boolean {
	return /^(each\.(key|value)|count\.index)\b/.test(head ?? '');
}

/** Whether the reference is never a group itself. */
export function isIndexOnly(head: string): boolean {
	return /^(each\.key|count\.|path\.|terraform\.|self\.)/.test(head);
}

/** Removes the attributes of a resource from a reference. */
export function referenceSubject(head: string): string {
	const steps = stepsOf(head);
	if (['var', 'local', 'module', 'each', 'count', 'path', 'terraform', 'self'].includes(steps[0] ?? '')) return head;
	const length = steps[0] === 'data' || steps[0] === 'ephemeral' ? 3 : 2;
	const key = steps[length];
	return steps.slice(0, length).join('.') + (isKey(key) ? key : '');
}
