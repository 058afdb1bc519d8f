/** Names of a type and its attributes in Pulumi and Terraform that do not follow from camelCase and snake_case. */
export interface TypeNames {
	/** `alicloud:ecs/instance:Instance` */
	readonly token: string;
	/** Terraform's name of a property, by its path in Pulumi: plurals (`zoneVswitchSecurityGroups`). */
	readonly names?: { readonly [path: string]: string };
	/** Paths in Pulumi of the objects that are lists of at most one block in Terraform. */
	readonly blocks?: readonly string[];
	/** Attributes that the SDK makes secret. */
	readonly secrets?: readonly string[];
	/** Attributes, by Terraform's names, that keep their value when the configuration leaves them out. */
	readonly computed?: readonly string[];
	/** Attributes, by Terraform's names, whose order has no meaning. */
	readonly sets?: readonly string[];
	/** Attributes, by Terraform's names, whose change replaces the resource; absent when this is not known. */
	readonly forceNew?: readonly string[];
	/** Attributes of an entry that Pulumi does not have. */
	readonly lost?: readonly string[];
}
