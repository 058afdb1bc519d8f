import fs from 'node:fs';
import path from 'node:path';
import { defaultMaxAge } from '@sg-preflight/inventory';
import { type Policy, type Reason, uniformPolicies, type WrittenConfiguration } from '@sg-preflight/permissions';
import { stepsBelow } from '../input/inside-folder.js';
import type { ReportConfiguration } from '../report/report.js';

/** The configuration of a run, with its files named as the working directory sees them. */
export interface ProjectConfiguration extends WrittenConfiguration {
	/** Its description in the report. */
	readonly made: ReportConfiguration;
}

/**
 * Limits a configuration that was found, because the author of the change may have written it. It can make a check
 * stricter and choose formats. It never names a program, or a report outside the working directory. It can weaken the
 * check only when the user did not name an inventory.
 */
export function withinTrust(configuration: ProjectConfiguration, isInventoryNamed: boolean): ProjectConfiguration {
	const weaker = weakening(configuration);
	const kept = isInventoryNamed
		? Object.assign({ ...configuration }, ...weaker.map(({ instead }) => instead))
		: configuration;
	const inside = Object.entries(configuration.reports).filter(([, file]) => isInside(file));
	const outside = Object.entries(configuration.reports).filter(([, file]) => !isInside(file));
	const settings = weaker.map(({ setting }) => setting);
	return {
		...kept,
		terraformBin: undefined,
		reports: Object.fromEntries(inside),
		made: {
			...configuration.made,
			weakens: isInventoryNamed ? [] : settings,
			notUsed: [
				...(isInventoryNamed ? settings : []),
				...(configuration.terraformBin === undefined ? [] : ['terraformBin']),
				...outside.map(([format]) => `reports.${format} (a file outside the working directory)`),
			],
		},
	};
}

/** A setting that weakens a check, with its replacement. */
interface Weakening {
	readonly setting: string;
	readonly instead: Partial<WrittenConfiguration>;
}

function weakening(configuration: WrittenConfiguration): Weakening[] {
	const { inventory, waivers, principal, undetermined, maxAge } = configuration;
	const found: Weakening[] = [];
	const weakens = (setting: string, instead: Partial<WrittenConfiguration>): void => {
		found.push({ setting, instead });
	};
	if (inventory.length > 0) weakens('inventory', { inventory: [] });
	if (waivers.length > 0) weakens(`waivers (${waivers.length})`, { waivers: [] });
	if (configuration.inlineWaivers) weakens('inlineWaivers', { inlineWaivers: undefined });
	if (principal !== undefined && principal !== 'account') weakens('principal', { principal: undefined });
	const defaults = uniformPolicies();
	const weaker = (Object.entries(undetermined) as [Reason, Policy][]).filter(
		([reason, policy]) => strictness(policy) < strictness(defaults[reason]),
	);
	if (weaker.length > 0) {
		const kept = Object.entries(undetermined).filter(([reason]) => !weaker.some(([one]) => one === reason));
		weakens(`undetermined (${weaker.map(([reason, policy]) => `${reason}: ${policy}`).join(', ')})`, {
			undetermined: Object.fromEntries(kept),
		});
	}
	if (configuration.allowEmptyInventory) weakens('allowEmptyInventory', { allowEmptyInventory: undefined });
	if (configuration.allowPartialInventory) weakens('allowPartialInventory', { allowPartialInventory: undefined });
	if (configuration.stale === 'ignore') weakens('stale: ignore', { stale: undefined });
	if (maxAge !== undefined && maxAge > defaultMaxAge) weakens('maxAge', { maxAge: undefined });
	return found;
}

function strictness(policy: Policy): number {
	return ['ignore', 'warn', 'fail'].indexOf(policy);
}

/**
 * Whether a file, which may not exist yet, is in the working directory. Links of its folders are followed. The files of
 * git and another checkout below are outside: an operator keeps trusted files in a second checkout.
 */
function isInside(file: string): boolean {
	const below = stepsBelow('.', path.dirname(file));
	const written = path.relative('', file).split(path.sep);
	if (below === null || written[0] === '..') return false;
	const hasCheckout = below.some((_, index) => fs.existsSync(path.join('.', ...below.slice(0, index + 1), '.git')));
	return !hasCheckout && ![...below, ...written].some((step) => /^(\.git|git~\d+)$/i.test(step));
}
