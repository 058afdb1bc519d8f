import type { ConnectionOptions } from '@sg-preflight/inventory/live';
import { numberOf } from './number-option.js';

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
	const { endpoint, 'ecs-endpoint': ecsEndpoint, 'sts-endpoint': stsEndpoint } = values;
	const timeout = numberOf('timeout', values.timeout);
	return {
		...(timeout === undefined ? {} : { timeout: timeout * 1000 }),
		...(endpoint === undefined ? {} : { endpoint }),
		...(ecsEndpoint === undefined ? {} : { ecsEndpoint }),
		...(stsEndpoint === undefined ? {} : { stsEndpoint }),
	};
}
