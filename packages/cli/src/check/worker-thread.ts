import { Worker } from 'node:worker_threads';
import type { Checked } from '../report/checked.js';
import type { CheckRequest } from './check-plan.js';

/** A thread that checks one plan after the other. It is replaced if a plan crashes it. */
export class CheckThread {
	#worker: Worker | null = null;
	#settle: (checked: Checked) => void = () => {};
	#input = '';

	constructor(readonly request: CheckRequest) {}

	check(input: string): Promise<Checked> {
		return new Promise((resolve) => {
			this.#input = input;
			this.#settle = resolve;
			this.#worker ??= this.#start();
			this.#worker.postMessage(input);
		});
	}

	async end(): Promise<void> {
		await this.#worker?.terminate();
	}

	#start(): Worker {
		const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: this.request });
		const broken = (why: string): void => {
			// An error is followed by the exit of the same thread.
			if (this.#worker !== worker) return;
			this.#worker = null;
			const error = `${this.#input}: checking it ended its thread: ${why}.`;
			this.#settle({ kind: 'unreadable', input: this.#input, error });
		};
		worker.on('message', (checked: Checked) => this.#settle(checked));
		worker.on('error', ({ message }) => broken(message));
		worker.on('exit', (status) => broken(`it ended with ${status}`));
		return worker;
	}
}
