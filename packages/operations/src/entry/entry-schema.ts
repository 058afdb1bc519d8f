import { z } from 'zod';

/**
 * The schema of a mapping entry: data only, closed sets, no unknown keys. An entry lists the API calls that the provider
 * makes for a type, their conditions, and the attributes that hold the group ids.
 */

/** A path into the attributes, Terraform's names; `[]` goes into each element: `network_interfaces[].security_group_ids[]`. */
const path = z.string().regex(/^[a-z0-9_]+(\[\])*(\.[a-z0-9_]+(\[\])*)*$/);

/** A top-level attribute. */
const attribute = z.string().regex(/^[a-z0-9_]+$/);

/** A released version of aliyun/alicloud, which is its tag without `v`. */
const version = z.string().regex(/^\d+\.\d+\.\d+$/);

const scalar = z.union([z.string(), z.boolean(), z.number()]);

export type Condition =
	| { equals: [string, string | boolean | number] }
	| { present: string }
	| { set: string }
	| { changed: string[] }
	| { added: string }
	| { removed: string }
	| { rises: string }
	| { falls: string }
	| { schema: string; since: string }
	| { provider: string }
	| { unreleased: string }
	| { all: Condition[] }
	| { any: Condition[] }
	| { not: Condition };

/** A closed set; every condition is three-valued, because a value may be known after apply. */
const condition: z.ZodType<Condition> = z.lazy(() =>
	z.union([
		/** The attribute has this value. */
		z.strictObject({ equals: z.tuple([path, scalar]) }),
		/** The attribute has a value other than the type's zero value (the SDK's GetOk). */
		z.strictObject({ present: path }),
		/** The attribute has any value, zero or not (the SDK's GetOkExists). */
		z.strictObject({ set: path }),
		/** One of the attributes differs before and after; a zero value equals none (the SDK's HasChange). */
		z.strictObject({ changed: z.array(path).min(1) }),
		/** The element is new: no element before the change has this value. */
		z.strictObject({ added: path }),
		/** Before has an element, or a map key with this value, that after does not have. */
		z.strictObject({ removed: path }),
		/** The number is higher after the change than before; an attribute that was not set is 0. */
		z.strictObject({ rises: path }),
		/** The number is lower after the change than before. */
		z.strictObject({ falls: path }),
		/**
		 * The resource's schema in this plan has the attribute, which the provider has since this version. A document that
		 * shows no schema is answered by the provider's version if it is known, else as for the newest version.
		 */
		z.strictObject({ schema: attribute, since: version }),
		/**
		 * The provider's version, only for a change that no attribute shows: `<1.223.2`, `>=1.227.1 <1.229.0`. The version
		 * cites the tag; unknown if the plan's version is not known well enough.
		 */
		z.strictObject({ provider: z.string().regex(/^(<|>=)\d+\.\d+\.\d+( (<|>=)\d+\.\d+\.\d+)?$/) }),
		/**
		 * A change under way in the provider's repository, as its pull request: false until it is released. Replace it by the
		 * `provider` or `schema` condition of the release.
		 */
		z.strictObject({ unreleased: z.string().regex(/^aliyun\/terraform-provider-alicloud#\d+$/) }),
		z.strictObject({ all: z.array(condition).min(2) }),
		z.strictObject({ any: z.array(condition).min(2) }),
		z.strictObject({ not: condition }),
	]),
);

const type = z.string().regex(/^alicloud_[a-z0-9_]+$/);

const groups = z.strictObject({
	role: z.enum(['target', 'peer', 'member']),
	/** The attribute that holds the ids. `id` is the changed group itself. */
	attribute: path,
	/** The state that carries them: by default the one after the change, for a delete the one before it. */
	of: z.enum(['before', 'after']).optional(),
	/** The elements that the request carries; by default all. `first` is the first in the SDK's set order, `head` the first of a list. */
	take: z.enum(['all', 'first', 'head', 'added', 'removed']).optional(),
	/** Paths below a `[]` of `attribute` are about the same element. */
	when: condition.optional(),
	/** `attribute` names a resource of one of these types, whose groups at these paths count. */
	through: z.strictObject({ types: z.array(type).min(1), groups: z.array(path).min(1) }).optional(),
});

const call = z.strictObject({
	/** Product code; `Ecs` by default. */
	product: z.string().min(1).optional(),
	/** Name of the API's operation. A draft has `unchecked` before it, until someone has read when the call is made. */
	operation: z
		.string()
		.regex(
			/^[A-Z][A-Za-z0-9]*$/,
			"expected an API operation; delete `unchecked` when the provider's source shows the call",
		),
	when: condition.optional(),
	/** One call for each group, in the order of the SDK's set, instead of one call for all. */
	one_call_per_group: z.literal(true).optional(),
	/** One call for each element of the outermost list in the groups' paths, with the groups of that element. */
	one_call_per_element: z.literal(true).optional(),
	/** One call for each element here before the change. */
	one_call_per: path.optional(),
	groups: z.array(groups),
	/** The attributes with the ids of the network interfaces that the operation acts on; `id` is the changed interface itself. */
	interfaces: z.array(z.strictObject({ attribute: path, of: z.enum(['before', 'after']).optional() })).optional(),
	consequence: z.enum(['aborts', 'retries', 'swallowed']),
	/** The reason, if the provider's code is surprising. */
	note: z.string().optional(),
});

export const entrySchema = z.strictObject({
	type,
	/** Other names of the same resource. */
	aliases: z.array(type).optional(),
	evidence: z.strictObject({
		/** Version of aliyun/alicloud whose source was read. */
		provider: version,
		/** File in the provider's repository. */
		source: z
			.string()
			.regex(/^alicloud\/[a-z0-9_]+\.go$/, 'expected a file of the provider; delete `unchecked` when it was read'),
		/** Recorded scenarios; none if the calls were read from the source alone. */
		scenarios: z.array(z.string()),
	}),
	/**
	 * Attributes that the type has had in every version. A change that lacks one of them comes from a document that leaves
	 * attributes out, so that an attribute it lacks may exist all the same. Every entry with a schema condition has some.
	 */
	always: z.array(attribute).min(3).optional(),
	create: z.array(call),
	update: z.array(call),
	delete: z.array(call),
	/** Pulumi's token, if it does not follow from the type; null while Pulumi does not have the type. */
	pulumi: z
		.string()
		.regex(/^alicloud:[^/:]+\/[^/:]+:[^/:]+$/, 'expected a token of Pulumi: alicloud:MODULE/NAME:Name')
		.nullable()
		.optional(),
	/** Attributes that look like group ids and are not ones of ECS, with the reason. */
	not_groups: z.record(path, z.string()).optional(),
	note: z.string().optional(),
});

export type GroupArgument = z.infer<typeof groups>;
export type Call = z.infer<typeof call>;
export type Entry = z.infer<typeof entrySchema>;
