import { isUtf8 } from 'node:buffer';

/** Decodes UTF-8, with a byte order mark as a character; null when the bytes are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
	if (!isUtf8(bytes)) return null;
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}

/** Orders texts by code points, as Go and so Terraform does. UTF-8 has the same order. */
export function compareTexts(one: string, other: string): number {
	const length = Math.min(one.length, other.length);
	for (let index = 0; index < length; index++) {
		const [left, right] = [one.charCodeAt(index), other.charCodeAt(index)];
		if (left === right) continue;
		// Half of a character beyond U+FFFF comes after every whole character.
		return (isSurrogate(left) ? left + 0x10000 : left) - (isSurrogate(right) ? right + 0x10000 : right);
	}
	return one.length - other.length;
}

function isSurrogate(code: number): boolean {
	return code >= 0xd800 && code <= 0xdfff;
}
