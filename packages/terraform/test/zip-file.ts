import zlib from 'node:zlib';

/** Flaws of an archive that is otherwise as Terraform writes it. */
export interface ZipFlaws {
	readonly flags?: number;
	readonly method?: number;
	/** The declared size. */
	readonly size?: number;
	readonly crc?: number;
	/** The name before the data, if it differs from the name in the list. */
	readonly localName?: string;
	/** Whether every file of the list begins at the start of the first. */
	readonly isOverlapping?: boolean;
}

/** Creates a zip archive of files, in their order; a name may occur twice. */
export function zipOf(
	files: readonly (readonly [name: string, content: string | Uint8Array])[],
	flaws: ZipFlaws = {},
): Buffer {
	const data: Buffer[] = [];
	const list: Buffer[] = [];
	let offset = 0;
	for (const [name, content] of files) {
		const bytes = Buffer.from(content);
		const packed = flaws.method === 0 ? bytes : zlib.deflateRawSync(bytes);
		const flags = flaws.flags ?? 8;
		const method = flaws.method ?? 8;
		const sizes = Buffer.alloc(16);
		sizes.writeUInt32LE(0x08074b50, 0);
		sizes.writeUInt32LE(flaws.crc ?? zlib.crc32(bytes), 4);
		sizes.writeUInt32LE(packed.length, 8);
		sizes.writeUInt32LE(flaws.size ?? bytes.length, 12);
		const local = Buffer.alloc(30);
		local.writeUInt32LE(0x04034b50, 0);
		local.writeUInt16LE(flags, 6);
		local.writeUInt16LE(method, 8);
		local.writeUInt16LE(Buffer.byteLength(flaws.localName ?? name), 26);
		const entry = Buffer.alloc(46);
		entry.writeUInt32LE(0x02014b50, 0);
		entry.writeUInt16LE(flags, 8);
		entry.writeUInt16LE(method, 10);
		entry.writeUInt32LE(flaws.crc ?? zlib.crc32(bytes), 16);
		entry.writeUInt32LE(packed.length, 20);
		entry.writeUInt32LE(flaws.size ?? bytes.length, 24);
		entry.writeUInt16LE(Buffer.byteLength(name), 28);
		entry.writeUInt32LE(flaws.isOverlapping ? 0 : offset, 42);
		list.push(entry, Buffer.from(name));
		const behind = flags & 8 ? sizes : Buffer.alloc(0);
		if (behind.length === 0) sizes.copy(local, 14, 4);
		data.push(local, Buffer.from(flaws.localName ?? name), packed, behind);
		offset += 30 + Buffer.byteLength(flaws.localName ?? name) + packed.length + behind.length;
	}
	const listed = Buffer.concat(list);
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(files.length & 0xffff, 8);
	end.writeUInt16LE(files.length & 0xffff, 10);
	end.writeUInt32LE(listed.length, 12);
	end.writeUInt32LE(offset, 16);
	return Buffer.concat([...data, listed, end]);
}
