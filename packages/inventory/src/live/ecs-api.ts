import { UserError } from '@sg-preflight/documents';
import type { InventoryGroup } from '../inventory.js';
import type { Deadline } from './deadline.js';
import { parseEndpoint } from './endpoint.js';
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

/** Groups of one region, as one response has them. */
export interface GroupPage {
	readonly groups: readonly InventoryGroup[];
	/** Empty on the last page. */
	readonly nextToken: string;
	/** TotalCount; 0 if the API does not count. */
	readonly total: number;
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
			const client = clientOf(region);
			const request = new ecs.DescribeSecurityGroupsRequest({
				regionId: region.id,
				maxResults: pageSize,
				...(nextToken === '' ? {} : { nextToken }),
				...(ids ? { securityGroupIds: JSON.stringify(ids) } : {}),
			});
			return ask(async (runtime) => {
				const { body } = await client.describeSecurityGroupsWithOptions(request, runtime);
				const groups = body?.securityGroups?.securityGroup;
				if (!body || !Array.isArray(groups)) throw new UnreadableAnswer('the answer has no list of security groups');
				if (body.regionId && body.regionId !== region.id) {
					throw new UserError(`the answer is of another region (${body.regionId}): the endpoint is wrong`);
				}
				const where = `DescribeSecurityGroups in ${region.id}`;
				return {
					groups: groups.map((group) => groupOf(group, region.id, where, tags)),
					nextToken: body.nextToken ?? '',
					total: body.totalCount ?? 0,
				};
			});
		},
		interfaces(region, nextToken) {
			const client = clientOf(region);
			const request = new ecs.DescribeNetworkInterfacesRequest({
				regionId: region.id,
				maxResults: pageSize,
				...(nextToken === '' ? {} : { nextToken }),
			});
			return ask(async (runtime) => {
				const { body } = await client.describeNetworkInterfacesWithOptions(request, runtime);
				const interfaces = body?.networkInterfaceSets?.networkInterfaceSet;
				if (!body || !Array.isArray(interfaces)) {
					throw new UnreadableAnswer('the answer has no list of network interfaces');
				}
				const where = `DescribeNetworkInterfaces in ${region.id}`;
				return {
					groups: interfaces.map(({ networkInterfaceId, networkInterfaceName, serviceManaged, serviceID, vpcId }) => {
						if (!networkInterfaceId) throw new UnreadableAnswer('the answer has a network interface without an id');
						return {
							id: networkInterfaceId,
							name: networkInterfaceName || null,
							managed: serviceManaged ?? null,
							serviceId: exactId(serviceID),
							region: region.id,
							vpc: vpcId || null,
							where,
						};
					}),
					nextToken: body.nextToken ?? '',
					total: body.totalCount ?? 0,
				};
			});
		},
	};
}

/** The SDK's JSON.parse rounds an id beyond exact numbers: then none is better than another service's. */
function exactId(id: number | undefined): number | null {
	return id !== undefined && Number.isSafeInteger(id) && id > 0 ? id : null;
}

/** A group as the SDK returns it. */
interface SdkGroup {
	readonly securityGroupId?: string;
	readonly securityGroupName?: string;
	readonly serviceManaged?: boolean;
	readonly serviceID?: number;
	readonly vpcId?: string;
	readonly tags?: { readonly tag?: readonly { readonly tagKey?: string; readonly tagValue?: string }[] };
}

function groupOf(group: SdkGroup, region: string, where: string, tags: boolean): InventoryGroup {
	const { securityGroupId: id, serviceID } = group;
	if (!id) throw new UnreadableAnswer('the answer has a security group without an id');
	return {
		id,
		name: group.securityGroupName || null,
		managed: group.serviceManaged ?? null,
		serviceId: exactId(serviceID),
		region,
		vpc: group.vpcId || null,
		...(tags
			? {
					tags: Object.fromEntries((group.tags?.tag ?? []).map(({ tagKey = '', tagValue = '' }) => [tagKey, tagValue])),
				}
			: {}),
		where,
	};
}
