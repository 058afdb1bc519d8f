import fs from 'node:fs';
import { UserError } from '@sg-preflight/documents';
import type { ByteSource } from '@sg-preflight/terraform';
import { namelessFile } from './nameless-file.js';

export class OpenFile implements ByteSource {
	constructor(
		readonly name: string,
		readonly descriptor: number,
	) {}

	read(into: Uint8Array, position: number): number {
		return fs.readSync(this.descriptor, into, 0, into.length, position);
	}
}

/** A stream that can be read at any position: its bytes are kept in memory, or in a file if there are many. */
export class StreamSource implements ByteSource {
	static readonly inMemory = 16 * 1024 * 1024;
	/** Most bytes, because a stream may never end and fills the disk. */
	static readonly most = 4 * 1024 ** 3;
	#memory: Buffer = Buffer.alloc(64 * 1024);
	#file: number | null = null;
	#length = 0;
	#ended = false;

	constructor(
		readonly name: string,
		readonly descriptor: number,
	) {}

	read(into: Uint8Array, position: number): number {
		while (position >= this.#length && !this.#ended) this.#more();
		const length = Math.max(0, Math.min(into.length, this.#length - position));
		if (this.#file !== null) return length === 0 ? 0 : fs.readSync(this.#file, into, 0, length, position);
		into.set(this.#memory.subarray(position, position + length));
		return length;
	}

	#more(): void {
		const chunk = Buffer.alloc(64 * 1024);
		const length = readNext(this.descriptor, chunk);
		if (length === 0) this.#ended = true;
		else this.#keep(chunk.subarray(0, length));
	}

	#keep(chunk: Buffer): void {
		const length = this.#length + chunk.length;
		if (length > StreamSource.most) {
			throw new UserError(
				`more than ${StreamSource.most / 1024 ** 3} GiB came. Write so large a plan to a file and check that.`,
			);
		}
		if (this.#file === null && length > StreamSource.inMemory) {
			this.#file = namelessFile();
			fs.writeSync(this.#file, this.#memory, 0, this.#length, 0);
			this.#memory = Buffer.alloc(0);
		}
		if (this.#file !== null) fs.writeSync(this.#file, chunk, 0, chunk.length, this.#length);
		else {
			if (length > this.#memory.length) {
				const larger = Buffer.alloc(length * 2);
				this.#memory.copy(larger);
				this.#memory = larger;
			}
			this.#memory.set(chunk, this.#length);
		}
		this.#length = length;
	}
}

/** Waits for the next bytes of a stream, also of one that another process made non-blocking. */
function readNext(descriptor: number, into: Uint8Array): number {
	for (;;) {
		try {
			return fs.readSync(descriptor, into);
		} catch (error) {
			const { code } = error as NodeJS.ErrnoException;
			if (code === 'EOF') return 0;
			if (code !== 'EAGAIN') throw error;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
		}
	}
}
