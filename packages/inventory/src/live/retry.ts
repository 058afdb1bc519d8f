import { UserError } from '@sg-preflight/documents';
import pRetry from 'p-retry';

/** How often a call is repeated for a failure that may pass. Throttling is waited for until the deadline. */
const retries = 6;

/** Milliseconds before the first repetition; doubled for each further one, up to the longest, times 1 to 2. */
export interface Backoff {
	readonly shortest: number;
	readonly longest: number;
}

/** What the SDK throws: an error of the API has a code and a status, an error of the connection a code or a name. */
interface SdkError extends Error {
	readonly code?: string;
	readonly statusCode?: number;
}

const passingConnectionErrors: ReadonlySet<string> = new Set([
	'ECONNABORTED',
	'ECONNREFUSED',
	'ECONNRESET',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EPIPE',
	'ETIMEDOUT',
]);

/** An answer that is no response of the API. A gateway's page for a passing failure looks so too. */
export class UnreadableAnswer extends Error {
	override readonly name = 'UnreadableAnswer';
}

/**
 * Calls the API until it answers, the failure is one that does not pass, or `signal` is aborted.
 *
 * @throws {UserError} one sentence: what went wrong and what to do
 */
export async function patiently<T>(call: () => Promise<T>, backoff: Backoff, signal: AbortSignal): Promise<T> {
	let last: SdkError | undefined;
	try {
		return await pRetry(() => untilAborted(call().catch(rethrow), signal), {
			// Throttling is repeated until the deadline, so that the count is judged below.
			retries: Number.POSITIVE_INFINITY,
			minTimeout: backoff.shortest,
			maxTimeout: backoff.longest,
			randomize: true,
			signal,
			shouldRetry({ error, attemptNumber }) {
				if (signal.aborted) return false;
				last = error;
				return isThrottling(error) || (passes(error) && attemptNumber <= retries);
			},
		});
	} catch (error) {
		if (signal.aborted) {
			const before = last ? `; before that: ${describe(last)}` : '';
			throw new UserError(`${(signal.reason as Error).message}${before}`, { cause: error });
		}
		if (error instanceof UserError) throw error;
		throw new UserError(describe(error as SdkError), { cause: error });
	}
}

/** The SDK cannot be told to stop: what it still answers after that is dropped. */
function untilAborted<T>(pending: Promise<T>, signal: AbortSignal): Promise<T> {
	return new Promise((resolve, reject) => {
		const stop = () => reject(signal.reason);
		signal.addEventListener('abort', stop, { once: true });
		pending.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
		if (signal.aborted) stop();
	});
}

/** Gives what the SDK throws for an answer in no form that it knows (no JSON, other types) one name. */
function rethrow(error: SdkError): never {
	const isAnswer =
		error instanceof SyntaxError || error instanceof TypeError || /\bis mismatch\b|can not cast/.test(error.message);
	throw isAnswer ? new UnreadableAnswer('the answer is not the JSON of this API', { cause: error }) : error;
}

function isThrottling(error: SdkError): boolean {
	return error.statusCode === 429 || (error.code?.startsWith('Throttling') ?? false);
}

function passes(error: SdkError): boolean {
	if (error instanceof UnreadableAnswer) return true;
	if (error.statusCode !== undefined) return error.statusCode >= 500;
	return isTimeout(error) || passingConnectionErrors.has(error.code ?? '');
}

function isTimeout({ name, message }: SdkError): boolean {
	return name.includes('Timeout') || /^(Read|Connect)Timeout/.test(message);
}

/** One sentence. Never quotes the request: its query holds a signature and perhaps a session token. */
function describe(error: SdkError): string {
	if (error instanceof UnreadableAnswer) {
		return `${error.message} (a proxy's page, or an endpoint of something else?)`;
	}
	if (isTimeout(error)) return 'the API does not answer in time';
	if (error.statusCode === undefined) {
		return `the API cannot be reached (${error.code ?? error.name})`;
	}
	const status = `HTTP ${error.statusCode}`;
	if (error.statusCode === 403 || /^(Forbidden|NoPermission)/.test(error.code ?? '')) {
		return `not allowed (${error.code}, ${status}): the credentials need the RAM policy that \`sg-preflight inventory policy\` prints`;
	}
	if (/^(InvalidAccessKey|InvalidSecurityToken|SecurityToken|Signature|IncompleteSignature)/.test(error.code ?? '')) {
		return `the API does not accept the credentials (${error.code}, ${status}): they are wrong, expired or of another site`;
	}
	return `the API answers ${error.code} (${status})`;
}
