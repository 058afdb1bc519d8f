import { UserError } from '@sg-preflight/documents';

/** Protocol and host of an API. */
export interface Endpoint {
	readonly protocol: 'http' | 'https';
	/** Host, with its port unless that is the protocol's own; `{region}` in it is replaced by the region's id. */
	readonly host: string;
}

/**
 * Reads `ecs-vpc.{region}.aliyuncs.com`, `https://HOST[:PORT]` or `http://HOST[:PORT]`; without a scheme it is https.
 *
 * @throws {UserError} when the text has another form
 */
export function parseEndpoint(text: string): Endpoint {
	const [, protocol = 'https', host] = /^(?:(https?):\/\/)?([A-Za-z0-9.{}-]+(?::\d{1,5})?)\/?$/.exec(text) ?? [];
	if (host === undefined || host.replaceAll('{region}', '').includes('{')) {
		throw new UserError(
			`endpoint ${text}: expected a host such as ecs-vpc.{region}.aliyuncs.com, or http://HOST:PORT.`,
		);
	}
	return { protocol: protocol as Endpoint['protocol'], host };
}
