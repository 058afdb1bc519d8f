import { UserError } from '@sg-preflight/documents';
import type { ConnectionOptions } from '@sg-preflight/inventory/live';

/** The options of every command that calls the API. */
export const connectionOptions = {
	timeout: { type: 'string', value: 'SECONDS', help: 'Time limit. Default: 300.' },
	endpoint: { type: 'string', value: 'HOST', help: 'Endpoint of ECS and STS, also as http://HOST:PORT.' },
	'ecs-endpoint': {
		type: 'string',
		value: 'HOST',
		help: 'Endpoint of ECS, such as ecs-vpc.{region}.aliyuncs.com.',
	},
	'sts-endpoint': { type: 'string', value: 'HOST', help: 'Endpoint of STS.' },
} as const;

export type ConnectionValues = { readonly [Name in keyof typeof connectionOptions]?: string };

/**
 * Returns the connection that the options describe, with the timeout in milliseconds.
 *
 * @throws {UserError} when the timeout is not a whole number of seconds
 */
export function connectionOf(values: ConnectionValues): ConnectionOptions & { timeout?: number } {
	const { timeout, endpoint, 'ecs-endpoint': ecsEndpoint, 'sts-endpoint': stsEndpoint } = values;
	if (timeout !== undefined && !/^[1-9]\d{0,4}$/.test(timeout)) {
		throw new UserError(`--timeout ${timeout}: expected a number of seconds, such as 300.`);
	}
	return {
		...(timeout === undefined ? {} : { timeout: Number(timeout) * 1000 }),
		...(endpoint === undefined ? {} : { endpoint }),
		...(ecsEndpoint === undefined ? {} : { ecsEndpoint }),
		...(stsEndpoint === undefined ? {} : { stsEndpoint }),
	};
}
