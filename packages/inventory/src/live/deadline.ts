import { UserError } from '@sg-preflight/documents';

/** When to give up. */
export interface Deadline {
	/** Aborted then; its reason is the message. */
	readonly signal: AbortSignal;
	/** Milliseconds until then, at least 1. */
	left(): number;
}

/** Runs a task that gives up after `timeout` milliseconds. */
export async function withDeadline<T>(timeout: number, task: (deadline: Deadline) => Promise<T>): Promise<T> {
	const controller = new AbortController();
	const end = performance.now() + timeout;
	const timer = setTimeout(() => {
		controller.abort(new UserError(`not finished within ${timeout / 1000} s`));
	}, timeout);
	try {
		return await task({ signal: controller.signal, left: () => Math.max(1, Math.ceil(end - performance.now())) });
	} finally {
		clearTimeout(timer);
	}
}
