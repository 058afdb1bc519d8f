import { ageNotices, type InventoryScope } from '@sg-preflight/inventory';
import {
	type Policies,
	type Policy,
	type Principal,
	type WaiverRule,
	type Waivers,
	waiverNotices,
} from '@sg-preflight/permissions';
import type { ProjectConfiguration } from '../command-line/configuration-trust.js';
import { configurationNotices } from '../command-line/project-config.js';
import type { FileInventory } from '../input/inventory-files.js';
import type { LiveRequest } from '../input/live-inventory.js';
import { planPaths, type Shard, shardOf } from '../input/plan-files.js';
import type { TerraformUse } from '../input/terraform-use.js';
import { applyBaseline, type Baseline } from '../report/baseline.js';
import { madeWith } from '../report/made-with.js';
import { providerNotices } from '../report/provider-notices.js';
import { type Level, type Notice, type Report, reportOf } from '../report/report.js';
import { savedPlanNotices } from '../report/saved-plan-notices.js';
import { type Checked, type CheckedInput, isChecked } from './check-plan.js';
import { checkPlans } from './check-plans.js';

/** A run of `check`, from the command line or the JavaScript API. */
export interface RunRequest {
	/** Files, directories, patterns, or `-`. */
	readonly inputs: readonly string[];
	readonly inventory: FileInventory | LiveRequest;
	/** Whether an inventory without any of the plans' groups is accepted. */
	readonly acceptsAnyInventory: boolean;
	/** The configuration that the other members were taken from; null for none. */
	readonly configuration: ProjectConfiguration | null;
	readonly principal: Principal;
	readonly undetermined: Policies;
	readonly waivers: readonly WaiverRule[];
	/** Whether waivers in comments of the sources count. */
	readonly inlineWaivers?: boolean | undefined;
	readonly terraform: TerraformUse;
	/** Directory of the sources; undefined for those that a saved plan carries. */
	readonly source: string | undefined;
	/** File of the state that an update plan of Pulumi was made from; undefined to export it. */
	readonly pulumiState?: string | undefined;
	/** Version of the provider that the user named; undefined for the version in the plan or its sources. */
	readonly providerVersion?: string | undefined;
	/** Age in milliseconds at which an inventory is stale. */
	readonly maxAge: number;
	/** Effect of a stale inventory on the exit status; undefined for a warning. */
	readonly stale: Policy | undefined;
	readonly baseline: Baseline | null;
	/** Undefined for all inputs. */
	readonly shard: Shard | undefined;
}

/** @throws {UserError} when an input names no plan */
export async function runCheck(request: RunRequest): Promise<Report> {
	const { inventory, configuration, principal, undetermined, terraform, source, baseline, shard } = request;
	const files = planPaths(request.inputs);
	const now = new Date();
	const waivers = { rules: request.waivers, today: now.toISOString().slice(0, 10) };
	const all = await checkPlans(shard ? shardOf(files, shard) : files, {
		inventory,
		principal,
		waivers,
		inlineWaivers: request.inlineWaivers,
		terraform,
		source,
		pulumiState: request.pulumiState,
		providerVersion: request.providerVersion,
	});
	const known = withBaseline(all, baseline);
	// In one part of the plans, a waiver or a baseline's finding that matches nothing may match in another.
	const whole = shard === undefined;
	const report = reportOf(known.all, undetermined, [
		...configurationNotices(configuration),
		...(request.acceptsAnyInventory ? [] : otherInventoryNotices(all, undetermined)),
		...ageNoticesOf(scopesOf(inventory, all), request.maxAge, now, request.stale),
		...savedPlanNotices(all),
		...providerNotices(all),
		...noticesOfWaivers(all, waivers, whole),
		...(whole ? known.notices : []),
		...all.filter(isChecked).flatMap(({ notices }) => notices),
		...all.filter(isChecked).flatMap(sourceNotices),
		...all.filter(isChecked).flatMap(programNotices),
	]);
	return {
		...report,
		...(shard ? { shard: `${shard.index}/${shard.of}` } : {}),
		...madeWith(configuration, inventory, scopesOf(inventory, all)),
	};
}

