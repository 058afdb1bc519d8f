import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@sg-preflight/documents';
import { problemOf } from '@sg-preflight/documents/system-error';
import type { Report } from '../report/report.js';
import { visible } from '../terminal/safe-text.js';
import { unpack } from './archive.js';
import type { PlanToCheck } from './child-check.js';
import { HcpConnection } from './hcp.js';
import { outcomesOf } from './outcomes.js';
import type { TaskRequest } from './request.js';
import { makeRunFolder } from './run-folder.js';
import type { Slots } from './slots.js';

export interface RunOptions {
	/** Origins that plans are fetched from and results sent to, such as `https://app.terraform.io`. */
	readonly origins: readonly string[];
	/**
	 * Checks a plan file.
	 *
	 * @throws {UserError} when it could not be checked
	 */
	check(plan: PlanToCheck): Promise<Report>;
	/** One line about a run; never a token or a plan. */
	log(line: string): void;
	/** Milliseconds between progress messages; HCP Terraform gives up after ten minutes of silence. */
	readonly progressInterval: number;
	/** Milliseconds before a request to HCP Terraform is repeated; doubled each time. */
	readonly firstPause: number;
	/** Bytes of a plan, and of an unpacked configuration. */
	readonly mostBytes: number;
}

const mostFiles = 20_000;

type Result = readonly [status: 'passed' | 'failed', message: string, outcomes: readonly object[]];

/**
 * Answers one run. Always sends one result, as long as HCP Terraform accepts it.
 *
 * @throws {UserError} when the result could not be sent
 */
export async function answerRun(
	task: TaskRequest,
	slots: Slots,
	options: RunOptions,
	stopping: AbortSignal,
): Promise<void> {
	const hcp = new HcpConnection(task.accessToken, options.origins, options.firstPause, stopping);
	const send = (status: string, message: string, final: boolean, outcomes: readonly object[] = []): Promise<void> => {
		const data = {
			type: 'task-results',
			attributes: { status, message: visible(message).slice(0, 1000) },
			...(outcomes.length > 0 && { relationships: { outcomes: { data: outcomes } } }),
		};
		return hcp.send(task.callback, { data }, final);
	};
	if (task.plan === null) {
		const message = `the stage ${task.stage} has no plan: add the run task to the post-plan stage`;
		return send('failed', message, true);
	}
	const [status, message, outcomes] = await withProgress(
		(text) => send('running', text, false),
		(error) => options.log(`run ${task.runId}: ${problemOf(error)}`),
		options.progressInterval,
		() => slots.run(() => resultOf(task, task.plan as URL, hcp, options, stopping)),
	);
	await send(status, message, true, outcomes);
}

/** Reports progress until the work is done. The result is sent after the last report. */
async function withProgress<T>(
	report: (message: string) => Promise<void>,
	failed: (error: Error) => void,
	interval: number,
	work: () => Promise<T>,
): Promise<T> {
	let reported = report('checking the plan').catch(failed);
	const timer = setInterval(() => {
		reported = reported.then(() => report('still checking').catch(failed));
	}, interval);
	try {
		return await work();
	} finally {
		clearInterval(timer);
		await reported;
	}
}

async function resultOf(
	task: TaskRequest,
	url: URL,
	hcp: HcpConnection,
	options: RunOptions,
	signal: AbortSignal,
): Promise<Result> {
	let folder: string | null = null;
	try {
		if (signal.aborted) throw new UserError('the service was stopped; start the run again');
		folder = makeRunFolder();
		const plan = path.join(folder, 'plan.json');
		await hcp.download('the plan', url, plan, options.mostBytes);
		const { source, note } = await sourceOf(task, hcp, folder, options);
		const report = await options.check({ plan, source, folder, signal });
		const { refused, undetermined, allowed, waived } = report.summary;
		const counts = `${refused} refused, ${undetermined} undetermined, ${allowed} allowed, ${waived} waived`;
		options.log(`run ${task.runId}: ${report.verdict} (${counts})${note}`);
		const problem = problemIn(report)?.replaceAll(`${folder}${path.sep}`, '');
		return [
			report.exitStatus === 0 ? 'passed' : 'failed',
			`${problem ?? counts}${note}`,
			task.outcomes ? await outcomesOf(report) : [],
		];
	} catch (error) {
		const message = problemOf(error).replaceAll(`${folder}${path.sep}`, '');
		options.log(`run ${task.runId}: ${message}`);
		return ['failed', `the plan could not be checked: ${message}`, []];
	} finally {
		if (folder !== null) fs.rmSync(folder, { recursive: true, force: true });
	}
}

/** Returns why the plan could not be checked whole; undefined if it was. */
function problemIn({ inputs, notices }: Report): string | undefined {
	return inputs.find(({ error }) => error !== null)?.error ?? notices.find(({ level }) => level === 'error')?.message;
}

/** Unpacks the folder that Terraform ran in. Without sources the check continues, and more stays undetermined. */
async function sourceOf(
	{ configuration, workingDirectory }: TaskRequest,
	hcp: HcpConnection,
	folder: string,
	{ mostBytes }: RunOptions,
): Promise<{ readonly source: string | null; readonly note: string }> {
	if (configuration === null) return { source: null, note: '' };
	try {
		const archive = path.join(folder, 'configuration.tar.gz');
		const unpacked = path.join(folder, 'configuration');
		await hcp.download("the run's configuration", configuration, archive, mostBytes);
		fs.mkdirSync(unpacked, { mode: 0o700 });
		await unpack(archive, unpacked, { bytes: mostBytes, files: mostFiles });
		// Marks the folder that modules may be in, as the root of a repository does.
		if (!fs.existsSync(path.join(unpacked, '.git'))) fs.mkdirSync(path.join(unpacked, '.git'));
		if (workingDirectory.includes('..')) throw new UserError('its working directory is outside it');
		const source = path.join(unpacked, ...workingDirectory);
		if (!fs.statSync(source, { throwIfNoEntry: false })?.isDirectory()) {
			throw new UserError('it does not have the working directory');
		}
		return { source, note: '' };
	} catch (error) {
		const message = problemOf(error).replaceAll(`${folder}${path.sep}`, '');
		return { source: null, note: `; checked without the run's configuration: ${message}` };
	}
}
