/** A document's bytes, read at any place and as often as needed; the first reading goes from the start to the end. */
export interface ByteSource {
	/** As the user gave it, for messages. */
	readonly name: string;
	/**
	 * Puts bytes of the document from `position` on into `into`, as fs.readSync does.
	 * @returns how many; 0 only at the end
	 */
	read(into: Uint8Array, position: number): number;
}

/** Returns a source for the bytes of a document in memory. */
export function sourceOf(name: string, bytes: Uint8Array): ByteSource {
	return {
		name,
		read(into, position) {
			const part = bytes.subarray(position, position + into.length);
			into.set(part);
			return part.length;
		},
	};
}
