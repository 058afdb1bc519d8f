import { UserError } from '@sg-preflight/documents';
import type { Deadline } from './deadline.js';
import { parseEndpoint } from './endpoint.js';
import { type GroupPage, groupPage, interfacePage } from './group-page.js';
import type { Region } from './region.js';
import { type Backoff, UnreadableAnswer, withRetries } from './retry.js';

/** Endpoint, credentials and limits of the connection. */
export interface ConnectionOptions {
	/** For both APIs: a host or `http://HOST:PORT`; by default the SDK's own, for each region. */
	readonly endpoint?: string;
	/** For ECS alone; `{region}` in it stands for the region's id. */
	readonly ecsEndpoint?: string;
	/** For STS alone. */
	readonly stsEndpoint?: string;
	/** Milliseconds that one request may take; 20 s by default. */
	readonly requestTimeout?: number;
	readonly backoff?: Backoff;
}

/** Which groups to list: all, or these (at most 100). */
export interface PageRequest {
	readonly ids?: readonly string[];
	readonly nextToken: string;
	readonly tags: boolean;
}

/** The most groups that one response carries, and the most ids that one request may name. */
export const pageSize = 100;

/** The only four calls that are ever made; `accessPolicyFor` grants them. */
export interface EcsApi {
	/** GetCallerIdentity: id of the account that the credentials belong to. */
	account(): Promise<string>;
	/** DescribeRegions: those that the account can use. */
	regions(): Promise<Region[]>;
	/** DescribeSecurityGroups */
	groups(region: Region, request: PageRequest): Promise<GroupPage>;
	/** DescribeNetworkInterfaces, only if they are asked for; the page's `groups` are the interfaces. */
	interfaces(region: Region, nextToken: string): Promise<GroupPage>;
}

/** Where DescribeRegions is asked: any region knows all. */
const firstRegion = 'cn-hangzhou';

/**
 * Finds credentials by the SDK's default chain (environment, OIDC, profile, instance role) and loads the SDK, which
 * takes half a second: never imported before it is used.
 *
 * @throws {UserError} when there are no credentials; so do all calls that get no answer
 */
export async function connect(options: ConnectionOptions, deadline: Deadline): Promise<EcsApi> {
	const ecsEndpoint = options.ecsEndpoint ?? options.endpoint;
	const ecsPlace = ecsEndpoint === undefined ? undefined : parseEndpoint(ecsEndpoint);
	const stsPlace = parseEndpoint(options.stsEndpoint ?? options.endpoint ?? 'sts.aliyuncs.com');
	const backoff = options.backoff ?? { shortest: 250, longest: 10_000 };
	const limit = options.requestTimeout ?? 20_000;

	// The SDK uses url.parse(), and newer Node.js warns about it: a user cannot fix that.
	process.noDeprecation = true;
	// Only by their defaults: a bundler does not see the other names that these CommonJS modules export.
	const [{ default: ecs }, { default: sts }, { default: core }, { default: dara }, { default: credentials }] =
		await Promise.all([
			import('@alicloud/ecs20140526'),
			import('@alicloud/sts20150401'),
			import('@alicloud/openapi-core'),
			import('@darabonba/typescript'),
			import('@alicloud/credentials'),
		]);
	const credential = new credentials.default();
	// Once before anything runs in parallel: the chain remembers the provider it is trying as the one that works.
	await credential.getCredential().catch((cause: unknown) => {
		throw new UserError(
			'No credentials of Alibaba Cloud were found. Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET (and ALIBABA_CLOUD_SECURITY_TOKEN), configure a profile with `aliyun configure`, or run with OIDC or on an instance with a RAM role.',
			{ cause },
		);
	});
	const configuration = (place: { protocol?: string; endpoint?: string; regionId?: string }) =>
		new core.$OpenApiUtil.Config({
			...place,
			credential,
			userAgent: 'sg-preflight',
		});
	const clients = new Map<string, InstanceType<typeof ecs.default>>();
	const clientOf = ({ id, endpoint }: Region): InstanceType<typeof ecs.default> => {
		const known = clients.get(id);
		if (known) return known;
		const host = ecsPlace?.host.replaceAll('{region}', id) ?? endpoint;
		const client = new ecs.default(
			configuration({
				protocol: ecsPlace?.protocol ?? 'https',
				...(host === null ? {} : { endpoint: host }),
				regionId: id,
			}),
		);
		clients.set(id, client);
		return client;
	};

	type Runtime = InstanceType<typeof dara.RuntimeOptions>;
	const ask = <T>(call: (runtime: Runtime) => Promise<T>): Promise<T> =>
		withRetries(
			() => {
				// The SDK cannot be stopped: a request must end by itself at the deadline, or the process would wait for it.
				const time = Math.min(limit, deadline.left());
				return call(new dara.RuntimeOptions({ connectTimeout: time, readTimeout: time }));
			},
			backoff,
			deadline.signal,
		);
	/** The text of a response: the SDK's own parser rounds a ServiceID beyond exact numbers. */
	const answerOf = async (
		region: Region,
		action: string,
		runtime: Runtime,
		query: Readonly<Record<string, string>>,
	): Promise<string> => {
		const { $OpenApiUtil } = core;
		const params = new $OpenApiUtil.Params({
			action,
			version: '2014-05-26',
			protocol: 'HTTPS',
			pathname: '/',
			method: 'POST',
			authType: 'AK',
			style: 'RPC',
			reqBodyType: 'formData',
			bodyType: 'string',
		});
		const request = new $OpenApiUtil.OpenApiRequest({ query: { RegionId: region.id, ...query } });
		return String((await clientOf(region).callApi(params, request, runtime)).body);
	};

	return {
		account() {
			const client = new sts.default(configuration({ protocol: stsPlace.protocol, endpoint: stsPlace.host }));
			return ask(async (runtime) => {
				const { body } = await client.getCallerIdentityWithOptions(runtime);
				if (!body?.accountId) throw new UnreadableAnswer('the answer has no AccountId');
				return body.accountId;
			});
		},
		regions() {
			const client = clientOf({ id: process.env.ALIBABA_CLOUD_REGION_ID || firstRegion, endpoint: null });
			const request = new ecs.DescribeRegionsRequest({});
			return ask(async (runtime) => {
				const { body } = await client.describeRegionsWithOptions(request, runtime);
				const regions = body?.regions?.region;
				if (!Array.isArray(regions) || regions.length === 0) throw new UnreadableAnswer('the answer lists no regions');
				return regions.map(({ regionId, regionEndpoint }) => {
					if (!regionId) throw new UnreadableAnswer('the answer has a region without an id');
					return { id: regionId, endpoint: regionEndpoint || null };
				});
			});
		},
		groups(region, { ids, nextToken, tags }) {
			return ask(async (runtime) => {
				const body = await answerOf(region, 'DescribeSecurityGroups', runtime, {
					MaxResults: String(pageSize),
					...(nextToken === '' ? {} : { NextToken: nextToken }),
					...(ids ? { SecurityGroupIds: JSON.stringify(ids) } : {}),
				});
				return groupPage(body, region.id, tags);
			});
		},
		interfaces(region, nextToken) {
			return ask(async (runtime) => {
				const body = await answerOf(region, 'DescribeNetworkInterfaces', runtime, {
					MaxResults: String(pageSize),
					...(nextToken === '' ? {} : { NextToken: nextToken }),
				});
				return interfacePage(body, region.id);
			});
		},
	};
}
