import fs from 'node:fs';
import { UserError } from '@sg-preflight/documents';
import { problemOf } from '@sg-preflight/documents/system-error';

const standardOutput = 1;

/**
 * Writes to standard output; a reader that went away (`| head`) is not an error.
 *
 * @throws {UserError} when it cannot be written, for example because the disk is full
 */
export async function print(text: string): Promise<void> {
	const bytes = Buffer.from(text);
	let written = 0;
	try {
		if (mayBeTerminal()) await writeStream(bytes);
		else while (written < bytes.length) written += fs.writeSync(standardOutput, bytes, written);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		// The parent process has made the pipe non-blocking, and it is full: a stream waits.
		if (code === 'EAGAIN') return writeStream(bytes.subarray(written)).catch(refuse);
		refuse(error);
	}
}

function refuse(error: unknown): void {
	const { code } = error as NodeJS.ErrnoException;
	// Windows has the second code.
	if (code === 'EPIPE' || code === 'EOF') return;
	throw new UserError(`standard output cannot be written: ${problemOf(error)}.`);
}

function writeStream(bytes: Uint8Array): Promise<void> {
	const { stdout } = process;
	// The callback reports a failed write. Without a listener the error would end the process first.
	if (stdout.listenerCount('error') === 0) stdout.on('error', () => {});
	return new Promise((resolve, reject) => {
		stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
	});
}

/** Whether standard output is a device. `process.stdout` is used only then, because its streams are a thirtieth of the start-up. */
function mayBeTerminal(): boolean {
	try {
		return fs.fstatSync(standardOutput).isCharacterDevice();
	} catch {
		return true;
	}
}

/** Returns the columns of the terminal; null if standard output is not a terminal, so that lines are not wrapped. */
export function terminalWidth(): number | null {
	if (!mayBeTerminal()) return null;
	return process.stdout.isTTY === true && process.stdout.columns > 0 ? process.stdout.columns : null;
}

/** Whether standard output is a terminal that shows colour, or the user asks for colour. */
export function wantsColour(): boolean {
	const { env } = process;
	if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
	return mayBeTerminal() && process.stdout.isTTY === true && !env.NO_COLOR && process.stdout.hasColors();
}
