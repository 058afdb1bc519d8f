import type { Progress } from '@sg-preflight/inventory/live';

/** Shows how far a listing is. */
export interface ListingBar {
	update(progress: Progress): void;
	/** Takes it off the screen. */
	stop(): void;
}

/** On standard error and only where that is a terminal, else nothing. */
export async function listingBar(): Promise<ListingBar> {
	if (!process.stderr.isTTY) return { update: () => {}, stop: () => {} };
	const { default: progress } = await import('cli-progress');
	const bar = new progress.SingleBar({
		format: '{bar} {value} of {total} regions, {groups} groups',
		stream: process.stderr,
		clearOnComplete: true,
		// Ctrl-C ends the process as it would without a bar, so nothing of the terminal may need to be put back.
		gracefulExit: false,
		hideCursor: false,
		linewrap: true,
	});
	let started = false;
	return {
		update({ total, done, groups }) {
			if (!started) bar.start(total, done, { groups });
			started = true;
			bar.update(done, { groups });
		},
		stop: () => bar.stop(),
	};
}
