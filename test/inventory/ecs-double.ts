import http from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A double of Alibaba Cloud's ECS and STS APIs: a local HTTP server that speaks as much of their RPC protocol as
 * `sg-preflight inventory pull` uses. It does not check signatures. Tests talk to it through the real SDK.
 */
export interface EcsDouble {
	/** For `--endpoint`. */
	readonly endpoint: string;
	/** Every request that arrived, in order. */
	readonly requests: readonly Request[];
	close(): Promise<void>;
}

export interface Request {
	readonly action: string;
	readonly region: string | null;
	readonly token: string | null;
	readonly ids: readonly string[] | null;
	readonly maxResults: number | null;
}

export interface DoubleGroup {
	readonly id: string;
	/** Digits for a number that JavaScript would round. */
	readonly serviceId?: number | string;
	readonly tags?: Readonly<Record<string, string>>;
}

export const faults = [
	/** HTTP 400, Throttling.User */
	'throttling',
	/** HTTP 429 without a known code */
	'too-many-requests',
	/** HTTP 500, InternalError */
	'server-error',
	/** HTTP 502 with a gateway's page in HTML */
	'bad-gateway',
	/** HTTP 403, Forbidden.RAM */
	'forbidden',
	/** HTTP 400, SignatureDoesNotMatch, with the request quoted in the message as the API does */
	'bad-signature',
	/** HTTP 200 with half of the JSON */
	'malformed',
	/** HTTP 200 with JSON of something else */
	'foreign-json',
	/** The connection is closed without an answer. */
	'dropped',
	/** The connection is closed in the middle of the answer. */
	'dropped-in-answer',
	/** No answer at all. */
	'silent',
	/** Headers and half of the answer, and then nothing. */
	'stalled-in-answer',
	/** The token of this page is returned again. */
	'repeated-token',
	/** The last of the page's groups is left out, TotalCount stays. */
	'lost-group',
	/** No NextToken though more groups follow, TotalCount stays. */
	'lost-token',
	/** The response is of another region. */
	'other-region',
] as const;
export type Fault = (typeof faults)[number];

export interface DoubleOptions {
	readonly account?: string;
	/** Groups by region. */
	readonly regions: Readonly<Record<string, readonly DoubleGroup[]>>;
	/** Network interfaces by region; a group's facts with `eni-…` as its id. */
	readonly interfaces?: Readonly<Record<string, readonly DoubleGroup[]>>;
	/** The fault of a request, by what it asks and how many came before it. */
	readonly fault?: (request: Request, index: number) => Fault | undefined;
}

interface Answer {
	readonly status: number;
	readonly body: string;
}

