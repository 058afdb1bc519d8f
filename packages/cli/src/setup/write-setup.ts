import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@sg-preflight/documents';
import { writeWhole } from '@sg-preflight/documents/atomic-file';
import { stepsBelow } from '../input/inside-folder.js';
import { logLine } from '../terminal/safe-text.js';
import { newInventory } from './example-text.js';
import type { Project } from './project.js';
import { filesFor } from './setup-files.js';

/**
 * Writes the files that a project lacks. Returns lines about each file and about the steps that are left.
 *
 * @param isDry whether nothing is written
 * @throws {UserError} when a file cannot be written, or a link leads from its folder out of the repository
 */
export function writeSetup(found: Project, isDry: boolean): string[] {
	// Shells and YAML would each quote another name in their own way.
	const isPlain = /^[\w./-]*$/.test(found.folder);
	const project = isPlain ? found : { ...found, folder: '' };
	const lines: string[] = [];
	const files = filesFor(project).map((made) => ({ ...made, exists: isThere(made.file) }));
	for (const { file, exists } of files) if (!exists) refuseOutside(file, project.root);
	for (const { file, text, next, exists, always = false } of files) {
		const shown = path.relative('', file);
		if (!exists && !isDry) {
			fs.mkdirSync(path.dirname(file), { recursive: true });
			writeWhole(file, text);
		}
		const writes = isDry ? 'would write' : 'wrote ';
		lines.push(exists ? `exists  ${shown} (unchanged)\n` : `${writes}  ${shown}\n`);
		if (next && (exists || always)) lines.push(`        ${next}\n`);
	}
	if (!isPlain) {
		const name = JSON.stringify(found.folder);
		lines.push(`note    the jobs and the hook name the root of the repository: write ${logLine(name)} into them\n`);
	}
	if (project.gates.length === 0) {
		lines.push('no gate found: see https://github.com/sg-preflight/sg-preflight/blob/main/docs/gates.md\n');
	}
	if (project.inventory === null) {
		lines.push(
			`\nNo inventory yet. Create it now, and refresh it when groups change:\n  sg-preflight inventory pull ${project.region === null ? '' : `--region ${project.region} `}--output ${newInventory}\nCheck the setup with: sg-preflight doctor\n`,
		);
	}
	return lines;
}

/** Whether a file exists. A broken link counts too. */
function isThere(file: string): boolean {
	return fs.lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

/** @throws {UserError} when a link leads from the folder of a file out of the repository */
function refuseOutside(file: string, root: string): void {
	if (stepsBelow(root, path.dirname(file)) !== null) return;
	throw new UserError({
		where: path.relative('', file),
		problem: 'a link leads from its folder out of the repository, so nothing was written',
		next: 'Remove the link, if you did not make it.',
	});
}
