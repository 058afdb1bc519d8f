import { UserError } from '@sg-preflight/documents';
import type { ConnectionOptions } from '@sg-preflight/inventory/live';

/** The options of every command that calls the API. */
export const connectionOptions = {
	timeout: { type: 'string', value: 'SECONDS', help: 'Gives up after so long; 300 by default.' },
	endpoint: { type: 'string', value: 'HOST', help: 'Where both APIs are reached, also as http://HOST:PORT.' },
	'ecs-endpoint': {
		type: 'string',
		value: 'HOST',
		help: 'Where ECS is reached, such as ecs-vpc.{region}.aliyuncs.com.',
	},
	'sts-endpoint': { type: 'string', value: 'HOST', help: 'Where STS is reached.' },
} as const;

export type ConnectionValues = { readonly [Name in keyof typeof connectionOptions]?: string };

/** @throws {UserError} */
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
