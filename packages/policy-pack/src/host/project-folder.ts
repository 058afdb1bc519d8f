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

/** Folders that may be the one in which the user runs `pulumi`; null for one that is not known. */
export interface FolderCandidates {
	/** Working folder of the `pulumi` process. */
	readonly engine: string | null;
	/** Working folder of the shell, which `pulumi -C` does not change. */
	readonly shell: string | null;
	/** Folder in which the pack was started: the program's; null if it is the pack's own. */
	readonly start: string | null;
}

/**
 * Chooses the folder in which the user runs `pulumi`. From there a relative file of the configuration is found, and there
 * `pulumi` finds the backend and the passphrase that the project or the environment name.
 */
export function runFolder({ engine, shell, start }: FolderCandidates): string {
	if (engine !== null) return engine;
	const [shellProject, startProject] = [shell, start].map((folder) => folder && projectFile(folder));
	if (shell !== null && (startProject === null || shellProject === startProject)) return shell;
	return start ?? shell ?? process.cwd();
}
