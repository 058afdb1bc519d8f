import fs from 'node:fs';
import path from 'node:path';

/** Returns the steps of the path from a folder to a file, after all links; null if the file is outside or a link is broken. */
export function stepsBelow(folder: string, file: string): readonly string[] | null {
	let known = path.resolve(file);
	while (fs.lstatSync(known, { throwIfNoEntry: false }) === undefined && known !== path.dirname(known)) {
		known = path.dirname(known);
	}
	try {
		const real = path.join(fs.realpathSync(known), path.relative(known, path.resolve(file)));
		const below = path.relative(fs.realpathSync(folder), real);
		const steps = below === '' ? [] : below.split(path.sep);
		return steps[0] === '..' || path.isAbsolute(below) ? null : steps;
	} catch {
		return null;
	}
}

/** Returns the nearest folder upward that is a repository; null if there is none. */
export function repositoryOf(directory: string): string | null {
	for (let folder = directory; ; folder = path.dirname(folder)) {
		if (fs.existsSync(path.join(folder, '.git'))) return folder;
		if (folder === path.dirname(folder)) return null;
	}
}
