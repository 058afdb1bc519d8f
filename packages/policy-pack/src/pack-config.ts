import type { PolicyConfigSchema } from '@pulumi/policy';
import { type Inventory, type InventoryDocument, parseInventory } from '@sg-preflight/inventory';
import {
	type Policies,
	type Policy,
	type Principal,
	parseConfiguration,
	reasons,
	uniformPolicies,
	type WaiverRule,
	type WrittenConfiguration,
} from '@sg-preflight/permissions';

/** The pack's configuration, with the inventory that it names. */
export interface PackConfig {
	readonly inventory: Inventory;
	readonly principal: Principal;
	readonly undetermined: Policies;
	readonly waivers: readonly WaiverRule[];
	/** The policy for a preview that is judged without the stack's state, although the configuration wants it. */
	readonly withoutState: Policy;
	/** Whether the engine refreshes the state before a preview; undefined when the configuration does not say. */
	readonly refreshes?: boolean;
}

/** The configuration of the policy that Pulumi gives. Pulumi checks it with the schema, and parsePackConfig again. */
export interface WrittenConfig {
	readonly inventory?: unknown;
	readonly principal?: unknown;
	readonly undetermined?: unknown;
	readonly waivers?: unknown;
	readonly state?: unknown;
	readonly refresh?: unknown;
}

const policy = { enum: ['fail', 'warn', 'ignore'] };

export const configSchema: PolicyConfigSchema = {
	properties: {
		inventory: {
			type: ['string', 'array', 'object'],
			items: { type: ['string', 'object'] },
			minLength: 1,
			description:
				'The inventory of managed groups: a file, relative to the folder where pulumi runs, or the inventory itself (a DescribeSecurityGroups response, or what `sg-preflight inventory pull` writes), or a list of these.',
		},
		principal: {
			type: 'string',
			pattern: '^(account|service:[0-9]+)$',
			description:
				'Principal of the update: account (default), or service:<ServiceID>, the service system that owns a group.',
		},
		undetermined: {
			type: ['string', 'object'],
			pattern: '^(fail|warn|ignore)$',
			properties: Object.fromEntries(reasons.map((reason) => [reason, policy])),
			additionalProperties: false,
			description:
				'Effect of undetermined verdicts, for all reasons or for each: fail (stops like a refusal), warn (an advisory violation; default) or ignore.',
		},
		waivers: {
			type: 'array',
			items: {
				type: 'object',
				properties: {
					address: { type: 'string', description: 'URN; `*` matches any characters.' },
					operation: { type: 'string', description: "Operation's name, or `*`." },
					group: { type: 'string', description: "Group's id, or `*`." },
					reason: { type: 'string' },
					owner: { type: 'string' },
					expires: { type: 'string', description: 'Last day on which it counts, YYYY-MM-DD.' },
				},
				required: ['address', 'operation', 'group', 'reason', 'owner'],
				additionalProperties: false,
			},
		},
		state: {
			type: 'string',
			minLength: 1,
			description:
				"The stack's state before the update: export (default; `pulumi stack export`), a file that holds it, relative to the folder where pulumi runs, or off: every resource that changes then counts as created, and deletes are not judged.",
		},
		refresh: {
			type: 'boolean',
			description:
				'Whether previews of this stack refresh the state first (--refresh). Set it where the pack cannot see the options of the pulumi command: it is then incomplete-plan that the findings of the refresh are not known.',
		},
	},
};

/**
 * Reads the configuration and the inventory that it names.
 *
 * @throws {UserError} when one of them cannot be read
 */
export async function parsePackConfig(
	written: WrittenConfig,
	readFile: (path: string) => InventoryDocument,
): Promise<PackConfig> {
	const { principal, undetermined, waivers } = written;
	const configuration: WrittenConfiguration = await parseConfiguration(
		JSON.stringify({ principal, undetermined, waivers }),
		'the policy pack configuration',
	);
	const sources = written.inventory === undefined ? [] : [written.inventory].flat();
	return {
		inventory: await parseInventory(
			sources.map((source) =>
				typeof source === 'string'
					? readFile(source)
					: { name: 'inventory in the policy pack configuration', text: JSON.stringify(source) },
			),
		),
		principal: configuration.principal ?? 'account',
		// Without an inventory nothing is known of any group, which must not look like a pass.
		undetermined: {
			...uniformPolicies(),
			...(sources.length === 0 ? { 'unlisted-group': 'fail' } : {}),
			...configuration.undetermined,
		},
		withoutState: configuration.undetermined?.['incomplete-plan'] ?? 'fail',
		waivers: configuration.waivers,
		...(typeof written.refresh === 'boolean' ? { refreshes: written.refresh } : {}),
	};
}
