import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Opens a temporary file and unlinks it at once, so that it is deleted however the process ends. */
export function namelessFile(): number {
	const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'sg-preflight-'));
	const file = path.join(directory, 'document');
	const descriptor = fs.openSync(file, 'wx+', 0o600);
	const remove = (): void => fs.rmSync(directory, { recursive: true, force: true });
	// Windows keeps the name of an open file.
	if (process.platform === 'win32') process.once('exit', remove);
	else remove();
	return descriptor;
}
