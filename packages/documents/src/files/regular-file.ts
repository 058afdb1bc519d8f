import fs from 'node:fs';
import { UserError } from '../user-error.js';
import { systemProblem } from './system-error.js';

const mostAtOnce = 64 * 1024;

/** Most bytes of a document that is read as a whole. */
export const mostBytes = 64 * 1024 * 1024;

/**
 * Reads a file that was found rather than named by the user. Never waits: a pipe or a device is refused.
 *
 * @param most bytes
 * @throws {UserError} when the file cannot be read, is not a regular file, or is larger than `most`
 */
export function readRegularFile(file: string, most = mostBytes): string {
	return readBytes(file, most, true);
}

/**
 * Reads a file that the user named, which may be a pipe such as `<(aliyun …)`.
 *
 * @throws {UserError} when the file cannot be read or is larger than `mostBytes`
 */
export function readNamedFile(file: string): string {
	return readBytes(file, mostBytes, false);
}

function readBytes(file: string, most: number, regular: boolean): string {
	const refuse = (problem: string, cause?: unknown): UserError => new UserError({ where: file, problem }, { cause });
	let descriptor: number | null = null;
	try {
		// Opening a pipe waits for a writer unless told not to.
		descriptor = fs.openSync(file, fs.constants.O_RDONLY | (regular ? (fs.constants.O_NONBLOCK ?? 0) : 0));
		const stats = fs.fstatSync(descriptor);
		if (stats.isDirectory()) throw refuse('this is a directory; name the files in it');
		if (regular && !stats.isFile()) throw refuse('this is not a regular file');
		// Reading one byte more shows whether the file ends there.
		const first = stats.isFile() ? Math.min(stats.size, most) + 1 : mostAtOnce;
		return textOf(descriptor, most, first, () =>
			refuse(
				`this file is larger than ${most < 1024 ** 2 ? `${most / 1024} KiB` : `${Math.floor(most / 1024 ** 2)} MiB`}`,
			),
		);
	} catch (error) {
		if (error instanceof UserError) throw error;
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw refuse('there is no such file', error);
		const { problem, next } = systemProblem(error) ?? { problem: (error as Error).message, next: null };
		throw new UserError({ where: file, problem: `this file cannot be read: ${problem}`, next }, { cause: error });
	} finally {
		if (descriptor !== null) fs.closeSync(descriptor);
	}
}

/** Reads to the end, so that neither a pipe nor a file that grows is trusted in its size. */
function textOf(descriptor: number, most: number, first: number, tooLarge: () => UserError): string {
	const chunks: Buffer[] = [];
	for (let length = 0; ; ) {
		const chunk = Buffer.allocUnsafe(length === 0 ? first : mostAtOnce);
		const read = fs.readSync(descriptor, chunk);
		if (read === 0) return Buffer.concat(chunks).toString('utf8');
		length += read;
		if (length > most) throw tooLarge();
		chunks.push(chunk.subarray(0, read));
	}
}
