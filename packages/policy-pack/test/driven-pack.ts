import { createRequire } from 'node:module';
import type { PolicyResource, ReportViolation, ResourceValidationArgs, StackValidationArgs } from '@pulumi/policy';
import type { WrittenConfig } from '../src/pack-config.js';
import { policiesOf, type Surroundings } from '../src/policies.js';

/** A violation that a policy reported. */
export interface Violation {
	readonly policy: string;
	readonly level: string;
	readonly message: string;
	readonly urn: string | undefined;
}

/** A recorded resource; `{"$unknown": "string"}` marks an unknown value. */
export interface Seen {
	readonly urn: string;
	readonly type: string;
	readonly name: string;
	readonly props: Record<string, unknown>;
	readonly opts?: Partial<ResourceValidationArgs['opts']>;
	readonly provider?: { readonly urn: string; readonly type: string; readonly name: string };
	readonly propertyDependencies?: { readonly [property: string]: readonly string[] };
}

// Internal to the SDK: policies receive this proxy.
const { unknownCheckingProxy } = createRequire(import.meta.url)('@pulumi/policy/proxy') as {
	unknownCheckingProxy: (value: unknown) => Record<string, unknown>;
};

const sentinel = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

function withSentinels(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withSentinels);
	if (typeof value !== 'object' || value === null) return value;
	if ('$unknown' in value) return sentinel;
	return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withSentinels(member)]));
}

/** The pack's policies without Pulumi: the host is a double that calls them as @pulumi/policy does. */
export class DrivenPack {
	readonly violations: Violation[] = [];
	readonly #policies;

	constructor(
		readonly config: WrittenConfig,
		surroundings: Partial<Surroundings>,
	) {
		this.#policies = policiesOf({
			isPreview: () => true,
			isRefreshed: () => false,
			readFile: (name) => {
				throw new Error(`${name}: no files here`);
			},
			exportState: () => Promise.reject(new Error('no stack here')),
			markedInputs: () => undefined,
			today: () => '2026-11-24',
			...surroundings,
		});
	}

	async validateResource(seen: Seen): Promise<void> {
		for (const policy of this.#policies) {
			if (!('validateResource' in policy) || typeof policy.validateResource !== 'function') continue;
			await policy.validateResource(
				{ ...this.#args(), ...this.#resource(seen) } as unknown as ResourceValidationArgs,
				this.#report(policy),
			);
		}
	}

	async validateStack(resources: readonly Seen[]): Promise<void> {
		const args = { ...this.#args(), resources: resources.map((seen) => this.#resource(seen)) };
		for (const policy of this.#policies) {
			if (!('validateStack' in policy)) continue;
			await policy.validateStack(args as unknown as StackValidationArgs, this.#report(policy));
		}
	}

	#args() {
		return { getConfig: () => this.config, stackTags: new Map() };
	}

	#resource({ props, opts, provider, propertyDependencies, ...seen }: Seen) {
		return {
			...seen,
			props: unknownCheckingProxy(withSentinels(props)),
			opts: { aliases: [], ignoreChanges: [], ...opts },
			provider: provider && { ...provider, props: unknownCheckingProxy({}) },
			propertyDependencies: Object.fromEntries(
				Object.entries(propertyDependencies ?? {}).map(([name, urns]) => [
					name,
					urns.map((urn) => ({ urn }) as PolicyResource),
				]),
			),
		};
	}

	#report({ name, enforcementLevel }: { name: string; enforcementLevel?: string }): ReportViolation {
		return (message, urn) => {
			this.violations.push({ policy: name, level: enforcementLevel ?? 'advisory', message, urn });
		};
	}
}
