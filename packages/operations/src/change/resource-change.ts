/**
 * The source of a value that is known after apply, traced by the reader that has the document.
 * `via` is the chain from the attribute to the origin, nearest first, as addresses and expressions. An origin with
 * `certain: false` may be the value, or in the list, or not; any other is.
 */
export type Origin =
	/** A security group that this same plan creates; `replaces` is its present id if the plan replaces it. */
	(
		| { readonly kind: 'created-in-plan'; readonly address: string; readonly replaces?: string }
		/** An existing resource whose id the document has. */
		| { readonly kind: 'known'; readonly id: string; readonly address: string }
		/** A computed attribute of another resource; `product` is the Alibaba Cloud product that will return it. */
		| {
				readonly kind: 'resource-attribute';
				readonly address: string;
				readonly attribute: string;
				readonly product?: string;
		  }
		/** A data source that is read during the apply. */
		| { readonly kind: 'data-source'; readonly address: string; readonly attribute: string }
		/** An input variable of the root module, or of a module whose call the document does not have. */
		| { readonly kind: 'variable'; readonly name: string }
		/** A local value, a function or a dynamic block: the document does not carry what is in it. */
		| { readonly kind: 'expression'; readonly reference: string }
		/** Unknown: the document has no configuration, or the reference leads nowhere. */
		| { readonly kind: 'untraced'; readonly reason: string }
	) & { readonly certain?: false; readonly via?: readonly string[] };

/**
 * The reason why a value known after apply may be, or contain, something else than its origins.
 *
 * - `plan-json`: plan JSON keeps the references of an expression and loses the literals beside them.
 * - `sources`: the given sources are not the planned ones; `reason` has the reason.
 * - `preview`: a Pulumi preview has the resources that a value depends on, and not how the program makes it of them.
 */
export interface Unproven {
	readonly by: 'plan-json' | 'sources' | 'preview';
	/** A clause without a full stop: `main.tf cannot be parsed`. */
	readonly reason?: string;
}

/**
 * A value known after apply that the configuration sets. Values that the configuration does not set and the
 * API computes are left out (as if null): no request carries them.
 */
export class Unknown {
	/**
	 * @param unproven null if the value is proved to be one of the origins, or to hold nothing but them
	 * @param mayBeNull whether the provider may compute the value instead; undefined if the reader cannot tell
	 */
	constructor(
		readonly origins: readonly Origin[],
		readonly unproven: Unproven | null = null,
		readonly mayBeNull?: boolean,
	) {}
}

/** A JSON value in Terraform's shape in which a part may be known after apply. */
export type Value = null | boolean | number | string | Unknown | readonly Value[] | { readonly [name: string]: Value };

/** The shape of Terraform's sensitive masks: `true` covers everything below. */
export type Mask = boolean | readonly Mask[] | { readonly [name: string]: Mask };

export type Action = 'create' | 'update' | 'delete';

/** A group id that a resource takes from another resource, which it names. */
export interface GroupValue {
	readonly value: Value;
	readonly sensitive: boolean;
}

/** One planned change of one resource, in tool-neutral form. */
export interface ResourceChange {
	/** Terraform's absolute resource address, or Pulumi's URN. */
	readonly address: string;
	/** Key of a deposed object, null for the current one. */
	readonly deposed: string | null;
	/** Terraform's type name. */
	readonly type: string;
	/** In the order in which they are applied: a replacement has two. */
	readonly actions: readonly Action[];
	/** Attribute values in Terraform's names before the change; null if there is no object. */
	readonly before: Value;
	readonly after: Value;
	readonly beforeSensitive: Mask;
	readonly afterSensitive: Mask;
	/** Groups of the resource that an attribute names, by the attribute, if an entry asks for them. */
	readonly through?: { readonly [attribute: string]: readonly GroupValue[] };
	/** Place of its declaration in the program, if the document has it; the file is relative to the project. */
	readonly location?: { readonly file: string; readonly line: number; readonly column: number };
	/** Region and account of the resource's provider if the document has them, else null. */
	readonly region: string | null;
	readonly account: string | null;
}
