import { parentPort, workerData } from 'node:worker_threads';
import { type CheckRequest, checkPlan } from './check-plan.js';

// Entry of a thread of check-plans.ts: checks each plan that it receives.
parentPort?.on('message', async (input: string) => {
	parentPort?.postMessage(await checkPlan(input, workerData as CheckRequest));
});
