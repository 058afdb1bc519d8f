import { hash } from 'node:crypto';
import { type Finding, findingIdentity } from '@sg-preflight/permissions';

/** Returns the identity of a finding as one word of 64 hexadecimal digits. */
export function fingerprint(finding: Finding): string {
	return hash('sha256', findingIdentity(finding));
}
