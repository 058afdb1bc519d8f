import { UserError } from '@sg-preflight/documents';
import { z } from 'zod';
import { readServiceId, withExactServiceIds } from '../document/inventory-part.js';
import type { InventoryGroup } from '../inventory.js';
import { UnreadableAnswer } from './retry.js';

/** Groups of one region, as one response has them. */
export interface GroupPage {
	readonly groups: readonly InventoryGroup[];
	/** Empty on the last page. */
	readonly nextToken: string;
	/** TotalCount; 0 if the API does not count. */
	readonly total: number;
}

const text = z.string().nullish();
const pageFields = { RegionId: text, NextToken: text, TotalCount: z.number().nullish() };
const ownerFields = {
	ServiceManaged: z.boolean().nullish(),
	ServiceID: z.union([z.number(), z.string()]).nullish(),
	VpcId: text,
};

const groupAnswer = z.object({
	...pageFields,
	SecurityGroups: z.object({
		SecurityGroup: z.array(
			z.object({
				...ownerFields,
				SecurityGroupId: text,
				SecurityGroupName: text,
				Tags: z.object({ Tag: z.array(z.object({ TagKey: text, TagValue: text })).nullish() }).nullish(),
			}),
		),
	}),
});

const interfaceAnswer = z.object({
	...pageFields,
	NetworkInterfaceSets: z.object({
		NetworkInterfaceSet: z.array(z.object({ ...ownerFields, NetworkInterfaceId: text, NetworkInterfaceName: text })),
	}),
});

/**
 * Reads a response of DescribeSecurityGroups.
 *
 * @throws {UnreadableAnswer} when it is not one
 * @throws {UserError} when it is of another region
 */
export function groupPage(answer: string, region: string, tags: boolean): GroupPage {
	const { data: body } = groupAnswer.safeParse(parse(answer));
	if (!body) throw new UnreadableAnswer('the answer is not the JSON of this API');
	if (body.RegionId && body.RegionId !== region) {
		throw new UserError(`the answer is of another region (${body.RegionId}): the endpoint is wrong`);
	}
	const where = `DescribeSecurityGroups in ${region}`;
	const groups = body.SecurityGroups.SecurityGroup.map((group): InventoryGroup => {
		const { SecurityGroupId: id, SecurityGroupName: name, Tags } = group;
		if (!id) throw new UnreadableAnswer('the answer has a security group without an id');
		const pairs = (Tags?.Tag ?? []).map(({ TagKey, TagValue }) => [TagKey ?? '', TagValue ?? '']);
		return {
			id,
			name: name || null,
			...ownerOf(group, region, where),
			...(tags ? { tags: Object.fromEntries(pairs) } : {}),
			where,
		};
	});
	return { groups, nextToken: body.NextToken ?? '', total: body.TotalCount ?? 0 };
}

/**
 * Reads a response of DescribeNetworkInterfaces.
 *
 * @throws {UnreadableAnswer} when it is not one
 */
export function interfacePage(answer: string, region: string): GroupPage {
	const { data: body } = interfaceAnswer.safeParse(parse(answer));
	if (!body) throw new UnreadableAnswer('the answer is not the JSON of this API');
	const where = `DescribeNetworkInterfaces in ${region}`;
	const groups = body.NetworkInterfaceSets.NetworkInterfaceSet.map((one): InventoryGroup => {
		const { NetworkInterfaceId: id, NetworkInterfaceName: name } = one;
		if (!id) throw new UnreadableAnswer('the answer has a network interface without an id');
		return { id, name: name || null, ...ownerOf(one, region, where), where };
	});
	return { groups, nextToken: body.NextToken ?? '', total: body.TotalCount ?? 0 };
}

function parse(answer: string): unknown {
	return JSON.parse(withExactServiceIds(answer));
}

type Owner = z.infer<z.ZodObject<typeof ownerFields>>;

function ownerOf({ ServiceManaged, ServiceID, VpcId }: Owner, region: string, where: string) {
	return {
		managed: ServiceManaged ?? null,
		serviceId: readServiceId(ServiceID, where),
		region,
		vpc: VpcId || null,
	};
}
