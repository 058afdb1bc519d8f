import { UserError } from '@sg-preflight/documents';
import { systemProblem } from '@sg-preflight/documents/system-error';
import pRetry from 'p-retry';

/** How often a call is retried after a transient failure. Throttling is retried until the deadline. */
const retries = 6;

/** Milliseconds before the first retry; doubled for each further one, up to the longest, times 1 to 2. */
export interface Backoff {
	readonly shortest: number;
	readonly longest: number;
}

/** An error of the SDK: an API error has a code and a status, a connection error a code or a name. */
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

/** An answer that is not a response of the API, such as a gateway's error page during a transient failure. */
export class UnreadableAnswer extends Error {
	override readonly name = 'UnreadableAnswer';
}

/**
 * Calls the API until it answers, fails for good, or `signal` is aborted.
 *
 * @throws {UserError} when it does not answer: one sentence with the error and the next step
 */
export async function withRetries<T>(call: () => Promise<T>, backoff: Backoff, signal: AbortSignal): Promise<T> {
	let last: SdkError | undefined;
	try {
		return await pRetry(() => untilAborted(call().catch(rethrow), signal), {
			// Throttling is retried until the deadline; the count is checked below.
			retries: Number.POSITIVE_INFINITY,
			minTimeout: backoff.shortest,
			maxTimeout: backoff.longest,
			randomize: true,
			signal,
			shouldRetry({ error, attemptNumber }) {
				if (signal.aborted) return false;
				last = error;
				return isThrottling(error) || (isTransient(error) && attemptNumber <= retries);
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

/** The SDK cannot be stopped: later answers are dropped. */
function untilAborted<T>(pending: Promise<T>, signal: AbortSignal): Promise<T> {
	return new Promise((resolve, reject) => {
		const stop = () => reject(signal.reason);
		signal.addEventListener('abort', stop, { once: true });
		pending.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
		if (signal.aborted) stop();
	});
}

/** Gives one name to the SDK's errors for answers that it cannot read (not JSON, other types). */
function rethrow(error: SdkError): never {
	const isAnswer =
		error instanceof SyntaxError || error instanceof TypeError || /\bis mismatch\b|can not cast/.test(error.message);
	throw isAnswer ? new UnreadableAnswer('the answer is not the JSON of this API', { cause: error }) : error;
}

function isThrottling(error: SdkError): boolean {
	return error.statusCode === 429 || (error.code?.startsWith('Throttling') ?? false);
}

function isTransient(error: SdkError): boolean {
	if (error instanceof UnreadableAnswer) return true;
	if (error.statusCode !== undefined) return error.statusCode >= 500;
	return isTimeout(error) || passingConnectionErrors.has(error.code ?? '');
}

function isTimeout({ name, message }: SdkError): boolean {
	return name.includes('Timeout') || /^(Read|Connect)Timeout/.test(message);
}

/** Returns one sentence. Never quotes the request: its query holds a signature and perhaps a session token. */
function describe(error: SdkError): string {
	if (error instanceof UnreadableAnswer) {
		return `${error.message} (a proxy's page, or an endpoint of something else?)`;
	}
	if (isTimeout(error)) return 'the API does not answer in time';
	if (error.statusCode === undefined) {
		return `the API cannot be reached: ${systemProblem(error)?.problem ?? error.code ?? error.name}`;
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
