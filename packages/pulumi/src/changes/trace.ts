import { isObject, type Json } from '@sg-preflight/documents';
import type { Origin } from '@sg-preflight/operations';
import { groupAttributeOf, pulumiPath, typeOf } from '../names/translate.js';
import { isUnknown } from '../preview/marked-value.js';
import type { ResourceState } from '../preview/resource-state.js';

/** A resource that an update creates. `replaces` is the id that it has until then, if the update replaces it. */
export interface Created {
	readonly state: Pick<ResourceState, 'urn' | 'type' | 'inputs' | 'dependencies' | 'propertyDependencies'>;
	readonly replaces: string | null;
}

/**
 * Traces an unknown input to the security groups whose id it may be, through the resources that it depends on.
 *
 * @param created the resources that the same update creates, by URN
 */
export function originsOf(
	state: Created['state'],
	property: string,
	created: ReadonlyMap<string, Created>,
	followed: readonly string[] = [],
): readonly Origin[] {
	const via = followed.length > 0 ? { via: followed } : {};
	const { propertyDependencies, dependencies } = state;
	const urns = propertyDependencies ? (propertyDependencies[property] ?? []) : dependencies;
	const origins = urns.flatMap((urn): readonly Origin[] => {
		const token = tokenIn(urn);
		const type = typeOf(token);
		const source = created.get(urn);
		if (type === 'alicloud_security_group') {
			if (!source) return [];
			const replaces = source.replaces === null ? {} : { replaces: source.replaces };
			return [{ kind: 'created-in-plan', address: urn, ...replaces, ...via }];
		}
		const attribute = groupAttributeOf(token);
		if (!attribute) return [];
		const given = type && pulumiPath(type, attribute);
		if (given && source && hasUnknown(source.state.inputs[given] ?? null) && !followed.includes(urn)) {
			return originsOf(source.state, given, created, [...followed, urn]);
		}
		return [{ kind: 'resource-attribute', address: urn, attribute, ...via }];
	});
	if (origins.length > 0) return origins;
	const reference =
		urns.length > 0 ? `a value made of ${urns.join(' and ')}` : 'a value that the document does not trace';
	return [{ kind: 'expression', reference, ...via }];
}

/** Returns the token of a resource's own type: the last in the chain of types in its URN. */
export function tokenIn(urn: string): string {
	return (urn.split('::')[2] ?? '').split('$').at(-1) ?? '';
}

function hasUnknown(value: Json): boolean {
	if (isUnknown(value)) return true;
	return Array.isArray(value) || isObject(value) ? Object.values(value).some((member) => hasUnknown(member)) : false;
}
