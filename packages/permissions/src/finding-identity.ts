import type { Finding } from './finding.js';

/**
 * Returns the identity of a finding from run to run: it does not depend on the order of the plan, on other changes or on
 * the inventory's names. Two findings on sensitive groups of one operation may share it.
 */
export function findingIdentity({ rule, address, deposed, type, action, operation, group, message }: Finding): string {
	const about = address === null ? message : null;
	const origin = group?.id === null ? group.attribute : null;
	return JSON.stringify([rule, address, deposed, type, action, operation, group?.id ?? null, origin, about]);
}
