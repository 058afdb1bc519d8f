import fs from 'node:fs';
import { availableParallelism } from 'node:os';
import type { FoundFile } from '../input/found-files.js';
import { isSavedPlan } from '../input/plans/plan-document.js';
import type { Checked } from '../report/checked.js';
import { ProgressLine } from '../terminal/progress-line.js';
import { type CheckRequest, checkPlan } from './check-plan.js';

/** Starting a thread costs about as much as reading this many bytes. */
const worthAThread = 8 * 1024 * 1024;

const packedRatio = 20;

/** Checks plans, on several cores if that is faster. Returns results in the order of the inputs. */
export async function checkPlans(files: readonly FoundFile[], request: CheckRequest): Promise<Checked[]> {
	const inputs = files.map((file) => file.path);
	const work = files.map((file) => (file.problem === null ? workOf(file.path) : 0));
	const threads = Math.min(
		inputs.length,
		availableParallelism(),
		Math.floor(work.reduce((sum, bytes) => sum + bytes, 0) / worthAThread),
	);
	const results = new Array<Checked>(inputs.length);
	// The largest first, so that no core is left with one at the end.
	const order = inputs.map((_, index) => index).sort((a, b) => (work[b] ?? 0) - (work[a] ?? 0));
	const progress = new ProgressLine();
	let done = 0;
	const run = async (check: (input: string) => Promise<Checked>): Promise<void> => {
		for (let index = order.shift(); index !== undefined; index = order.shift()) {
			const { path: input, problem } = files[index] as FoundFile;
			results[index] =
				problem === null ? await check(input) : { kind: 'unreadable', input, error: `${input}: ${problem}.` };
			done++;
			progress.show(() => `${done} of ${inputs.length} plans checked`);
		}
	};
	const here = (input: string): Promise<Checked> => checkPlan(input, request);
	if (threads < 2) await run(here);
	else {
		const { CheckThread } = await import('./worker-thread.js');
		const pool = Array.from({ length: threads }, () => new CheckThread(request));
		// Standard input belongs to the main thread.
		await Promise.all(pool.map((thread) => run((input) => (input === '-' ? here(input) : thread.check(input)))));
		await Promise.all(pool.map((thread) => thread.end()));
	}
	progress.clear();
	return results;
}

/** Returns the work in bytes to read; a saved plan is compressed about twenty to one. */
function workOf(input: string): number {
	const stats = input === '-' ? undefined : fs.statSync(input, { throwIfNoEntry: false });
	if (!stats?.isFile()) return 0;
	return isSavedPlan(input) ? packedRatio * stats.size : stats.size;
}
