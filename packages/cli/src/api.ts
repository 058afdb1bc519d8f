import { UserError } from '@sg-preflight/documents';
import { defaultMaxAge } from '@sg-preflight/inventory';
import { type Policies, parsePrincipal, uniformPolicies } from '@sg-preflight/permissions';
import { runCheck } from './check/run-check.js';
import { planUseOf } from './command-line/plan-options.js';
import { readInventory, refuseWithoutManaged } from './input/inventories/inventory-files.js';
import type { Report } from './report/report.js';

export type { Notice, Report, ReportedFinding, ReportInput } from './report/report.js';
export { UserError };

export interface CheckOptions {
	/** Inventory files: DescribeSecurityGroups responses, or the YAML of `sg-preflight inventory pull`. */
	readonly inventory: string | readonly string[];
	/** `account`, or `service:` and the ServiceID of the cloud service that applies the plan. */
	readonly principal?: string;
	/** How undetermined findings affect the exit status: one policy for all reasons, or one for each. */
	readonly undetermined?: 'fail' | 'warn' | 'ignore' | Partial<Policies>;
	/** Directory of the Terraform sources. A saved plan carries its own. */
	readonly source?: string;
}

/**
 * Checks plans as the command `sg-preflight check` does, without a configuration file. Prints nothing.
 *
 * @param plan files, directories or patterns: saved plans, plan JSON, Pulumi previews
 * @returns the report that `--format json` prints; `exitStatus` is 0, 1 or 2. A plan that cannot be read is an input
 * with an `error`.
 * @throws {UserError} when no plan is found, or the inventory or an option is not usable
 * @example
 * const report = await check('plan.tfplan', { inventory: 'inventory.yaml' });
 * for (const { address, operation, verdict } of report.findings) console.log(address, operation, verdict);
 */
export async function check(
	plan: string | readonly string[],
	{ inventory, principal = 'account', undetermined, source }: CheckOptions,
): Promise<Report> {
	const parsed = parsePrincipal(principal);
	if (parsed === undefined || parsed === null) {
		throw new UserError({ where: 'principal', problem: 'expected account, or service: and a ServiceID' });
	}
	const known = await readInventory({
		files: typeof inventory === 'string' ? [inventory] : inventory,
		named: true,
		allowEmpty: false,
		allowPartial: false,
		digests: true,
	});
	refuseWithoutManaged(known);
	return runCheck({
		inputs: typeof plan === 'string' ? [plan] : plan,
		inventory: known,
		acceptsAnyInventory: false,
		configuration: null,
		principal: parsed,
		undetermined:
			typeof undetermined === 'object' ? { ...uniformPolicies(), ...undetermined } : uniformPolicies(undetermined),
		waivers: [],
		...(await planUseOf({})),
		source,
		maxAge: defaultMaxAge,
		stale: undefined,
		baseline: null,
		shard: undefined,
	});
}
