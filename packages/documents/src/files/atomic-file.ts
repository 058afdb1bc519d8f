import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { type Problem, UserError } from '../user-error.js';
import { systemProblem } from './system-error.js';

/**
 * Writes a file as a whole or not at all: the earlier content stays until then. Ctrl-C waits for it.
 *
 * A file that exists keeps its permissions; a link is replaced, never followed.
 *
 * @param mode permissions of a new file, narrowed by the umask
 * @throws {UserError} when the file cannot be written, or is a directory, a pipe or a device
 */
export function writeWhole(file: string, text: string, mode = 0o666): void {
	// A fixed name could be taken in advance by a link to another file.
	const draft = path.join(path.dirname(file), `.sg-preflight-${randomBytes(8).toString('hex')}`);
	// A signal that has a listener cannot end the process before the draft is gone.
	const later = () => {};
	const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
	for (const signal of signals) process.on(signal, later);
	try {
		const earlier = earlierMode(file);
		const descriptor = fs.openSync(draft, 'wx', earlier ?? mode);
		try {
			fs.writeFileSync(descriptor, text);
			// The umask has narrowed the mode of the new file.
			if (earlier !== null) fs.fchmodSync(descriptor, earlier);
		} finally {
			fs.closeSync(descriptor);
		}
		fs.renameSync(draft, file);
	} catch (error) {
		try {
			fs.rmSync(draft, { force: true });
		} catch {
			// The folder of the file cannot be entered, so there is no draft either.
		}
		throw new UserError(unwritten(file, error), { cause: error });
	} finally {
		for (const signal of signals) process.off(signal, later);
	}
}

function unwritten(file: string, error: unknown): Problem {
	const isWithoutFolder = (error as NodeJS.ErrnoException).code === 'ENOENT';
	if (isWithoutFolder) {
		const folder = path.dirname(file);
		return {
			problem: `${file} cannot be written: its folder does not exist`,
			next: `Make it with: mkdir -p ${folder}`,
		};
	}
	const { problem, next } = systemProblem(error) ?? { problem: (error as Error).message, next: null };
	return { problem: `${file} cannot be written: ${problem}`, next };
}

/** Returns the permissions of the file that is replaced; null if there is none, or if it is a link. */
function earlierMode(file: string): number | null {
	const target = fs.statSync(file, { throwIfNoEntry: false });
	if (target !== undefined && !target.isFile()) throw new Error('it is not a regular file');
	const own = fs.lstatSync(file, { throwIfNoEntry: false });
	return own?.isFile() ? own.mode & 0o777 : null;
}