/** Reports an inventory of another account or region: it has none of the groups, so nothing would be refused. */
function otherInventoryNotices(all: readonly Checked[], policies: Policies): Notice[] {
	const total = (count: keyof CheckedInput['groups']): number =>
		all.filter(isChecked).reduce((sum, { groups }) => sum + groups[count], 0);
	if (total('named') === 0 || total('known') > 0) return [];
	const message =
		total('listed') === 0
			? `the inventory has none of the groups that the plans change (${total('named')}): it is of another account or region, or out of date. Pull it again with: sg-preflight inventory pull, or accept it with --allow-partial-inventory.`
			: `the inventory does not tell for any of the groups that the plans change (${total('named')}) whether they are managed: ServiceManaged is missing. Pull it again with: sg-preflight inventory pull.`;
	// Its findings already fail the check if the user wants that.
	return [{ level: policies['unlisted-group'] === 'fail' ? 'warning' : 'error', message }];
}

function withBaseline(
	all: readonly Checked[],
	baseline: Baseline | null,
): { readonly all: readonly Checked[]; readonly notices: readonly Notice[] } {
	if (baseline === null) return { all, notices: [] };
	const checked = all.filter(isChecked);
	const { all: marked, notices } = applyBaseline(
		checked.map(({ judgement }) => judgement.findings),
		baseline,
	);
	const findings = new Map(checked.map((one, index) => [one, marked[index] ?? []]));
	return {
		all: all.map((one) =>
			isChecked(one) ? { ...one, judgement: { ...one.judgement, findings: findings.get(one) ?? [] } } : one,
		),
		notices,
	};
}

/** @param whole false for one part of the plans */
function noticesOfWaivers(all: readonly Checked[], { rules, today }: Waivers, whole: boolean): Notice[] {
	const used = all.filter(isChecked).flatMap(({ usedWaivers }) => usedWaivers);
	return waiverNotices(rules, used, today)
		.filter(({ problem }) => whole || problem !== 'unused')
		.map(({ message }) => ({ level: 'warning', message }));
}

/** Reports unusable sources, which leave values undetermined. A finding does not name their file. */
function sourceNotices({ input, document }: CheckedInput): Notice[] {
	return (document.sourceProblems ?? []).map((problem) => ({
		level: 'warning',
		message: `${input}: the sources do not show what was planned: ${problem}. Values that depend on it are judged by the plan alone.`,
	}));
}

/** Returns one line about the user's own programs that the plan runs and that name no group. */
function programNotices({ input, document }: CheckedInput): Notice[] {
	const programs = (document.programs ?? []).filter(({ groups }) => groups.length === 0);
	if (programs.length === 0) return [];
	const provisioners = programs.filter(({ program }) => program.product === 'Terraform').length;
	const counted = (count: number, one: string, many: string): string[] =>
		count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
	const what = [
		...counted(provisioners, 'provisioner', 'provisioners'),
		...counted(programs.length - provisioners, 'template or request', 'templates or requests'),
	].join(' and ');
	return [{ level: 'note', message: `${input}: ${what} ${programs.length === 1 ? 'was' : 'were'} not looked into.` }];
}

/** Returns the scopes of the inventory; each plan has its own live inventory. */
function scopesOf(inventory: FileInventory | LiveRequest, all: readonly Checked[]): readonly InventoryScope[] {
	if ('scopes' in inventory) return inventory.scopes;
	return all.filter(isChecked).flatMap(({ scopes }) => scopes);
}

/** Reports the ages of inventories. API responses have no timestamp: a warning only if the user demands fresh ones. */
function ageNoticesOf(
	scopes: readonly InventoryScope[],
	maxAge: number,
	now: Date,
	stale: Policy | undefined,
): Notice[] {
	if (stale === 'ignore') return [];
	const [timeless, timed] = [scopes.filter(({ time }) => time === null), scopes.filter(({ time }) => time !== null)];
	const level = stale === 'fail' ? 'error' : 'warning';
	const notices = (of: readonly InventoryScope[], level: Level): Notice[] =>
		[...new Set(ageNotices({ scopes: of }, maxAge, now.getTime()))].map((message) => ({ level, message }));
	return [...notices(timed, level), ...notices(timeless, stale === undefined ? 'note' : level)];
}
