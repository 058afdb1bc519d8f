import fs from 'node:fs';
import path from 'node:path';
import { type Configuration, parseConfiguration } from '@sg-preflight/permissions';

/** The configuration, with its files named as the working directory sees them. */
export interface FoundConfiguration extends Configuration {
	readonly file: string;
}

const fileName = 'sg-preflight.yaml';

/**
 * Reads the sg-preflight.yaml that is nearest upward from the working directory; null where there is none.
 * Throws UserError.
 */
export async function findConfiguration(): Promise<FoundConfiguration | null> {
	for (let directory = process.cwd(); ; directory = path.dirname(directory)) {
		const file = path.join(directory, fileName);
		if (fs.existsSync(file)) return readConfiguration(file);
		if (directory === path.dirname(directory)) return null;
	}
}

async function readConfiguration(absolute: string): Promise<FoundConfiguration> {
	const file = path.relative('', absolute);
	const configuration = await parseConfiguration(fs.readFileSync(absolute, 'utf8'), file);
	const beside = (name: string): string => path.relative('', path.resolve(path.dirname(absolute), name));
	return {
		...configuration,
		file,
		inventory: configuration.inventory.map(beside),
		reports: Object.fromEntries(Object.entries(configuration.reports).map(([format, to]) => [format, beside(to)])),
	};
}
