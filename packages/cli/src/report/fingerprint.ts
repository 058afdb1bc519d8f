import { createHash } from 'node:crypto';
import { type Finding, findingIdentity } from '@sg-preflight/permissions';

/** The identity of a finding for the formats that want one word: 64 hexadecimal digits. */
export function fingerprint(finding: Finding): string {
	return createHash('sha256').update(findingIdentity(finding)).digest('hex');
}
