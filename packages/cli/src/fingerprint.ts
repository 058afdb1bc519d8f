import { createHash } from 'node:crypto';
import type { Finding } from '@sg-preflight/permissions';

/**
 * Names a finding by what it is about (rule, address, operation, group), so that it stays the same when the plan is
 * reordered or something unrelated changes. 64 hexadecimal digits.
 */
export function fingerprint(finding: Finding): string {
	const { rule, address, deposed, action, operation, group, message } = finding;
	const origin = group?.origin;
	const groupKey = group && [
		group.id,
		group.role,
		group.attribute,
		origin && 'address' in origin ? origin.address : null,
	];
	const key = [rule, address, deposed, action, operation, groupKey, address === null ? message : null];
	return createHash('sha256').update(JSON.stringify(key)).digest('hex');
}
