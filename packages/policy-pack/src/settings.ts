import type { PolicyConfigSchema } from '@pulumi/policy';
import { type Inventory, type InventoryDocument, parseInventory } from '@sg-preflight/inventory';
import {
	type Configuration,
	type Policies,
	type Principal,
	parseConfiguration,
	reasons,
	uniformPolicies,
	type WaiverRule,
} from '@sg-preflight/permissions';

/** What the pack's configuration says, read. */
export interface Settings {
	readonly inventory: Inventory;
	readonly principal: Principal;
	readonly undetermined: Policies;
	readonly waivers: readonly WaiverRule[];
}

/** The configuration of the policy as Pulumi hands it over; checked by Pulumi with the schema, and again here. */
export interface Written {
	readonly inventory?: unknown;
	readonly principal?: unknown;
	readonly undetermined?: unknown;
	readonly waivers?: unknown;
	readonly state?: unknown;
}

const policy = { enum: ['fail', 'warn', 'ignore'] };

export const configSchema: PolicyConfigSchema = {
	properties: {
		inventory: {
			type: ['string', 'array', 'object'],
			items: { type: ['string', 'object'] },
			minLength: 1,
			description:
				"Which groups are managed: a file, relative to the pack's folder, or the inventory itself (a DescribeSecurityGroups response, or what `sg-preflight inventory pull` writes), or a list of these.",
		},
		principal: {
			type: 'string',
			pattern: '^(account|service:[0-9]+)$',
			description: 'Who applies: account (default), or service:<ServiceID>, the service system that owns a group.',
		},
		undetermined: {
			type: ['string', 'object'],
			pattern: '^(fail|warn|ignore)$',
			properties: Object.fromEntries(reasons.map((reason) => [reason, policy])),
			additionalProperties: false,
			description:
				'What a verdict of undetermined does, for all reasons or for each: fail (as a refusal), warn (an advisory violation; default) or ignore.',
		},
		waivers: {
			type: 'array',
			items: {
				type: 'object',
				properties: {
					address: { type: 'string', description: 'URN; `*` stands for any run of characters.' },
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
				"Where the stack's state before the update comes from: export (default; `pulumi stack export`), a file that holds one, relative to the pack's folder, or off: every resource then counts as created, and deletes are not seen.",
		},
	},
};

/**
 * Reads the configuration and the inventory that it names.
 *
 * @throws {UserError | UserError}
 */
export async function settingsOf(written: Written, readFile: (path: string) => InventoryDocument): Promise<Settings> {
	const { principal, undetermined, waivers } = written;
	const configuration: Configuration = await parseConfiguration(
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
		undetermined: { ...uniformPolicies(), ...configuration.undetermined },
		waivers: configuration.waivers,
	};
}
