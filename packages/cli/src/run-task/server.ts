import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { problemOf } from '@sg-preflight/documents/system-error';
import { isSigned, type TaskRequest, taskOf } from './request.js';
import { Slots } from './slots.js';
import { answerRun, type RunOptions } from './task-run.js';

/**
 * An HCP Terraform run task (post-plan stage): verifies the request, answers at once, checks the plan and reports by
 * the callback. Source: https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration
 */
export interface RunTaskOptions extends RunOptions {
	/** Key that HCP Terraform signs its requests with. */
	readonly hmacKey: string;
	/** Plans that are checked at a time. */
	readonly atOnce: number;
	/** Plans that wait for their turn; requests beyond are answered with 503. */
	readonly mostWaiting: number;
}

/** Bytes of a request; HCP Terraform's are a few kilobytes. */
const requestLimit = 256 * 1024;
/** Bytes of all requests that are being received. */
const allRequestsLimit = 32 * 1024 * 1024;
const mostConnections = 4096;
/** Most runs that are remembered, so that a repeated request is not answered twice. */
const mostRemembered = 10_000;
/** Milliseconds from the signal to stop until checks are aborted, and until the process stops waiting. */
const stopAfter = [2000, 4500] as const;

export class RunTaskService {
	readonly server: Server;
	readonly #options: RunTaskOptions;
	readonly #slots: Slots;
	readonly #stopping = new AbortController();
	readonly #runs = new Set<Promise<void>>();
	readonly #answered = new Set<string>();
	#receiving = 0;

	constructor(options: RunTaskOptions) {
		this.#options = options;
		// Each run adds a listener.
		setMaxListeners(0, this.#stopping.signal);
		this.#slots = new Slots(options.atOnce, options.mostWaiting);
		const limits = { requestTimeout: 20_000, headersTimeout: 10_000, connectionsCheckingInterval: 2000 };
		this.server = createServer(limits, (request, response) => {
			this.#answer(request, response).catch((error: Error) => {
				options.log(`run task: ${problemOf(error)}`);
				if (!response.headersSent) end(response, 500, 'internal error');
			});
		});
		this.server.maxConnections = mostConnections;
	}

	/**
	 * Refuses new requests, waits two seconds for the checks, and reports the unfinished ones as failed. Ends within five
	 * seconds, even if HCP Terraform does not answer.
	 */
	async stop(): Promise<void> {
		const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
		this.server.closeIdleConnections();
		const [endChecks, giveUp] = stopAfter;
		const timer = setTimeout(() => this.#stopping.abort(), endChecks);
		const limit = new Promise<void>((resolve) => setTimeout(resolve, giveUp).unref());
		await Promise.race([Promise.all(this.#runs), limit]);
		clearTimeout(timer);
		this.server.closeAllConnections();
		await Promise.race([closed, limit]);
	}

	async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		if (request.method === 'GET' && request.url === '/healthz') return end(response, 200, 'ok');
		if (request.method !== 'POST') return end(response, 405, 'POST a run task request');
		const body = await this.#bodyOf(request);
		if (body === null) return end(response, 413, 'the request is too large');
		if (!isSigned(body, request.headers['x-tfc-task-signature'], this.#options.hmacKey)) {
			this.#options.log('run task: a request without a valid signature was turned away');
			return end(response, 401, 'the signature is not valid');
		}
		let task: TaskRequest | null;
		try {
			task = taskOf(body, this.#options.origins);
		} catch (error) {
			this.#options.log(`run task: ${(error as Error).message}`);
			return end(response, 422, (error as Error).message);
		}
		if (task === null) return end(response, 200, 'ok');
		// HCP Terraform does not sign a time: a repeated request looks like the first.
		const key = createHash('sha256').update(task.callback.href).digest('base64');
		if (this.#answered.has(key)) return end(response, 200, 'accepted before');
		if (this.#slots.isFull || this.#stopping.signal.aborted || !this.server.listening) {
			this.#options.log(`run ${task.runId}: turned away, too many plans are waiting`);
			response.setHeader('retry-after', '30');
			return end(response, 503, 'too many plans are waiting');
		}
		this.#remember(key);
		// HCP Terraform waits ten seconds for this answer and takes the result by the callback.
		end(response, 200, 'accepted');
		this.#start(task, key);
	}

	#start(task: TaskRequest, key: string): void {
		const run = answerRun(task, this.#slots, this.#options, this.#stopping.signal).catch((error: Error) => {
			this.#options.log(`run ${task.runId}: no result was sent: ${problemOf(error)}`);
			this.#answered.delete(key);
		});
		this.#runs.add(run);
		void run.then(() => this.#runs.delete(run));
	}

	#remember(key: string): void {
		this.#answered.add(key);
		const [oldest] = this.#answered;
		if (this.#answered.size > mostRemembered && oldest !== undefined) this.#answered.delete(oldest);
	}

	async #bodyOf(request: IncomingMessage): Promise<Buffer | null> {
		const chunks: Buffer[] = [];
		let length = 0;
		try {
			for await (const chunk of request as AsyncIterable<Buffer>) {
				length += chunk.length;
				this.#receiving += chunk.length;
				if (length > requestLimit || this.#receiving > allRequestsLimit) return null;
				chunks.push(chunk);
			}
			return Buffer.concat(chunks);
		} finally {
			this.#receiving -= length;
		}
	}
}

function end(response: ServerResponse, status: number, text: string): void {
	response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`);
}
