import fs from 'node:fs';
import path from 'node:path';
import { CannotCheck } from './command.js';

/** Writes to standard output; a reader that went away (`| head`) is no error. */
export function print(text: string): Promise<void> {
	return new Promise((resolve) => {
		process.stdout.write(text, () => resolve());
	});
}

/** Whether standard output is a terminal that wants colour, or the user asks for it. */
export function wantsColour(): boolean {
	const { stdout, env } = process;
	if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
	return stdout.isTTY === true && !env.NO_COLOR && stdout.hasColors();
}

/** Writes a file as a whole or not at all. */
export function writeWhole(file: string, text: string): void {
	const draft = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
	try {
		fs.writeFileSync(draft, text);
		fs.renameSync(draft, file);
	} catch (error) {
		fs.rmSync(draft, { force: true });
		throw new CannotCheck(`the report ${file} cannot be written: ${(error as Error).message}.`);
	}
}
