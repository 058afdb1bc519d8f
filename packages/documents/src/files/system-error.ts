import { UserError } from '../user-error.js';

/** The meaning of an error of the operating system, in words. */
export interface SystemProblem {
	/** One clause, without its full stop. */
	readonly problem: string;
	/** The next step; null if there is none beyond the problem. */
	readonly next: string | null;
}

const permissions = 'Check the permissions of the file and of the folders above it.';

/** By the code of the error. */
const meanings: Readonly<Record<string, readonly [problem: string, next?: string]>> = {
	// Files
	EACCES: ['this user has no permission for it', permissions],
	EPERM: ['the operating system does not permit it', permissions],
	EROFS: ['the file system can only be read', 'Choose a file on another one.'],
	ENOENT: ['there is no such file or directory'],
	ENOTDIR: ['a part of its path is not a directory', 'Check the path.'],
	EISDIR: ['it is a directory', 'Name the files in it.'],
	EEXIST: ['it exists already'],
	ENOTEMPTY: ['the directory is not empty'],
	ELOOP: ['its links lead in a circle', 'Remove the link, or name the file that it was made for.'],
	ENAMETOOLONG: ['its name or its path is too long', 'Choose a shorter one.'],
	EFBIG: ['the file would be too large for the file system'],
	EXDEV: ['it is on another file system'],
	EBUSY: ['another program uses it', 'Try again later.'],
	ETXTBSY: ['it is a program that is running', 'Try again later.'],
	ENXIO: ['it is a pipe or a device that nothing is connected to'],
	EINVAL: ['its file system does not support this'],
	ENOTSUP: ['its file system does not support this'],
	ENODEV: ['it is on a device that is gone'],
	ESTALE: ['it is on a network drive that no longer has it', 'Try again.'],
	EIO: [
		'its disk or network drive returned an error',
		'Check the disk, or copy the file to another one and try again.',
	],
	// Limits
	ENOSPC: ['the disk is full', 'Free some space. Temporary files go to the folder in TMPDIR.'],
	EDQUOT: ['the disk quota of this user is used up', 'Free some space.'],
	EMFILE: ['this process has too many files open', 'Raise the limit (ulimit -n), or check fewer plans at once.'],
	ENFILE: ['this machine has too many files open', 'Close other programs and try again.'],
	ENOMEM: ['this machine has too little memory', 'Check fewer plans at once.'],
	EAGAIN: ['this machine has no more processes or memory for it', 'Try again later.'],
	// Programs
	ENOEXEC: ['it is not a program for this machine'],
	E2BIG: ['the environment is too large for a program to be started'],
	// Network
	EADDRINUSE: ['another program uses this port', 'Choose another one.'],
	EADDRNOTAVAIL: ['this machine does not have that address'],
	ECONNREFUSED: ['nothing answers at this address'],
	ECONNRESET: ['the connection was closed in the middle'],
	ENOTFOUND: ['the name of the host is not known'],
	EAI_AGAIN: ['the name of the host could not be looked up'],
	EHOSTUNREACH: ['there is no route to the host'],
	ENETUNREACH: ['there is no route to the network of the host'],
	ETIMEDOUT: ['the host did not answer in time'],
	EPIPE: ['the reader is gone'],
};

/** Returns the meaning of an error of the operating system; null for any other error. */
export function systemProblem(error: unknown): SystemProblem | null {
	if (!(error instanceof Error)) return null;
	const { code, syscall } = error as Error & { readonly code?: string; readonly syscall?: string };
	if (code === undefined || (syscall === undefined && !Object.hasOwn(meanings, code))) return null;
	const [problem = `the operating system reports ${code}`, next = null] = meanings[code] ?? [];
	return { problem, next };
}

/**
 * Returns an error of the operating system as one that the user can fix; null for any other error.
 *
 * @param where the file; by default the one that the error names
 */
export function systemError(error: unknown, where?: string): UserError | null {
	const meaning = systemProblem(error);
	if (meaning === null) return null;
	const { path } = error as { readonly path?: unknown };
	return new UserError({ where: where ?? (typeof path === 'string' ? path : null), ...meaning }, { cause: error });
}

/** Returns the problem of any error as a clause: the meaning of a system's error, else the message. */
export function problemOf(error: unknown): string {
	return systemProblem(error)?.problem ?? (error instanceof Error ? error.message : String(error));
}
