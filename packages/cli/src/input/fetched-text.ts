import { UserError } from '@sg-preflight/documents';
import { mostBytes } from '@sg-preflight/documents/regular-file';
import { systemProblem } from '@sg-preflight/documents/system-error';

/** Milliseconds for the whole transfer. */
const timeout = 30_000;

/**
 * Fetches a text document that the user named by its URL.
 *
 * @throws {UserError} when it does not arrive whole within 30 s, or is larger than 64 MiB
 */
export async function fetchedText(url: string): Promise<string> {
	const refuse = (problem: string): UserError => new UserError({ where: withoutCredentials(url), problem });
	try {
		const { username, password } = new URL(url);
		const target = new URL(url);
		target.username = '';
		target.password = '';
		const basic = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
		const response = await fetch(target, {
			signal: AbortSignal.timeout(timeout),
			headers: username === '' && password === '' ? {} : { authorization: `Basic ${basic}` },
		});
		if (!response.ok) throw refuse(`the server answered ${response.status}`);
		const chunks: Uint8Array[] = [];
		let length = 0;
		for await (const chunk of response.body ?? []) {
			length += chunk.length;
			if (length > mostBytes) throw refuse(`the document is larger than ${mostBytes / 1024 / 1024} MiB`);
			chunks.push(chunk);
		}
		return Buffer.concat(chunks).toString('utf8');
	} catch (error) {
		if (error instanceof UserError) throw error;
		const { name, cause } = error as Error & { readonly cause?: Error };
		// The message of a failed request may repeat the URL with its credentials.
		throw refuse(
			name === 'TimeoutError'
				? 'the document did not arrive within 30 s'
				: `the document cannot be fetched: ${systemProblem(cause)?.problem ?? 'the request could not be sent'}`,
		);
	}
}

/** A URL may carry a token in its query or its user part. */
function withoutCredentials(url: string): string {
	const { origin, pathname } = new URL(url);
	return origin + pathname;
}
