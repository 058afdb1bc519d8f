import fs from 'node:fs';
import path from 'node:path';
import { problemOf } from '@sg-preflight/documents/system-error';
import { stepsBelow } from './inside-folder.js';

/** A file that a search found. */
export interface FoundFile {
	readonly path: string;
	/** Why it must not be read, else null. */
	readonly problem: string | null;
	/** Whether the problem is that it is a link out of the folder that is searched. */
	readonly isOutside?: true;
}

export interface Search {
	/** Whether the folder with this path below the searched one is entered. */
	enters(steps: readonly string[]): boolean;
	/** Whether the file with this path below the searched one is looked for. */
	wants(steps: readonly string[]): boolean;
}

/**
 * Finds files below a folder, in the order of their paths. Links to folders are not followed, so that the search ends. A
 * wanted file that is a pipe, a device or a link out of the folder is returned with the reason, like a folder that cannot
 * be read.
 */
export function foundFiles(folder: string, search: Search): FoundFile[] {
	const found: FoundFile[] = [];
	const waiting: (readonly string[])[] = [[]];
	for (let steps = waiting.pop(); steps !== undefined; steps = waiting.pop()) {
		const here = path.join(folder, ...steps);
		const entries = entriesOf(here);
		if (typeof entries === 'string') {
			found.push({ path: here, problem: `this folder cannot be read: ${entries}` });
			continue;
		}
		for (const entry of entries) {
			const below = [...steps, entry.name];
			if (entry.isDirectory()) {
				if (search.enters(below)) waiting.push(below);
			} else if (search.wants(below)) {
				const file = path.join(folder, ...below);
				if (entry.isFile()) found.push({ path: file, problem: null });
				else found.push(...linkOrSpecial(entry, file, folder));
			}
		}
	}
	return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Returns the entries, or why they cannot be read. */
function entriesOf(folder: string): fs.Dirent[] | string {
	try {
		return fs.readdirSync(folder, { withFileTypes: true });
	} catch (error) {
		return problemOf(error);
	}
}

/** Resolves a link or a special file: nothing for a link to a folder, else the file, or the reason not to read it. */
function linkOrSpecial(entry: fs.Dirent, file: string, folder: string): FoundFile[] {
	const target = entry.isSymbolicLink() ? statsOf(file) : null;
	if (typeof target === 'string') return [{ path: file, problem: target }];
	if (target === undefined) return [{ path: file, problem: 'this is a link to a file that does not exist' }];
	if (target?.isDirectory()) return [];
	if (!target?.isFile()) return [{ path: file, problem: 'this is not a regular file' }];
	if (stepsBelow(folder, file) !== null) return [{ path: file, problem: null }];
	const problem = `this is a link to a file outside ${folder}, which is not followed; name that file itself`;
	return [{ path: file, problem, isOutside: true }];
}

/** Returns the facts about a file after all links; undefined if there is none, or the reason why that is not known. */
export function statsOf(file: string): fs.Stats | undefined | string {
	try {
		return fs.statSync(file, { throwIfNoEntry: false });
	} catch (error) {
		return problemOf(error);
	}
}
