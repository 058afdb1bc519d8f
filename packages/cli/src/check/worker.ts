import { parentPort, workerData } from 'node:worker_threads';
import { type CheckRequest, checkPlan } from './check-plan.js';

// The entry of a thread of plan-checks.ts: checks each plan that it is sent.
parentPort?.on('message', async (input: string) => {
	parentPort?.postMessage(await checkPlan(input, workerData as CheckRequest));
});
