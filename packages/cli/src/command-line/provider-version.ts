import { UserError } from '@sg-preflight/documents';
import { parseVersion } from '@sg-preflight/operations';

/** The option of every command that predicts calls. */
export const providerVersionOption = {
	type: 'string',
	value: 'VERSION',
	help: 'Version of aliyun/alicloud that applies the plan; by default the one that the plan or its lock file tells.',
} as const;

/**
 * Parses the value of --provider-version.
 *
 * @throws {UserError} when it is not a version with three numbers
 */
export function providerVersionOf(value: string): string {
	const version = parseVersion(value);
	if (version !== undefined) return version;
	throw new UserError(`--provider-version ${value}: expected a version such as 1.241.0.`);
}