export async function startEcsDouble(options: DoubleOptions): Promise<EcsDouble> {
	const requests: Request[] = [];
	const server = http.createServer((incoming, response) => {
		incoming.resume();
		const { searchParams } = new URL(incoming.url ?? '/', 'http://double');
		const ids = searchParams.get('SecurityGroupIds');
		const request: Request = {
			action: String(incoming.headers['x-acs-action'] ?? searchParams.get('Action')),
			region: searchParams.get('RegionId'),
			token: searchParams.get('NextToken'),
			ids: ids === null ? null : JSON.parse(ids),
			maxResults: searchParams.has('MaxResults') ? Number(searchParams.get('MaxResults')) : null,
		};
		const fault = options.fault?.(request, requests.length);
		requests.push(request);
		if (fault === 'silent') return;
		if (fault === 'dropped') {
			incoming.socket.destroy();
			return;
		}
		const { status, body } = answer(request, fault, options);
		response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
		if (fault === 'dropped-in-answer' || fault === 'stalled-in-answer') {
			response.write(body.slice(0, body.length / 2), () => {
				if (fault === 'dropped-in-answer') incoming.socket.destroy();
			});
			return;
		}
		response.end(body);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		requests,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

const failures: Partial<Record<Fault, Answer>> = {
	throttling: error(400, 'Throttling.User', 'Request was denied due to user flow control.'),
	'too-many-requests': error(429, 'TooManyRequests', 'Slow down.'),
	'server-error': error(500, 'InternalError', 'The request processing has failed due to some unknown error.'),
	'bad-gateway': { status: 502, body: '<html><body>502 Bad Gateway</body></html>' },
	forbidden: error(403, 'Forbidden.RAM', 'User not authorized to operate on the specified resource.'),
	'bad-signature': error(400, 'SignatureDoesNotMatch', 'server string to sign is:POST&AccessKeyId=double-key-id'),
	'foreign-json': { status: 200, body: '{"RequestId":"double","SecurityGroups":"none"}' },
};

function error(status: number, Code: string, Message: string): Answer {
	return { status, body: JSON.stringify({ RequestId: 'double', HostId: 'double', Code, Message }) };
}

function answer(request: Request, fault: Fault | undefined, options: DoubleOptions): Answer {
	const failure = fault && failures[fault];
	if (failure) return failure;
	const json = JSON.stringify(bodyOf(request, fault, options));
	const body = json.replace(/"ServiceID":"(\d+)"/g, '"ServiceID":$1');
	return { status: 200, body: fault === 'malformed' ? body.slice(0, body.length / 2) : body };
}

function bodyOf(
	request: Request,
	fault: Fault | undefined,
	{ account = '1234567890', regions, interfaces = {} }: DoubleOptions,
): object {
	switch (request.action) {
		case 'GetCallerIdentity':
			return { RequestId: 'double', AccountId: account, IdentityType: 'RAMUser' };
		case 'DescribeRegions':
			return { RequestId: 'double', Regions: { Region: Object.keys(regions).map((RegionId) => ({ RegionId })) } };
		case 'DescribeNetworkInterfaces': {
			const found = interfaces[request.region ?? ''] ?? [];
			const start = Number(request.token ?? 0);
			const end = start + (request.maxResults ?? 10);
			return {
				RequestId: 'double',
				TotalCount: found.length,
				NextToken: end < found.length ? String(end) : '',
				NetworkInterfaceSets: { NetworkInterfaceSet: found.slice(start, end).map(networkInterface) },
			};
		}
		case 'DescribeSecurityGroups': {
			const { region, ids, token } = request;
			const ofRegion = regions[region ?? ''] ?? [];
			const found = ids === null ? ofRegion : ofRegion.filter(({ id }) => ids.includes(id));
			const start = Number(token ?? 0);
			const end = start + (request.maxResults ?? 10);
			const page = found.slice(start, fault === 'lost-group' ? Math.min(end, found.length) - 1 : end);
			const next = end < found.length ? String(end) : '';
			const tokens: Record<string, string> = { 'repeated-token': token ?? String(end), 'lost-token': '' };
			return {
				RequestId: 'double',
				RegionId: fault === 'other-region' ? 'xx-other' : region,
				TotalCount: found.length,
				NextToken: tokens[fault ?? ''] ?? next,
				SecurityGroups: { SecurityGroup: page.map(securityGroup) },
			};
		}
		default:
			return { RequestId: 'double' };
	}
}

function securityGroup({ id, serviceId, tags = {} }: DoubleGroup): object {
	return {
		SecurityGroupId: id,
		SecurityGroupName: `name of ${id}`,
		SecurityGroupType: 'normal',
		Description: '',
		VpcId: 'vpc-double',
		CreationTime: '2026-01-01T00:00:00Z',
		ServiceManaged: serviceId !== undefined,
		...(serviceId === undefined ? {} : { ServiceID: serviceId }),
		Tags: { Tag: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) },
	};
}

function networkInterface({ id, serviceId }: DoubleGroup): object {
	return {
		NetworkInterfaceId: id,
		NetworkInterfaceName: `name of ${id}`,
		VpcId: 'vpc-double',
		ServiceManaged: serviceId !== undefined,
		...(serviceId === undefined ? {} : { ServiceID: serviceId }),
		SecurityGroupIds: { SecurityGroupId: [] },
	};
}

/** Returns `count` groups of a region; every tenth is managed. */
export function groupsOf(region: string, count: number): DoubleGroup[] {
	return Array.from({ length: count }, (_, index) => ({
		id: `sg-${region.replaceAll('-', '')}${String(index).padStart(5, '0')}`,
		...(index % 10 === 0 ? { serviceId: 1000 + index } : {}),
	}));
}
