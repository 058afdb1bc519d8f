import { logLine } from '../report/safe-text.js';

let silent = false;

/** Shows no progress line from now on, whatever standard error is. */
export function silenceProgress(): void {
	silent = true;
}

/** One line on standard error for work that takes longer than two seconds, where that is a terminal; else nothing. */
export class ProgressLine {
	#next = Date.now() + 2000;
	#shown = false;

	show(text: () => string): void {
		if (silent || !process.stderr.isTTY) return;
		const now = Date.now();
		if (now < this.#next) return;
		this.#next = now + 100;
		this.#shown = true;
		process.stderr.write(`\r\u001b[K${logLine(text())}`);
	}

	/** Takes it off the screen. */
	clear(): void {
		if (this.#shown) process.stderr.write('\r\u001b[K');
		this.#shown = false;
	}
}
