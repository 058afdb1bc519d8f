import type { PolicyResource, ResourceValidationArgs } from '@pulumi/policy';
import type { Json, JsonObject } from '@sg-preflight/documents';

/** A resource as a program registers it, before the engine has chosen what to do with it. */
export interface RegisteredResource {
	readonly urn: string;
	/** Token: `alicloud:ecs/instance:Instance`. */
	readonly type: string;
	/** The inputs that the provider checked. Unknown values and secrets are marked. */
	readonly inputs: JsonObject;
	/** URNs that it had before. */
	readonly aliases: readonly string[];
	/** Paths of inputs that keep their old value. */
	readonly ignoreChanges: readonly string[];
	/** URN of its provider. */
	readonly provider: string | null;
}

/** A resource as a stack policy sees it: after the update, as far as that is known. */
export interface PlannedResource extends Omit<RegisteredResource, 'inputs'> {
	readonly outputs: JsonObject;
	/** The resources that each input depends on. */
	readonly propertyDependencies: { readonly [property: string]: readonly string[] };
}

/**
 * Returns the object behind the SDK's proxy. The proxy throws when an unknown value is read, and the SDK then makes every
 * violation of the policy advisory. Source: @pulumi/policy 1.21.0 proxy.ts.
 */
function behindProxy(properties: Record<string, unknown>): JsonObject {
	return (properties.__getSpecialProxyTarget ?? properties) as { readonly [name: string]: Json };
}

function ownersOf({ urn, type, opts, provider }: ResourceValidationArgs | PolicyResource) {
	return { urn, type, aliases: opts.aliases, ignoreChanges: opts.ignoreChanges, provider: provider?.urn ?? null };
}

/** @param marked the inputs with their secrets marked, because the SDK removes the marks; undefined without secrets */
export function registeredResourceOf(args: ResourceValidationArgs, marked: JsonObject | undefined): RegisteredResource {
	return { ...ownersOf(args), inputs: marked ?? behindProxy(args.props) };
}

export function plannedResourceOf(resource: PolicyResource): PlannedResource {
	return {
		...ownersOf(resource),
		outputs: behindProxy(resource.props),
		propertyDependencies: Object.fromEntries(
			Object.entries(resource.propertyDependencies).map(([name, others]) => [name, others.map(({ urn }) => urn)]),
		),
	};
}
