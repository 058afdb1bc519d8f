import fs from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '@sg-preflight/documents';
import { problemOf } from '@sg-preflight/documents/system-error';
import { mayRequest } from './request.js';

const redirects = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 5;
/** Attempts to send the final result of a run; the pauses between them add up to about four minutes. */
const attempts = 8;

/** The API of HCP Terraform, for one run. */
export class HcpConnection {
	constructor(
		readonly token: string,
		/** Origins that requests and redirects may go to. */
		readonly origins: readonly string[],
		/** Milliseconds before the second attempt; doubled for each that follows. */
		readonly firstPause: number,
		/** Aborts every request but the one with a result. */
		readonly stopping: AbortSignal,
	) {}

	/**
	 * Fetches a file, at most so many bytes of it.
	 *
	 * @throws {UserError} when it is not there, too large, or behind a redirect to another host
	 */
	async download(what: string, url: URL, file: string, mostBytes: number): Promise<void> {
		const signal = AbortSignal.any([AbortSignal.timeout(300_000), this.stopping]);
		// 204 is a plan that is not ready yet.
		const response = await this.#retried(
			4,
			(status) => status === 204 || mayPass(status),
			() => this.#get(what, url, signal),
		);
		if (response.status !== 200 || response.body === null) {
			await response.body?.cancel();
			throw new UserError(`fetching ${what} ended with HTTP status ${response.status}`);
		}
		let length = 0;
		const limited = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
			for await (const chunk of chunks) {
				length += chunk.length;
				if (length > mostBytes) throw new UserError(`${what} is larger than ${Math.floor(mostBytes / 1e6)} MB`);
				yield chunk;
			}
		};
		const body = Readable.fromWeb(response.body as import('node:stream/web').ReadableStream);
		await pipeline(body, limited, fs.createWriteStream(file, { mode: 0o600, flags: 'wx' }), { signal });
	}

	/** Follows redirects to allowed origins only. Only the first request carries the token. */
	async #get(what: string, first: URL, signal: AbortSignal): Promise<Response> {
		let url = first;
		for (let hop = 0; hop <= mostRedirects; hop++) {
			const headers = url.origin === first.origin ? { authorization: `Bearer ${this.token}` } : undefined;
			const response = await fetch(url.href, { ...(headers ? { headers } : {}), redirect: 'manual', signal });
			if (!redirects.has(response.status)) return response;
			await response.body?.cancel();
			const to = response.headers.get('location') ?? '';
			if (!URL.canParse(to, url.href)) throw new UserError(`${what} is behind a redirect without an address`);
			url = new URL(to, url.href);
			if (!mayRequest(url, this.origins)) {
				throw new UserError(
					`${what} is behind a redirect to ${url.origin}, which is not allowed; allow it with --origin`,
				);
			}
		}
		throw new UserError(`${what} is behind more than ${mostRedirects} redirects`);
	}

	/** Sends a result once; `final` ones are sent again until HCP Terraform takes them. */
	async send(callback: URL, body: object, final: boolean): Promise<void> {
		const response = await this.#retried(final ? attempts : 1, mayPass, () =>
			fetch(callback.href, {
				method: 'PATCH',
				headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/vnd.api+json' },
				body: JSON.stringify(body),
				redirect: 'error',
				signal: AbortSignal.timeout(this.stopping.aborted ? 1500 : 10_000),
			}),
		);
		await response.body?.cancel();
		if (!response.ok) throw new UserError(`HCP Terraform answered ${response.status} to the result`);
	}

	/** Retries a request after a transient failure, unless the service is stopping. */
	async #retried(
		most: number,
		mayPass: (status: number) => boolean,
		request: () => Promise<Response>,
	): Promise<Response> {
		for (let attempt = 1; ; attempt++) {
			const last = attempt >= most || this.stopping.aborted;
			try {
				const response = await request();
				if (last || !mayPass(response.status)) return response;
				await response.body?.cancel();
			} catch (error) {
				// fetch fails with a TypeError if the network does; our own refusals are final.
				const isOfNetwork = error instanceof TypeError || (error as Error).name === 'TimeoutError';
				if (!isOfNetwork) throw error;
				if (last) throw new UserError(`HCP Terraform cannot be reached: ${problemOf((error as Error).cause ?? error)}`);
			}
			const wait = Math.min(this.firstPause * 2 ** (attempt - 1), 60_000) * (1 + Math.random());
			// A service that is stopping tries once more at once.
			await pause(wait, undefined, { signal: this.stopping }).catch(() => {});
		}
	}
}

/** Whether a status reports a transient failure. */
function mayPass(status: number): boolean {
	return status === 408 || status === 429 || status >= 500;
}
