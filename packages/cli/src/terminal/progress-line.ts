import { logLine } from './safe-text.js';

let silent = false;

/** Turns the progress line off, even if standard error is a terminal. */
export function silenceProgress(): void {
	silent = true;
}

/** Shows one line on standard error, if it is a terminal, for work that takes longer than two seconds. */
export class ProgressLine {
	#next = Date.now() + 2000;
	#shown = false;

	show(text: () => string): void {
		const now = Date.now();
		if (now < this.#next || silent || !process.stderr.isTTY) return;
		this.#next = now + 100;
		this.#shown = true;
		process.stderr.write(`\r\u001b[K${logLine(text())}`);
	}

	/** Removes the line. */
	clear(): void {
		if (this.#shown) process.stderr.write('\r\u001b[K');
		this.#shown = false;
	}
}
