import fs from 'node:fs';
import path from 'node:path';

/** The file of a Pulumi project in a folder or above it; null when there is none. */
export function projectFile(folder: string): string | null {
	for (const name of ['Pulumi.yaml', 'Pulumi.yml', 'Pulumi.json']) {
		const file = path.join(folder, name);
		if (fs.existsSync(file)) return file;
	}
	const parent = path.dirname(folder);
	return parent === folder ? null : projectFile(parent);
}

/**
 * Chooses the folder in which the user runs `pulumi`: there a relative file of the configuration is found, and there
 * `pulumi` finds the backend and the passphrase that the project or the environment name.
 *
 * @param candidates the most certain first; null for a folder that is not known
 */
export function runFolder(candidates: readonly (string | null | undefined)[]): string {
	const known = candidates.filter((folder) => folder !== null && folder !== undefined);
	return known.find((folder) => projectFile(folder) !== null) ?? known[0] ?? process.cwd();
}
