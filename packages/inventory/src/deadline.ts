import { UnusableInventory } from '@sg-preflight/permissions';

/**
 * Runs a task with a signal that is aborted after `timeout` milliseconds.
 */
export async function withDeadline<T>(timeout: number, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
	const controller = new AbortController();
	const timer = setTimeout(() => {
		controller.abort(new UnusableInventory(`not finished within ${timeout / 1000} s`));
	}, timeout);
	try {
		return await task(controller.signal);
	} finally {
		clearTimeout(timer);
	}
}
