import { UserError } from '@sg-preflight/documents';
import { decodeUtf8 } from '@sg-preflight/documents/unicode';

/** Sizes in bytes; a real plan of 10,000 resources has an archive of 5 MB. */
const largestArchive = 256 * 1024 * 1024;
/** A configuration of 1,000 modules has about 5,000 files. */
const mostEntries = 20_000;

const endSize = 22;
const endSignature = 0x06054b50;
const entrySize = 46;
const entrySignature = 0x02014b50;
const localSize = 30;
const localSignature = 0x04034b50;

/** Bit 3: sizes follow the data. Bit 11: the name is UTF-8. */
const allowedFlags = 0x0808;
const stored = 0;
const deflated = 8;
const inZip64 = 0xffffffff;

/** A file of an archive, from the list at the archive's end. */
export interface ZipEntry {
	readonly name: string;
	/** Declared size of the unpacked file in bytes. */
	readonly size: number;
	readonly method: typeof stored | typeof deflated;
	readonly crc: number;
	/** Range of the packed data in bytes; `end` is exclusive. */
	readonly start: number;
	readonly end: number;
}

/**
 * The files of a zip archive as Terraform writes it: deflated or stored, one file for each name, nothing before the first
 * and nothing behind the list. Every file is inflated up to its declared size and checked by its CRC-32.
 */
export class ZipArchive {
	readonly #bytes: Uint8Array;
	/** By name, in the order of the list. */
	readonly entries: ReadonlyMap<string, ZipEntry>;

	/**
	 * @param name of the archive as the user gave it, for messages
	 * @throws {UserError} when the bytes are not such an archive
	 */
	constructor(
		readonly name: string,
		bytes: Uint8Array,
	) {
		this.#bytes = bytes;
		if (bytes.length > largestArchive) this.refuse(`it is larger than ${megabytes(largestArchive)}`, tooLarge(name));
		this.entries = this.#list();
	}

	/**
	 * @param limit in bytes
	 * @throws {UserError} when the archive does not have the file, or the file is larger than the limit or damaged
	 */
	read(name: string, limit: number): Uint8Array {
		const entry = this.entries.get(name) ?? this.refuse(`it has no ${shown(name)}`);
		if (entry.size > limit) {
			this.refuse(`its ${shown(name)} is larger than ${megabytes(limit)}`, tooLarge(this.name));
		}
		const packed = this.#bytes.subarray(entry.start, entry.end);
		const damaged = (): never => this.refuse(`its ${shown(name)} is damaged`);
		const bytes = entry.method === stored ? packed : inflated(packed, entry.size, damaged);
		// Few runs read an archive, and zlib loads streams.
		const { crc32 } = process.getBuiltinModule('node:zlib');
		return bytes.length === entry.size && crc32(bytes) === entry.crc ? bytes : damaged();
	}

	refuse(problem: string, next = 'Make the plan again with: terraform plan -out=plan.tfplan'): never {
		throw new UserError({ where: this.name, problem: `this saved plan cannot be read: ${problem}`, next });
	}

	#list(): ReadonlyMap<string, ZipEntry> {
		const bytes = Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.byteLength);
		const at = bytes.length - endSize;
		if (at < 0 || bytes.readUInt32LE(at) !== endSignature || bytes.readUInt16LE(at + 20) !== 0) {
			this.refuse('the archive does not end with its list of files (was it copied in part?)');
		}
		const count = bytes.readUInt16LE(at + 10);
		const size = bytes.readUInt32LE(at + 12);
		const start = bytes.readUInt32LE(at + 16);
		const isOneDisk = bytes.readUInt32LE(at + 4) === 0 && bytes.readUInt16LE(at + 8) === count;
		if (!isOneDisk || start + size !== at) this.refuse('its list of files is not where it says');
		if (count > mostEntries) this.refuse(`it has more than ${mostEntries} files`, tooLarge(this.name));
		const entries = new Map<string, ZipEntry>();
		let position = start;
		for (let index = 0; index < count; index++) {
			const { entry, next } = this.#entry(bytes, position, at);
			if (entries.has(entry.name)) this.refuse(`it has two files of the name ${shown(entry.name)}`);
			entries.set(entry.name, entry);
			position = next;
		}
		if (position !== at) this.refuse('its list of files is not where it says');
		this.#refuseOverlaps([...entries.values()], start);
		return entries;
	}

	#entry(bytes: Buffer, at: number, end: number): { readonly entry: ZipEntry; readonly next: number } {
		const damaged = (): never => this.refuse('its list of files is damaged');
		if (at + entrySize > end || bytes.readUInt32LE(at) !== entrySignature) damaged();
		const flags = bytes.readUInt16LE(at + 8);
		const method = bytes.readUInt16LE(at + 10);
		const nameLength = bytes.readUInt16LE(at + 28);
		const next = at + entrySize + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
		if (next > end) damaged();
		const rawName = bytes.subarray(at + entrySize, at + entrySize + nameLength);
		const name = decodeUtf8(rawName) ?? damaged();
		if (flags & 1) this.refuse(`its ${shown(name)} is encrypted`);
		if (flags & ~allowedFlags) this.refuse(`its ${shown(name)} is packed in an unknown way`);
		if (method !== stored && method !== deflated) this.refuse(`its ${shown(name)} is packed in an unknown way`);
		const [packedSize, size, local] = [20, 24, 42].map((offset) => bytes.readUInt32LE(at + offset)) as [
			number,
			number,
			number,
		];
		if ([packedSize, size, local].includes(inZip64)) this.refuse('it is a zip64 archive');
		if (local + localSize > bytes.length || bytes.readUInt32LE(local) !== localSignature) damaged();
		const start = local + localSize + nameLength + bytes.readUInt16LE(local + 28);
		const isSame =
			bytes.readUInt16LE(local + 6) === flags &&
			bytes.readUInt16LE(local + 8) === method &&
			bytes.readUInt16LE(local + 26) === nameLength &&
			bytes.subarray(local + localSize, local + localSize + nameLength).equals(rawName);
		if (!isSame) damaged();
		const entry: ZipEntry = {
			name,
			size,
			method: method as ZipEntry['method'],
			crc: bytes.readUInt32LE(at + 16),
			start,
			end: start + packedSize,
		};
		return { entry, next };
	}

	/** Two files that share bytes are another program's archive: a small one could then hold any number of large files. */
	#refuseOverlaps(entries: readonly ZipEntry[], end: number): void {
		let last = 0;
		for (const entry of [...entries].sort((one, other) => one.start - other.start)) {
			if (entry.start < last || entry.end > end) this.refuse('files in it share bytes');
			last = entry.end;
		}
	}
}

/** Inflates into one buffer of the declared size. */
function inflated(packed: Uint8Array, size: number, damaged: () => never): Uint8Array {
	const { inflateRawSync } = process.getBuiltinModule('node:zlib');
	try {
		// With one byte more than needed, zlib stops at the first buffer and copies nothing.
		return inflateRawSync(packed, { chunkSize: Math.max(64, size + 1), maxOutputLength: Math.max(64, size + 1) });
	} catch {
		return damaged();
	}
}

function shown(name: string): string {
	return JSON.stringify(name.slice(0, 100));
}

function megabytes(bytes: number): string {
	return `${bytes / 1024 ** 2} MiB`;
}

function tooLarge(name: string): string {
	return `Check its JSON instead, made by the Terraform that made the plan: terraform show -json ${name} > plan.json`;
}
