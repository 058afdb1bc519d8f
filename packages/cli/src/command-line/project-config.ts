import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@sg-preflight/documents';
import type { ProjectConfiguration } from '../configuration/configuration-trust.js';

/** The options of every command that reads a configuration. */
export const configurationOptions = {
	config: {
		type: 'string',
		value: 'FILE',
		// Read here, because --no-config overrides the variable.
		variable: false,
		help: 'Configuration file. Default: SG_PREFLIGHT_CONFIG, else the nearest sg-preflight.yaml.',
	},
	'no-config': { type: 'boolean', help: 'Read no configuration file.' },
} as const;

export interface ConfigurationValues {
	readonly config?: string;
	readonly 'no-config'?: boolean;
}

const fileName = 'sg-preflight.yaml';

/**
 * Reads the configuration that the user named, else the nearest sg-preflight.yaml upward from the working directory. The
 * author of the change may have written a configuration that was found. Therefore it cannot weaken a check whose
 * inventory the user named.
 *
 * @param isInventoryNamed whether the command line names an inventory
 * @returns null when there is none, or the user wants none
 * @throws {UserError} when it cannot be read
 */
export async function readConfiguration(
	values: ConfigurationValues,
	isInventoryNamed: boolean,
): Promise<ProjectConfiguration | null> {
	if (values['no-config']) {
		if (values.config !== undefined) throw new UserError('--config and --no-config contradict each other; give one.');
		return null;
	}
	const named = values.config ?? (process.env.SG_PREFLIGHT_CONFIG || undefined);
	const file = named ?? foundConfiguration();
	if (file === null) return null;
	// Loaded here, because a run without a configuration starts sooner.
	const { readFound, readNamed } = await import('../configuration/configuration-files.js');
	return named === undefined ? readFound(file, isInventoryNamed) : readNamed(file);
}

/** Returns the nearest sg-preflight.yaml upward from the working directory; null if there is none. */
export function foundConfiguration(): string | null {
	for (let directory = process.cwd(); ; directory = path.dirname(directory)) {
		const file = path.join(directory, fileName);
		// A broken link counts as found, because it must not look like a missing configuration.
		if (fs.lstatSync(file, { throwIfNoEntry: false }) !== undefined) return path.relative('', file);
		if (directory === path.dirname(directory)) return null;
	}
}
