import { parseDuration } from '@sg-preflight/inventory';
import { type Policies, uniformPolicies } from '../conclude.js';
import type { Policy } from '../finding.js';
import type { Principal } from '../principal.js';
import { parsePrincipal } from '../principal.js';
import type { WaiverRule } from '../waivers.js';

/** The settings in sg-preflight.yaml; undefined for those that it leaves out. */
export interface WrittenConfiguration {
	/** As written: relative to the configuration's folder. */
	readonly inventory: readonly string[];
	readonly allowEmptyInventory: boolean | undefined;
	readonly allowPartialInventory: boolean | undefined;
	readonly principal: Principal | undefined;
	/** The reasons that it names. */
	readonly undetermined: Partial<Policies>;
	/** Milliseconds. */
	readonly maxAge: number | undefined;
	/** The effect of a stale inventory on the exit status. */
	readonly stale: Policy | undefined;
	readonly format: string | undefined;
	/** Files by format, relative to the configuration's folder. */
	readonly reports: Readonly<Record<string, string>>;
	readonly terraformBin: string | undefined;
	readonly waivers: readonly WaiverRule[];
	/** True if waivers in comments of the sources count. */
	readonly inlineWaivers: boolean | undefined;
	/** Configurations that it builds on, as written: files relative to it, or URLs. */
	readonly extends: readonly string[];
}

/**
 * Parses the text of sg-preflight.yaml, which may be empty.
 *
 * @param formats names of the report formats that it may choose
 * @throws {UserError} when it is not YAML, or a setting is unknown or has a wrong value
 */
export async function parseConfiguration(
	text: string,
	name: string,
	formats: readonly string[] = [],
): Promise<WrittenConfiguration> {
	// Loaded here: a check without a configuration starts without zod and yaml.
	const [{ readYaml }, { checkDocument }, { configurationSchema }] = await Promise.all([
		import('@sg-preflight/documents/yaml'),
		import('@sg-preflight/documents/validate'),
		import('./configuration-schema.js'),
	]);
	const document = readYaml(text, name);
	const written = checkDocument({ ...document, value: document.value ?? {} }, configurationSchema(formats));
	const { undetermined, inventory, principal, maxAge } = written;
	return {
		inventory: inventory === undefined ? [] : [inventory].flat(),
		allowEmptyInventory: written.allowEmptyInventory,
		allowPartialInventory: written.allowPartialInventory,
		principal: principal === undefined ? undefined : parsePrincipal(principal),
		undetermined: typeof undetermined === 'string' ? uniformPolicies(undetermined) : (undetermined ?? {}),
		maxAge: maxAge === undefined ? undefined : parseDuration(maxAge),
		stale: written.stale,
		format: written.format,
		reports: written.reports ?? {},
		terraformBin: written.terraformBin,
		inlineWaivers: written.inlineWaivers,
		extends: written.extends === undefined ? [] : [written.extends].flat(),
		waivers: (written.waivers ?? []).map((waiver) => ({
			...waiver,
			expires: waiver.expires === undefined ? null : String(waiver.expires),
		})),
	};
}

/** JSON schema of sg-preflight.yaml, for editors. */
export async function configurationJsonSchema(formats: readonly string[]): Promise<object> {
	const [{ z }, { configurationSchema }] = await Promise.all([import('zod'), import('./configuration-schema.js')]);
	const { $schema, ...schema } = z.toJSONSchema(configurationSchema(formats), { io: 'input' });
	return {
		$schema,
		$comment: 'Generated from packages/permissions/src/configuration/configuration-schema.ts: `pnpm generate`.',
		title: 'sg-preflight.yaml',
		...schema,
	};
}
