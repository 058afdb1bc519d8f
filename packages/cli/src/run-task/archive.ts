import fs from 'node:fs';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { UserError } from '@sg-preflight/documents';

export interface ArchiveLimits {
	/** Bytes of all files together, unpacked. */
	readonly bytes: number;
	readonly files: number;
}

const block = 512;
/** Bytes of an extended header, which holds a long name. */
const mostHeaderBytes = 64 * 1024;
const mostSteps = 60;

/**
 * Unpacks a tar.gz into an empty folder: its regular files and nothing else. Links, devices and pipes are left out.
 *
 * @returns how many entries were left out
 * @throws {UserError} when the archive is damaged, too large, or names a file outside the folder or twice
 */
export async function unpack(archive: string, folder: string, limits: ArchiveLimits): Promise<number> {
	const zipped = fs.createReadStream(archive);
	const unzipped = zipped.pipe(createGunzip());
	try {
		return await unpackEntries(new Bytes(unzipped), folder, limits);
	} finally {
		zipped.destroy();
		unzipped.destroy();
	}
}

async function unpackEntries(bytes: Bytes, folder: string, limits: ArchiveLimits): Promise<number> {
	let [total, files, left] = [0, 0, 0];
	let longName: string | null = null;
	for (;;) {
		const header = await bytes.take(block);
		if (header.every((byte) => byte === 0)) return left;
		const { name, size, type } = entryOf(header);
		const padded = Math.ceil(size / block) * block;
		total += padded + block;
		if (total > limits.bytes) throw new UserError(`it has more than ${Math.floor(limits.bytes / 1e6)} MB`);
		if (++files > limits.files) throw new UserError(`it has more than ${limits.files} entries`);
		if (type === 'x' || type === 'L') {
			if (size > mostHeaderBytes) throw new UserError('a name in it is too long');
			const text = (await bytes.take(padded)).subarray(0, size).toString('utf8');
			longName = type === 'L' ? text.replace(/\0.*$/s, '') : (pathInRecords(text) ?? longName);
			continue;
		}
		const steps = stepsOf(longName ?? name);
		if (type === '0' && steps.length > 0) {
			longName = null;
			const file = path.join(folder, ...steps);
			fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
			await bytes.copy(size, fs.openSync(file, 'wx', 0o600));
			await bytes.skip(padded - size);
			continue;
		}
		// A global header does not describe an entry.
		if (type !== 'g') longName = null;
		if (type !== '5' && type !== 'g') left++;
		await bytes.skip(padded);
	}
}

function entryOf(header: Buffer): { name: string; size: number; type: string } {
	const text = (start: number, length: number): string =>
		header
			.subarray(start, start + length)
			.toString('utf8')
			.replace(/\0.*$/s, '');
	const sum = header.reduce((all, byte, index) => all + (index >= 148 && index < 156 ? 32 : byte), 0);
	const size = /^\s*([0-7]+)\s*$/.exec(text(124, 12))?.[1];
	if (Number.parseInt(text(148, 8), 8) !== sum || size === undefined) throw new UserError('it is damaged');
	// GNU's own form, `ustar ` with a space, has other fields there.
	const prefix = text(257, 6) === 'ustar' ? text(345, 155) : '';
	const type = text(156, 1) || '0';
	return { name: prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`, size: Number.parseInt(size, 8), type };
}

/** Returns the name in the records of a pax header, `30 path=…\n`; null if they have none. */
function pathInRecords(text: string): string | null {
	return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(text)?.[1] ?? null;
}

/** @throws {UserError} when the name leads out of the folder, or is not valid on every system */
function stepsOf(name: string): string[] {
	const steps = name.split('/').filter((step) => step !== '' && step !== '.');
	const isBad = (step: string): boolean => step === '..' || /[\0\\:]/.test(step) || step.length > 255;
	if (name.startsWith('/') || steps.some(isBad) || steps.length > mostSteps) {
		throw new UserError('it names a file outside its folder');
	}
	return steps;
}

/** Reads a stream of bytes piece by piece. */
class Bytes {
	readonly #chunks: AsyncIterator<Buffer>;
	#rest: Buffer = Buffer.alloc(0);

	constructor(chunks: AsyncIterable<Buffer>) {
		this.#chunks = chunks[Symbol.asyncIterator]();
	}

	/** Returns the next bytes: at least one, and at most the given number. */
	async #some(most: number): Promise<Buffer> {
		while (this.#rest.length === 0) {
			const { done, value } = await this.#chunks.next();
			if (done) throw new UserError('it is cut off');
			this.#rest = value;
		}
		const some = this.#rest.subarray(0, most);
		this.#rest = this.#rest.subarray(some.length);
		return some;
	}

	async take(length: number): Promise<Buffer> {
		const taken: Buffer[] = [];
		for (let left = length; left > 0; ) {
			const some = await this.#some(left);
			taken.push(some);
			left -= some.length;
		}
		return Buffer.concat(taken);
	}

	async skip(length: number): Promise<void> {
		for (let left = length; left > 0; ) left -= (await this.#some(left)).length;
	}

	/** Writes to an open file, and closes it. */
	async copy(length: number, descriptor: number): Promise<void> {
		try {
			for (let left = length; left > 0; ) {
				const some = await this.#some(left);
				fs.writeSync(descriptor, some);
				left -= some.length;
			}
		} finally {
			fs.closeSync(descriptor);
		}
	}
}
