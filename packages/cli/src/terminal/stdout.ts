import { UserError } from '@sg-preflight/documents';
import { problemOf } from '@sg-preflight/documents/system-error';

/**
 * Writes to standard output; a reader that went away (`| head`) is not an error.
 *
 * @throws {UserError} when it cannot be written, for example because the disk is full
 */
export function print(text: string): Promise<void> {
	return new Promise((resolve, reject) => {
		process.stdout.write(text, (error?: NodeJS.ErrnoException | null) => {
			if (error && error.code !== 'EPIPE') {
				reject(new UserError(`standard output cannot be written: ${problemOf(error)}.`));
			} else resolve();
		});
	});
}

/** Returns the columns of the terminal; null if standard output is not a terminal, so that lines are not wrapped. */
export function terminalWidth(): number | null {
	return process.stdout.isTTY === true && process.stdout.columns > 0 ? process.stdout.columns : null;
}

/** Whether standard output is a terminal that shows colour, or the user asks for colour. */
export function wantsColour(): boolean {
	const { stdout, env } = process;
	if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
	return stdout.isTTY === true && !env.NO_COLOR && stdout.hasColors();
}
