import { parseDuration } from '@sg-preflight/inventory';
import { z } from 'zod';
import { reasons } from '../finding.js';
import { parsePrincipal } from '../principal.js';

const policy = z.enum(['fail', 'warn', 'ignore']);

/** An object with a key for each name: unlike a record, its error lists the known keys. */
function each<Name extends string, Value>(names: readonly Name[], value: Value): Record<Name, Value> {
	return Object.fromEntries(names.map((name) => [name, value])) as Record<Name, Value>;
}

const waiver = z.strictObject({
	address: z
		.string()
		.min(1)
		.meta({ description: 'Resource address; `*` stands for any run of characters, all else for itself.' }),
	operation: z.string().min(1).meta({ description: "Operation's name, or `*`." }),
	group: z.string().min(1).meta({ description: "Group's id, or `*`." }),
	reason: z.string().min(1),
	owner: z.string().min(1).meta({ description: 'Contact for questions.' }),
	// A malformed date is not an error: the waiver counts as expired, and the report says so.
	expires: z
		.union([z.string(), z.number()])
		.optional()
		.meta({ description: 'Last day on which it counts, YYYY-MM-DD.' }),
});

/**
 * Returns the schema of sg-preflight.yaml. Files are relative to it.
 *
 * @param formats names of the report formats
 */
export function configurationSchema(formats: readonly string[]) {
	return z.strictObject({
		inventory: z
			.union([z.string().min(1), z.array(z.string().min(1))])
			.optional()
			.meta({ description: 'Inventory files.' }),
		allowEmptyInventory: z.boolean().optional().meta({ description: 'Accept an inventory without groups.' }),
		allowPartialInventory: z.boolean().optional().meta({ description: 'Accept an incomplete inventory.' }),
		principal: z
			.string()
			.refine((text) => parsePrincipal(text) !== undefined, 'expected account or service:<ServiceID>')
			.optional()
			.meta({ description: 'Who applies: account (default) or service:<ServiceID>.' }),
		undetermined: z
			.union([policy, z.strictObject(each(reasons, policy.exactOptional()))])
			.optional()
			.meta({ description: 'How undetermined findings affect the exit status, for all reasons or for each.' }),
		maxAge: z
			.string()
			.refine((text) => parseDuration(text) !== undefined, 'expected a duration such as 90m, 24h or 7d')
			.optional()
			.meta({ description: 'Age at which an inventory is stale. Default: 24h.' }),
		stale: policy.optional().meta({ description: 'How a stale inventory affects the exit status. Default: warn.' }),
		format: z.enum(formats).optional().meta({ description: 'Format of the standard output.' }),
		reports: z
			.strictObject(each(formats, z.string().min(1).exactOptional()))
			.optional()
			.meta({ description: 'Files to write, by format.' }),
		terraformBin: z.string().min(1).optional().meta({ description: 'Program that reads saved binary plans.' }),
		waivers: z.array(waiver).optional(),
		inlineWaivers: z.boolean().optional().meta({
			description:
				'Accept waivers in comments of the sources: `# sg-preflight:allow OPERATION GROUP until DATE: REASON`.',
		}),
		extends: z
			.union([z.string().min(1), z.array(z.string().min(1))])
			.optional()
			.meta({
				description:
					'Configurations whose settings apply unless this one sets them, and whose waivers are added: files or URLs.',
			}),
	});
}
