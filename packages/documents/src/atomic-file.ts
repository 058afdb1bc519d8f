import fs from 'node:fs';
import path from 'node:path';
import { UserError } from './user-error.js';

/**
 * Writes a file as a whole or not at all: what was there stays until then. Ctrl-C waits for it.
 *
 * @throws {UserError}
 */
export function writeWhole(file: string, text: string): void {
	const draft = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
	// A signal that has a listener cannot end the process before the draft is gone.
	const later = () => {};
	const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
	for (const signal of signals) process.on(signal, later);
	try {
		fs.writeFileSync(draft, text);
		fs.renameSync(draft, file);
	} catch (error) {
		fs.rmSync(draft, { force: true });
		throw new UserError(`${file} cannot be written: ${(error as Error).message}.`, { cause: error });
	} finally {
		for (const signal of signals) process.off(signal, later);
	}
}
