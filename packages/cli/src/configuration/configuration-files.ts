import { createHash } from 'node:crypto';
import path from 'node:path';
import { UserError } from '@sg-preflight/documents';
import { readNamedFile, readRegularFile } from '@sg-preflight/documents/regular-file';
import { parseConfiguration } from '@sg-preflight/permissions';
import { formatNames } from '../report/formats/index.js';
import { type ProjectConfiguration, withinTrust } from './configuration-trust.js';

/** Bytes; one that people write has a few kilobytes. */
const mostBytes = 256 * 1024;

/** @throws {UserError} when it, or one that it extends, cannot be read */
export async function readNamed(file: string): Promise<ProjectConfiguration> {
	return parsed(file, readNamedFile(file), true);
}

/**
 * Reads a configuration that the user did not name, within the limits of trust.
 *
 * @throws {UserError} when it, or one that it extends, cannot be read
 */
export async function readFound(file: string, isInventoryNamed: boolean): Promise<ProjectConfiguration> {
	return withinTrust(await parsed(file, readRegularFile(file, mostBytes), false), isInventoryNamed);
}

async function parsed(file: string, text: string, named: boolean): Promise<ProjectConfiguration> {
	return withExtended(await alone(file, text, named), named, [file], { count: 0 });
}

/** Configurations that extend one another are few; a longer chain is a circle. */
const longestChain = 5;
/** Most files of all chains together: a few files that extend one another many times would be read without end. */
const mostExtended = 20;

/**
 * Adds the configurations that one extends: settings that it leaves out, and their waivers.
 *
 * @param chain the configurations that lead to it
 * @param extended how many were read, of all chains
 */
async function withExtended(
	configuration: ProjectConfiguration,
	named: boolean,
	chain: readonly string[],
	extended: { count: number },
): Promise<ProjectConfiguration> {
	let whole = configuration;
	for (const name of configuration.extends) {
		if (chain.length >= longestChain) {
			throw new UserError({
				where: chain[0] ?? name,
				problem: `extends is a chain of more than ${longestChain} files`,
			});
		}
		if (++extended.count > mostExtended) {
			throw new UserError({ where: chain[0] ?? name, problem: `it extends more than ${mostExtended} files` });
		}
		const text = await extendedText(name, named);
		const base = await withExtended(await alone(name, text, named), named, [...chain, name], extended);
		whole = {
			...base,
			...Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)),
			inventory: whole.inventory.length > 0 ? whole.inventory : base.inventory,
			undetermined: { ...base.undetermined, ...whole.undetermined },
			reports: { ...base.reports, ...whole.reports },
			waivers: [...whole.waivers, ...base.waivers],
			// The digest covers both, so that shards with different bases do not count as one run.
			made: { ...whole.made, sha256: sha256(whole.made.sha256 + base.made.sha256) },
		} as ProjectConfiguration;
	}
	return whole;
}

async function extendedText(name: string, named: boolean): Promise<string> {
	if (!isUrl(name)) return named ? readNamedFile(name) : readRegularFile(name, mostBytes);
	if (named) {
		const { fetchedText } = await import('../input/fetched-text.js');
		return fetchedText(name);
	}
	throw new UserError({
		where: name,
		problem: 'a configuration that was only found extends this URL, which is not fetched',
		next: 'Name the configuration with --config.',
	});
}

function sha256(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

function isUrl(name: string): boolean {
	return /^https?:\/\//i.test(name);
}

async function alone(file: string, text: string, named: boolean): Promise<ProjectConfiguration> {
	const configuration = await parseConfiguration(text, file, formatNames);
	const { terraformBin } = configuration;
	const beside = (name: string): string =>
		isUrl(name) || isUrl(file) ? name : path.relative('', path.resolve(path.dirname(file), name));
	return {
		...configuration,
		extends: configuration.extends.map(beside),
		inventory: configuration.inventory.map(beside),
		reports: Object.fromEntries(Object.entries(configuration.reports).map(([format, to]) => [format, beside(to)])),
		// A bare name is looked up on the PATH.
		terraformBin:
			terraformBin && /[\\/]/.test(terraformBin) ? path.resolve(path.dirname(file), terraformBin) : terraformBin,
		made: { file, sha256: sha256(text), named, weakens: [], notUsed: [] },
	};
}
