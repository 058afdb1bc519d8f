import { isObject } from '@sg-preflight/documents';
import { eachElement, entryOf, groupPaths } from '@sg-preflight/operations';
import { Address, withoutKeys } from '../../address/address.js';
import type { Expression, TracedDocument } from '../../plan/configuration.js';
import { hasUnknown, isConstantValue, partsAt } from './json-values.js';
import type { PlanScope, ResourceContext } from './plan-scope.js';

/**
 * Whether nested blocks of an instance, which are unknown as a whole and not in the configuration, may come from a dynamic
 * block with an unknown `for_each`: plan JSON omits such blocks. A `for_each` is unknown only if it refers to an unknown
 * attribute, and the plan lists those attributes.
 */
export function mayBeHidden(
	document: TracedDocument,
	context: ResourceContext,
	path: readonly (string | number)[],
): boolean {
	if (!holdsGroups(context.resource.type, path)) return false;
	const contributors = document.shown?.contributors ?? null;
	if (contributors === null) return true;
	const module = withoutKeys(context.scope.address);
	const isGiven = hasReferences(context.scope);
	return contributors.some(({ address, path }) => {
		const within = Address.parse(address).withoutKeys.module.toString();
		const isBelow = module === '' || within === module || within.startsWith(`${module}.`);
		return (isGiven || isBelow) && isUnknown(document, address, path);
	});
}

/** Whether blocks at a path, or blocks in them, have an attribute with groups. */
function holdsGroups(type: string, path: readonly (string | number)[]): boolean {
	const entry = entryOf(type);
	const names = path.filter((step) => typeof step === 'string');
	return (entry === undefined ? [] : groupPaths(entry)).some(({ steps }) => {
		const own = steps.filter((step) => step !== eachElement);
		return own.length > names.length && names.every((name, index) => own[index] === name);
	});
}

function isUnknown(document: TracedDocument, address: string, path: readonly (string | number)[]): boolean {
	return document.instances(address).some(({ afterUnknown }) => partsAt(afterUnknown, path).some(hasUnknown));
}

/** Whether a module call, or one around it, has an argument that is not constant. */
function hasReferences({ call }: PlanScope): boolean {
	if (call === null) return false;
	const { expressions, forEachExpression } = call.call;
	const isOpen = (expression: Expression): boolean => isObject(expression) && !isConstantValue(expression);
	return [...Object.values(expressions), forEachExpression].some(isOpen) || hasReferences(call.context.scope);
}
