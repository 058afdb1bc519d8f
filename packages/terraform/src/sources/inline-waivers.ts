import type { WrittenBlock } from '../language/syntax/configuration-file.js';

/** `# sg-preflight:allow JoinSecurityGroup sg-1 until 2027-01-01: reason` in a source file. */
export interface InlineWaiver {
	/** Counts from 1. */
	readonly line: number;
	/** Operation's name, or `*`. */
	readonly operation: string;
	/** Group's id, or `*`. */
	readonly group: string;
	/** Last day of its validity, YYYY-MM-DD as written; null if it never expires. */
	readonly expires: string | null;
	readonly reason: string;
}

const marker = 'sg-preflight:allow';
const form = /^\s*(?:#|\/\/)\s*sg-preflight:allow\s+(\S+)\s+([^\s:]+)(?:\s+until\s+([^\s:]+))?\s*:\s*(\S.*?)\s*$/;

/** Returns the waivers in the comments of a file, and the lines whose marker has another form. */
export function inlineWaiversIn(text: string): {
	readonly waivers: readonly InlineWaiver[];
	readonly malformed: readonly number[];
} {
	if (!text.includes(marker)) return { waivers: [], malformed: [] };
	const waivers: InlineWaiver[] = [];
	const malformed: number[] = [];
	for (const [index, written] of text.split('\n').entries()) {
		if (!/^\s*(#|\/\/)/.test(written) || !written.includes(marker)) continue;
		// Untrusted lines may be very long.
		const [, operation, group, expires = null, reason] = written.length > 1000 ? [] : (form.exec(written) ?? []);
		if (operation === undefined || group === undefined || reason === undefined) malformed.push(index + 1);
		else waivers.push({ line: index + 1, operation, group, expires, reason });
	}
	return { waivers, malformed };
}

/** Whether a waiver is written in a block, or directly above it with nothing between but other waivers. */
export function belongsTo(waiver: InlineWaiver, block: WrittenBlock, all: readonly InlineWaiver[]): boolean {
	const { line, endLine } = block.range;
	if (waiver.line >= line) return waiver.line <= endLine;
	for (let above = waiver.line + 1; above < line; above++) {
		if (!all.some((other) => other.line === above)) return false;
	}
	return true;
}
