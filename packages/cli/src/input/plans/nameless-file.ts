import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { UserError } from '@sg-preflight/documents';
import { problemOf } from '@sg-preflight/documents/system-error';

/** Opens a temporary file and unlinks it at once, so that it is deleted however the process ends. */
export function namelessFile(): number {
	const directory = temporaryFolder();
	const file = path.join(directory, 'document');
	const descriptor = fs.openSync(file, 'wx+', 0o600);
	const remove = (): void => fs.rmSync(directory, { recursive: true, force: true });
	// Windows keeps the name of an open file.
	if (process.platform === 'win32') process.once('exit', remove);
	else remove();
	return descriptor;
}

/**
 * Makes a temporary folder; the caller removes it.
 *
 * @throws {UserError} when the folder for temporary files cannot be written
 */
export function temporaryFolder(): string {
	try {
		return fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-'));
	} catch (error) {
		const problem = `temporary files cannot be written here: ${problemOf(error)}`;
		throw new UserError({ where: os.tmpdir(), problem, next: 'Set TMPDIR to a folder that can be.' }, { cause: error });
	}
}
