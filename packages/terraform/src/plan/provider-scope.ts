import { isList, isObject, type Json } from '@sg-preflight/documents';
import { stepsOf } from '../address/address.js';
import {
	type Expression,
	type ProviderConfiguration,
	resourceAt,
	type TerraformConfiguration,
	type TracedDocument,
} from './configuration.js';
import type { KeptChange } from './planned-change.js';

/** Region and account of a provider, each null if the document does not have it. */
export interface ProviderScope {
	readonly region: string | null;
	readonly account: string | null;
}

const unknownScope: ProviderScope = { region: null, account: null };

/** Returns the scope of a resource's provider. */
export function scopeOf(
	document: TracedDocument,
	{ address, type, provider: exact }: Pick<KeptChange, 'address' | 'type' | 'provider'>,
): ProviderScope {
	const { configuration } = document;
	let provider: ProviderConfiguration | null = null;
	if (configuration !== null) {
		provider = exact === undefined ? providerOf(configuration, address, type) : providerAt(configuration, exact);
	}
	if (provider === null) return unknownScope;
	return {
		region: literal(document, provider, provider.expressions.region),
		account: literal(document, provider, provider.expressions.account_id),
	};
}

/** Returns the block of an absolute address such as `module.a.provider["registry.terraform.io/aliyun/alicloud"].beijing`. */
function providerAt({ providers }: TerraformConfiguration, address: string): ProviderConfiguration | null {
	const [, module = '', source = '', alias = null] =
		/^(?:(module\..*)\.)?provider\["([^"]+)"\](?:\.([^.]+))?$/.exec(address) ?? [];
	const [, namespace = '', type = ''] = source.split('/');
	for (const provider of providers.values()) {
		const isOfSource = provider.source ? `${namespace}/${type}`.endsWith(provider.source) : provider.name === type;
		if (provider.moduleAddress === module && provider.alias === alias && isOfSource) return provider;
	}
	return null;
}

/**
 * Returns the provider of a resource; null if it is ambiguous. The key of a provider that was passed into a module
 * (`module.a:alicloud.x`) may match none. Then it means the root's provider of that name, or the only provider of that
 * name, as it does for a resource that the configuration no longer has.
 */
function providerOf(
	configuration: TerraformConfiguration,
	address: string,
	type: string,
): ProviderConfiguration | null {
	const { providers } = configuration;
	const key = resourceAt(configuration, address)?.providerConfigKey ?? null;
	const local = key?.slice(key.lastIndexOf(':') + 1);
	const named = key === null || local === undefined ? undefined : (providers.get(key) ?? providers.get(local));
	if (named !== undefined) return named;
	const name = (local ?? type).split(/[._]/, 1)[0];
	const all = [...providers.values()].filter((provider) => provider.name === name);
	return all.length === 1 ? (all[0] ?? null) : null;
}

/** Returns a constant, or the value of a root variable that is the whole expression. */
function literal(
	document: TracedDocument,
	provider: ProviderConfiguration,
	expression: Expression | undefined,
): string | null {
	if (!isObject(expression)) return null;
	const { constant_value: constant, references } = expression;
	if (constant !== undefined) return text(constant);
	if (provider.moduleAddress !== '' || !isList(references) || references.length !== 1) return null;
	const [kind, name] = stepsOf(String(references[0]));
	if (kind !== 'var' || name === undefined) return null;
	return text(document.variables[name] ?? document.configuration?.root.variables.get(name) ?? null);
}

function text(value: Json): string | null {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value !== '' ? value : null;
}
