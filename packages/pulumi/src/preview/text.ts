import { UserError } from '@sg-preflight/documents';

/** The command that makes a preview again, for the end of a message. */
export const again = 'Make it again with: pulumi preview --json > preview.json';

/**
 * Decodes a source into pieces of text, as they arrive.
 *
 * @throws {UserError} when the source is not UTF-8, or starts with a byte order mark
 */
export async function* textOf(
	source: string | AsyncIterable<Uint8Array | string>,
	name: string,
): AsyncGenerator<string> {
	const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
	let started = false;
	const decoded = (chunk?: Uint8Array): string => {
		if (chunk && !started) refuseBytes(chunk, name);
		try {
			return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
		} catch {
			throw new UserError(`${name}: this is not UTF-8 text. ${again} (in a shell that writes UTF-8)`);
		}
	};
	for await (const chunk of typeof source === 'string' ? [source] : source) {
		const text = typeof chunk === 'string' ? chunk : decoded(chunk);
		if (text === '') continue;
		if (!started) refuseEncoding(text, name);
		started = true;
		yield text;
	}
	yield decoded();
}

/** Splits pieces of text into lines without their ends. Holds no more than one line. */
export async function* linesOf(head: string, pieces: AsyncIterable<string>): AsyncGenerator<string> {
	let rest = head;
	const whole = function* (): Generator<string> {
		const lines = rest.split('\n');
		rest = lines.pop() ?? '';
		yield* lines;
	};
	yield* whole();
	for await (const piece of pieces) {
		rest += piece;
		if (piece.includes('\n')) yield* whole();
	}
	yield rest;
}

function refuseBytes(chunk: Uint8Array, name: string): void {
	const [a, b] = chunk;
	if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || b === 0) refuseWide(name);
}

function refuseWide(name: string): never {
	throw new UserError(
		`${name}: this is UTF-16 text, as PowerShell writes it. Write it as UTF-8 without a byte order mark: pulumi preview --json | Set-Content -Encoding utf8NoBOM preview.json`,
	);
}

function refuseEncoding(text: string, name: string): void {
	if (text.charCodeAt(1) === 0) refuseWide(name);
	if (text.charCodeAt(0) === 0xfeff) {
		throw new UserError(
			`${name}: this starts with a byte order mark, which JSON does not allow. Write it without one: pulumi preview --json | Set-Content -Encoding utf8NoBOM preview.json`,
		);
	}
}
